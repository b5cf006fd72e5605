import Relations
import Synchronization
import Testing

@testable import Datalog

@Suite("Limits")
struct LimitTests {
  private let endless = """
    .decl n(x: number)
    n(0).
    n(x + 1) :- n(x).
    .output n
    """

  private func error(_ text: String, _ options: Options) throws -> EvaluationError? {
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    return #expect(throws: EvaluationError.self) { try program.evaluate(options: options) }
  }

  @Test("a recursion that never ends stops at the row limit and says where")
  func rowLimit() throws {
    let error = try error(endless, Options(limits: Limits(rows: 1000)))
    guard case .limit(.rows, "1000", "n", let round, let rows) = error else {
      Issue.record("expected a row limit, got \(String(describing: error))")
      return
    }
    #expect(rows > 1000 && rows < 1100)
    #expect(round == rows - 1)
  }

  @Test("a limit of one row stops at the second", arguments: [1, 2])
  func smallRowLimit(facts: Int) throws {
    let text = ".decl p(x: number)\n" + (1...facts).map { "p(\($0)).\n" }.joined() + ".output p"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let options = Options(limits: Limits(rows: 1))
    if facts == 1 {
      #expect(try program.evaluate(options: options)["p"]?.count == 1)
    } else {
      #expect(throws: EvaluationError.self) { try program.evaluate(options: options) }
    }
  }

  @Test("a recursion that never ends stops at the time limit")
  func timeLimit() throws {
    guard
      case .limit(.time, _, "n", _, _) = try error(endless, Options(limits: Limits(time: .milliseconds(50))))
    else {
      Issue.record("expected a time limit")
      return
    }
  }

  @Test("a product too large stops at the memory limit, within a tenth of it")
  func memoryLimit() throws {
    let text = """
      .decl n(x: number)
      n(x) :- x = range(0, 3000).
      .decl p(x: number, y: number, z: number)
      p(x, y, x + y) :- n(x), n(y).
      .output p
      """
    guard
      case .limit(.memory, _, "p", _, let rows) = try error(text, Options(limits: Limits(memory: 50_000_000)))
    else {
      Issue.record("expected a memory limit")
      return
    }
    #expect(rows * 12 < 55_000_000)
  }

  @Test("memory that the host counts is held against the limit, of reading too", arguments: [1, 3])
  func memoryInUse(workers: Int) throws {
    let text = ".decl p(x: symbol)\n.input p\n.output p"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let lines = Array((0..<400_000).map { "text\($0)\n" }.joined().utf8)
    let asked = Mutex(0)
    let limits = Limits(memory: 2 << 20) {
      asked.withLock { asked in
        asked += 1
        return asked << 20
      }
    }
    let options = Options(limits: limits, workers: Workers(count: workers))
    let error = #expect(throws: EvaluationError.self) {
      _ = try program.evaluate(facts: FileFacts { _ in lines }, options: options)
    }
    guard case .limit(.memory, "2 MB", "p", round: 0, let rows) = error else {
      Issue.record("expected a memory limit, got \(String(describing: error))")
      return
    }
    #expect(rows > 0 && rows < 400_000)
  }

  @Test("reading stops when it is asked to, whatever the form of the lines", arguments: [false, true])
  func cancelledReading(isQuoted: Bool) throws {
    let cancellation = Cancellation()
    let text = ".decl p(x: symbol)\n.input p(rfc4180=\(isQuoted))\n.output p"
    let program = try Program(sources: [Source(name: "test.dl", text: text)])
    let facts = FileFacts { _ in
      cancellation.cancel()
      return Array("a\nb\n".utf8)
    }
    let error = #expect(throws: EvaluationError.self) {
      try program.evaluate(facts: facts, options: Options(cancellation: cancellation))
    }
    guard case .cancelled(relation: "p", round: 0, rows: 0) = error else {
      Issue.record("expected a cancellation, got \(String(describing: error))")
      return
    }
  }

  @Test("an evaluation stops when it is asked to")
  func cancellation() throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    guard case .cancelled = try error(endless, Options(cancellation: cancellation)) else {
      Issue.record("expected a cancellation")
      return
    }
  }

  @Test("a recursion ends with the round in which a relation reached its limitsize")
  func limitSize() throws {
    #expect(try rows(endless + "\n.limitsize n(n=5)") == ["0", "1", "2", "3", "4"])
    let chain = """
      .decl e(x: number, y: number)
      e(1, 2). e(2, 3). e(3, 4). e(4, 5). e(5, 6).
      .decl p(x: number, y: number)
      p(x, y) :- e(x, y).
      p(x, z) :- p(x, y), e(y, z).
      .output p
      """
    #expect(try rows(chain + "\n.limitsize p(n=6)").count == 9)
    #expect(try rows(chain + "\n.limitsize p(n=2)").count == 5)
  }

  @Test("rows that need no recursion are all there, whatever limitsize says")
  func limitWithoutRecursion() throws {
    let text = ".decl a(x: number)\na(1). a(2). a(x * 10) :- x = range(3, 6).\n.limitsize a(n=1)\n.output a"
    #expect(try rows(text) == ["1", "2", "30", "40", "50"])
  }
}
