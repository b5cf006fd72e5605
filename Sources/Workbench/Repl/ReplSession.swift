import Datalog
import GraphExchange
import Relations

/// Where a session's words go.
public struct ReplOutput {
  /// Answers, piece by piece.
  public var answer: (String) -> Void
  /// A line that goes with an answer: how many rows, how long.
  public var note: (String) -> Void
  /// What is wrong, in lines.
  public var error: (String) -> Void

  public init(
    answer: @escaping (String) -> Void, note: @escaping (String) -> Void, error: @escaping (String) -> Void
  ) {
    self.answer = answer
    self.note = note
    self.error = error
  }
}

/// A conversation in Datalog, over a graph or over nothing: it takes lines, keeps what they say, answers what they ask.
///
/// What is wrong is shown and leaves the session as it was. Rules are kept as text and evaluated anew for each
/// question; the graph is opened once and read as far as questions need it, fact files as often as they change.
///
/// ```swift
/// var session = try ReplSession(graph: graph, data: .embedded)
/// session.feed("?- who mentions \"AGI\".", to: output)
/// ```
public struct ReplSession {
  let graph: OpenGraph?
  let data: ProgramData
  let facts: SessionFacts
  /// Whether somebody types and reads: then statements are checked line by line and not in batches.
  let isInteractive: Bool
  public internal(set) var settings: SessionSettings { didSet { facts.folder = settings.factFolder } }
  var program = SessionProgram()
  /// Values of parameters, declared or not.
  var parameters: [String: String] = [:]
  /// The last question's answers, for explaining their rows.
  var lastAnswers: (answers: Answers, relation: String)?
  /// The program as it was last found sound.
  var checked: Program
  /// Statements that were fed but not checked yet.
  private var waiting: [SessionProgram.Piece] = []
  private var buffer: [String] = []
  private var scanner = StatementScanner()
  /// How many lines were fed.
  public private(set) var lineCount = 0
  public internal(set) var hasEnded = false
  private var hasMistakes = false
  private var hasReachedLimit = false
  private var shownWarnings: Set<String> = []

  /// Begins a session.
  ///
  /// - Parameters:
  ///   - graph: what is asked about; nothing for plain Datalog.
  ///   - data: the prelude and rules over a graph, and the library's queries.
  ///   - settings: how to begin.
  ///   - isInteractive: whether each line is to be answered at once.
  /// - Throws: what reading the graph's terms throws, and `ProgramError` for a faulty prelude.
  public init(
    graph: OpenGraph?, data: ProgramData, settings: SessionSettings = SessionSettings(),
    isInteractive: Bool = true
  ) throws {
    self.graph = graph
    self.data = data
    self.settings = settings
    self.isInteractive = isInteractive
    let prelude = graph == nil ? [] : data.graph.map(\.path)
    facts = try SessionFacts(
      graph: graph?.graph, folder: settings.factFolder, preludeNames: Set(prelude))
    checked = try Program(
      sources: [], environment: ReplSession.environment(graph: graph, data: data, parameters: [:]))
  }

  /// What a pipe's session ends with: 2 if anything was wrong, 3 if a limit was reached.
  public var exitCode: Int32 { hasMistakes ? 2 : hasReachedLimit ? 3 : 0 }
}

// MARK: Lines

extension ReplSession {
  /// Takes a line; acts once the lines taken make whole statements.
  ///
  /// - Parameters:
  ///   - line: without its end.
  ///   - cancellation: lets another thread end what the line asks for.
  ///   - output: where answers and errors go.
  public mutating func feed(
    _ line: String, cancellation: Cancellation = Cancellation(), to output: ReplOutput
  ) {
    let isNew = scanner.opening != .comment && StatementScanner.startsAnew(line)
    if isNew, !buffer.isEmpty { take(cancellation, output) }
    lineCount += 1
    if buffer.isEmpty, let command = CommandLineWords(line) {
      settleWaiting(output)
      run(command, cancellation, output)
      return
    }
    buffer.append(line)
    scanner.read(line)
    if scanner.opening == nil { take(cancellation, output) }
  }

  /// Takes the end of the input: what is unfinished is read as it is.
  public mutating func finish(cancellation: Cancellation = Cancellation(), to output: ReplOutput) {
    if !buffer.isEmpty { take(cancellation, output) }
    settleWaiting(output)
    hasEnded = true
  }

  /// Forgets the lines that are not a whole statement yet.
  public mutating func abandon() {
    buffer = []
    scanner = StatementScanner()
  }

  /// Whether lines were taken that are not a whole statement yet.
  public var isUnfinished: Bool { !buffer.isEmpty }

  /// What stands before the next line.
  public var prompt: String {
    guard isUnfinished else { return "talkgraph> " }
    return switch scanner.opening {
    case .comment: "       /*.> "
    case .bracket(let bracket): "        \(bracket).> "
    default: "       ...> "
    }
  }

  /// The lines of the unfinished statement.
  var unfinishedText: String { buffer.joined(separator: "\n") }

  private mutating func take(_ cancellation: Cancellation, _ output: ReplOutput) {
    let firstLine = lineCount - buffer.count + 1
    var lines = buffer.map { Array($0.utf8) }
    for (start, mark) in scanner.questions.reversed() {
      lines[mark.line][mark.byte] = UInt8(ascii: ".")
      lines[start.line].insert(contentsOf: "?- ".utf8, at: start.byte)
    }
    abandon()
    let text = lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    let piece = SessionProgram.Piece(firstLine: firstLine, text: text)
    guard !piece.isEmpty else { return }
    if isInteractive || piece.statements.contains(where: \.kind.isForOnce) {
      settleWaiting(output)
      accept(piece, cancellation, output)
    } else {
      waiting.append(piece)
      // Batches grow with what is there already, so that a long input is not checked as often as it has lines.
      if waiting.count >= max(4096, program.pieces.count) { settleWaiting(output) }
    }
  }
}

// MARK: Statements

extension ReplSession {
  /// Checks a program with what the graph adds to it.
  func check(_ program: SessionProgram, adding source: Source? = nil) throws(ProgramError) -> Program {
    try Program(
      sources: program.sources + [source].compactMap(\.self), environment: environment(of: program))
  }

  /// What the host adds to a program: the graph's prelude, and the values of the parameters that it declares.
  private func environment(of program: SessionProgram) -> Environment {
    let declared = program.names(of: [.parameter])
    return environment(parameters.filter { declared.contains($0.key) })
  }

  /// What the host adds to the session's program.
  var programEnvironment: Environment { environment(of: program) }

  /// Checks the session anew, after something it depends on has changed.
  mutating func recheck() throws(ProgramError) { checked = try check(program) }

  func environment(_ parameters: [String: String]) -> Environment {
    ReplSession.environment(graph: graph, data: data, parameters: parameters)
  }

  private static func environment(
    graph: OpenGraph?, data: ProgramData, parameters: [String: String]
  ) -> Environment {
    graph.map { GraphQuery(graph: $0, data: data).environment(parameters: parameters) }
      ?? Environment(parameters: parameters, includes: GraphQuery.include)
  }

  /// Takes a piece into the session, if it is sound, and answers what it asks.
  ///
  /// - Returns: Whether it was sound.
  @discardableResult
  mutating func accept(
    _ piece: SessionProgram.Piece, _ cancellation: Cancellation, _ output: ReplOutput
  ) -> Bool {
    let start = ContinuousClock.now
    do {
      let whole = try check(program.appendingWhole(piece))
      let asked = piece.statements.filter(\.kind.isForOnce)
      program.append(piece)
      // A program with questions knows relations that nobody declared: their answers'.
      checked = asked.isEmpty ? whole : try check(program)
      show(whole.warnings, output) { asked.isEmpty ? piece.holds($0) : true }
      if !asked.isEmpty { answer(whole, asking: asked, since: start, cancellation, output) }
      return true
    } catch {
      fail(error, output)
      hint(about: piece, output)
      return false
    }
  }

  /// Checks the statements that wait, all at once; those that are wrong are taken out until the others are right.
  private mutating func settleWaiting(_ output: ReplOutput) {
    var pieces = waiting
    waiting = []
    while !pieces.isEmpty {
      do {
        let whole = program.appending(pieces)
        checked = try check(whole)
        program = whole
        let first = pieces[0].firstLine
        show(checked.warnings, output) { $0?.file == SessionProgram.typed && ($0?.line ?? 0) >= first }
        return
      } catch {
        let errors = error.diagnostics.filter { $0.severity == .error }
        let lines = Set(errors.compactMap { $0.place?.file == SessionProgram.typed ? $0.place?.line : nil })
        let faulty = Set(pieces.indices.filter { pieces[$0].lines.contains(where: lines.contains) })
        guard !faulty.isEmpty else {
          // What clashes stands elsewhere: one at a time, the piece that brings it shows.
          for piece in pieces { accept(piece, Cancellation(), output) }
          return
        }
        fail(error, output)
        pieces = pieces.indices.filter { !faulty.contains($0) }.map { pieces[$0] }
      }
    }
  }

  /// Shows the warnings about certain places, each once in a session.
  private mutating func show(
    _ warnings: [Diagnostic], _ output: ReplOutput, where isShown: (Place?) -> Bool
  ) {
    for warning in warnings where isShown(warning.place) {
      let text = warning.rendered()
      if shownWarnings.insert(text).inserted { output.error(text.withoutLineEnd) }
    }
  }

  /// How to go on where a name is taken.
  private func hint(about piece: SessionProgram.Piece, _ output: ReplOutput) {
    let declaring: Set<Statement.Kind> = [
      .declaration, .type, .lattice, .component, .instance, .parameter,
    ]
    var others = program
    others.remove(file: piece.file)
    let taken = others.names(of: declaring)
    let again = piece.statements.filter { declaring.contains($0.kind) }.flatMap(\.names)
    guard let name = again.first(where: taken.contains) else { return }
    output.error("help: ':forget \(name)' makes room for another '\(name)'")
  }
}

// MARK: Faults

extension ReplSession {
  /// Says what is wrong and remembers that something was.
  mutating func fail(_ error: any Error, _ output: ReplOutput) {
    switch error {
    case let program as ProgramError:
      hasMistakes = true
      let shown = program.diagnostics.prefix(20).map { $0.rendered().withoutLineEnd }
      output.error(shown.joined(separator: "\n"))
      let rest = program.diagnostics.count - shown.count
      if rest > 0 { output.error("and \(rest) more") }
    case let ending as EvaluationError:
      if case .failure(let diagnostic) = ending {
        hasMistakes = true
        output.error(diagnostic.rendered().withoutLineEnd)
      } else {
        hasReachedLimit = true
        complain(ending.description, output)
      }
    case let facts as FactError:
      hasMistakes = true
      output.error(facts.description.withoutLineEnd)
    default:
      hasMistakes = true
      complain("\(error)", output)
    }
  }

  /// Says what is wrong with a line, naming the line where nobody sees it.
  private func complain(_ message: String, _ output: ReplOutput) {
    output.error((isInteractive ? "" : "\(SessionProgram.typed):\(lineCount): ") + "error: \(message)")
  }

  /// Notes a fault of a line that no statement has.
  mutating func mistake(_ message: String, _ output: ReplOutput) {
    fail(WorkbenchError.mistakes([message]), output)
  }

  /// Takes a line that is no text.
  public mutating func feedUnreadable(_ reason: String, to output: ReplOutput) {
    lineCount += 1
    abandon()
    mistake(reason, output)
  }
}

extension String {
  var withoutLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
