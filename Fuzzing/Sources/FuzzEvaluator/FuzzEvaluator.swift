import Datalog
import Relations

/// Evaluates the bytes as a program, and a program that is made by taking the bytes as choices.
///
/// The budgets are small. What does not end early must have the same rows with and without demand, at any number of
/// threads, and its rows must have proofs.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzEvaluator(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  guard let kind = bytes.first else { return 0 }
  let rest = UnsafeBufferPointer(rebasing: bytes.dropFirst())
  if kind >= 0x80 || kind < 0x20 {
    var generator = RandomProgram(ByteStream(rest))
    check(generator.make().text, isSound: true)
  } else {
    check(String(decoding: bytes, as: UTF8.self), isSound: false)
  }
  return 0
}

private let limits = Limits(time: .seconds(2), rows: 5_000, memory: 100_000_000)

private func check(_ text: String, isSound: Bool) {
  guard let program = try? Program(sources: [Source(name: "fuzz.dl", text: text)]) else { return }
  var all: [[[String]]] = []
  for (threads, demand) in [(1, true), (2, false), (3, true)] {
    let options = Options(limits: limits, workers: Workers(count: threads), demand: demand)
    guard let answers = try? program.evaluate(options: options) else { continue }
    all.append(answers.relations.map { relation in relation.map { "\($0)" } })
    if threads == 1 { explain(answers) }
  }
  // A text may count up or choose, and a limit may end one run and not another.
  guard isSound, let first = all.first else { return }
  for other in all where other != first {
    fatalError("the same program gave different rows\n\(text)")
  }
}

private func explain(_ answers: Answers) {
  for relation in answers.relations.prefix(3) {
    guard let explainer = try? answers.explainer(of: relation.name, options: Options(limits: limits)) else { continue }
    for row in relation.prefix(3) { _ = try? explainer.proof(of: relation.name, row: row) }
  }
}
