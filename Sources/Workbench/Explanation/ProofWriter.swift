import Datalog
import GraphExchange
import KnowledgeGraph

/// Words proofs for people: rules, premises, and the sentences that base facts rest on.
struct ProofWriter {
  private let graph: Graph
  private var labels: EntityLabels
  private var titles: [String: String] = [:]
  /// How many sentences are quoted for one fact.
  private let quoteLimit = 3

  init(graph: Graph, language: LabelLanguage) {
    self.graph = graph
    labels = EntityLabels(graph: graph, language: language)
  }

  /// The proof as indented lines.
  mutating func text(of proof: Proof) throws -> String {
    var text = ""
    try proof.walk { visit, depth in
      for (line, inner) in try lines(of: visit, proof) { text += Proof.lead(depth + inner) + line + "\n" }
    }
    return text
  }

  private mutating func lines(
    of visit: Proof.Visit, _ proof: Proof
  ) throws -> [(text: String, inner: Int)] {
    switch visit {
    case .again(let number): [("\(try fact(proof.steps[number]))   as above", 0)]
    case .step(let number): try lines(of: proof.steps[number])
    case .premise(.absence(let relation, let pattern)):
      [
        (
          "no row of \(relation)(\(try pattern.map { try $0.map { try word($0) } ?? "_" }.joined(separator: ", ")))",
          0
        )
      ]
    case .premise(.aggregate(let text, let value, let rowCount, let shown)):
      [("\(text) is \(value), over \(counted(rowCount, "row"))", 0)] + shown.map { ("\($0)", 1) }
        + (rowCount > shown.count ? [("and \(rowCount - shown.count) more", 1)] : [])
    case .premise(let premise): premise.lines.map { ($0.text, $0.isInner ? 1 : 0) }
    }
  }

  private mutating func lines(of step: Proof.Step) throws -> [(text: String, inner: Int)] {
    let fact = try fact(step)
    switch step.reason {
    case .stated(let place): return [("\(fact)   stated at \(place.file):\(place.line)", 0)]
    case .given: return [(fact, 0)] + (try evidenceLines(of: step).map { ($0, 1) })
    case .derived(let rule, let place, _):
      return [(fact, 0), ("by the rule at \(place.file):\(place.line): \(rule)", 1)]
    case .cut: return [("\(fact)   by a proof of height \(step.height) that is not shown", 0)]
    case .lost: return [("\(fact)   by rows that have given way since", 0)]
    }
  }

  private mutating func fact(_ step: Proof.Step) throws -> String {
    "\(step.relation)(\(try step.row.map { try word($0) }.joined(separator: ", ")))"
  }

  private func evidence(of step: Proof.Step) throws -> [Evidence] {
    guard step.reason == .given, step.row.count == 2 else { return [] }
    return try graph.evidence(
      subject: step.row[0].description, predicate: step.relation, object: step.row[1].description)
  }

  private mutating func evidenceLines(of step: Proof.Step) throws -> [String] {
    let evidence = try evidence(of: step)
    let said = try evidence.prefix(quoteLimit).map { "said: \(try quotation($0))" }
    guard evidence.count > quoteLimit else { return said }
    return said + ["and in \(counted(evidence.count - quoteLimit, "more sentence"))"]
  }

  private mutating func quotation(_ evidence: Evidence) throws -> String {
    let who = try evidence.speaker.map { try labels.label(of: $0) + ", " } ?? ""
    let method = evidence.method.map { "; found by \($0)" } ?? ""
    let title = try title(of: evidence.talk)
    return "\"\(evidence.text)\" (\(who)\(title), line \(evidence.line)\(method))"
  }

  private mutating func title(of talk: String) throws -> String {
    if titles.isEmpty {
      for talk in try graph.talks() { titles[talk.id] = talk.title }
    }
    return titles[talk] ?? talk
  }

  private mutating func word(_ value: Value) throws -> String {
    guard case .symbol(let text) = value else { return value.description }
    return try labels.label(of: text)
  }
}

// MARK: For programs

extension ProofWriter {
  /// The proof as an object, with the sentences that given facts rest on as `evidence`.
  mutating func json(of proof: Proof) throws -> JSONValue {
    var evidence: [String: JSONValue.Member] = [:]
    for step in proof.steps {
      let said = try self.evidence(of: step).map { try object(of: $0) }
      if !said.isEmpty { evidence[step.fact] = JSONValue.Member("evidence", .array(said)) }
    }
    return proof.json { step in evidence[step.fact].map { [$0] } ?? [] }
  }

  private mutating func object(of evidence: Evidence) throws -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return .object([
      JSONValue.Member("text", .string(evidence.text)), JSONValue.Member("speaker", text(evidence.speaker)),
      JSONValue.Member("talk", .string(evidence.talk)),
      JSONValue.Member("line", .integer(Int64(evidence.line))),
      JSONValue.Member("method", text(evidence.method)),
    ])
  }

  /// Proofs as a picture, with the first sentences that given facts rest on.
  mutating func dot(of proofs: [Proof]) throws -> String {
    var facts: [String: String] = [:]
    var notes: [String: [String]] = [:]
    for step in proofs.flatMap(\.steps) {
      facts[step.fact] = try fact(step)
      notes[step.fact] = try evidenceLines(of: step)
    }
    return Proof.dot(
      proofs, fact: { [facts] in facts[$0.fact] ?? $0.fact }, notes: { [notes] in notes[$0.fact] ?? [] })
  }
}
