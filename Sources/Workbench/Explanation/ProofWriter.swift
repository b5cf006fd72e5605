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
    var lines: [String] = []
    try write(proof, indent: 0, into: &lines)
    return lines.map { $0 + "\n" }.joined()
  }

  private mutating func write(_ proof: Proof, indent: Int, into lines: inout [String]) throws {
    let margin = String(repeating: "  ", count: indent)
    let fact = "\(proof.relation)(\(try proof.row.map { try word($0) }.joined(separator: ", ")))"
    switch proof.reason {
    case .stated(let place):
      lines.append("\(margin)\(fact)   stated at \(place.file):\(place.line)")
    case .given:
      lines.append("\(margin)\(fact)")
      try writeEvidence(of: proof, margin: margin + "  ", into: &lines)
    case .derived(let rule, let place, let premises):
      lines.append("\(margin)\(fact)")
      lines.append("\(margin)  by the rule at \(place.file):\(place.line): \(rule.singleSpaced)")
      for premise in premises { try write(premise, indent: indent + 1, into: &lines) }
    }
  }

  private mutating func write(_ premise: Proof.Premise, indent: Int, into lines: inout [String]) throws {
    let margin = String(repeating: "  ", count: indent)
    switch premise {
    case .row(let proof):
      try write(proof, indent: indent, into: &lines)
    case .absence(let relation, let pattern):
      let values = try pattern.map { value in try value.map { try word($0) } ?? "_" }
      lines.append("\(margin)no row of \(relation)(\(values.joined(separator: ", ")))")
    case .aggregate(let text, let value, let rowCount):
      lines.append("\(margin)\(text.singleSpaced) is \(value), over \(counted(rowCount, "row"))")
    }
  }

  private mutating func writeEvidence(of proof: Proof, margin: String, into lines: inout [String]) throws {
    guard proof.row.count == 2 else { return }
    let evidence = try graph.evidence(
      subject: proof.row[0].description, predicate: proof.relation, object: proof.row[1].description)
    for item in evidence.prefix(quoteLimit) {
      lines.append("\(margin)said: \(try quotation(item))")
    }
    if evidence.count > quoteLimit {
      lines.append("\(margin)and in \(counted(evidence.count - quoteLimit, "more sentence"))")
    }
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

extension String {
  /// The text on one line, with single spaces.
  fileprivate var singleSpaced: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
