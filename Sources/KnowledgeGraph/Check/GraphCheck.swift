import GRDB
import Relations

extension GraphFile {
  /// What is wrong with the file and the graph in it; nothing, if all is well.
  ///
  /// - Complexity: O(*n* log *n*): everything is read.
  public func findings(signatures: [PredicateSignature] = []) -> [GraphFinding] {
    let storage = quickCheck()
    return storage.isEmpty ? graph.findings(signatures: signatures) : storage
  }
}

extension Graph {
  /// What is inconsistent in the graph, in a fixed order; nothing, if all is well.
  ///
  /// Kinds are checked against the signatures, if any are given.
  ///
  /// - Complexity: O(*n* log *n*).
  public func findings(signatures: [PredicateSignature] = []) -> [GraphFinding] {
    do throws(GraphFileError) {
      let check = try GraphCheck(self)
      var findings = check.terms()
      findings += try check.predicates()
      findings += try check.statements(signatures)
      findings += try check.speakers()
      findings += try check.mentions()
      return findings
    } catch {
      return [.damaged(what: error.description)]
    }
  }
}

/// The single checks of a graph that can be read.
private struct GraphCheck {
  private let graph: Graph
  private let symbols: SymbolTable
  /// Every column, so that what cannot be read is known first.
  private let columns: [GraphColumn: [UInt32]]
  /// By entity's id.
  private let kinds: [UInt32: UInt32]

  init(_ graph: Graph) throws(GraphFileError) {
    var columns: [GraphColumn: [UInt32]] = [:]
    for column in GraphColumn.allCases { columns[column] = try graph.source.words(column) }
    self.graph = graph
    self.columns = columns
    symbols = try graph.symbols
    kinds = Dictionary(
      zip(columns[.entityID] ?? [], columns[.entityKind] ?? []), uniquingKeysWith: { first, _ in first })
  }

  private subscript(column: GraphColumn) -> [UInt32] { columns[column] ?? [] }

  private func text(_ word: UInt32) -> String { symbols[Symbol(rawValue: word)] }

  private func kind(_ entity: UInt32) -> String { kinds[entity].map(text) ?? "name without an entity" }

  func terms() -> [GraphFinding] {
    (0..<UInt32(max(0, symbols.count - 1))).compactMap { id in
      let isSorted = symbols.withUTF8(of: Symbol(rawValue: id)) { first in
        symbols.withUTF8(of: Symbol(rawValue: id + 1)) { first.lexicographicallyPrecedes($0) }
      }
      return isSorted ? nil : .unsortedTerm(text(id + 1))
    }
  }

  /// Compares every predicate with what the tables say, and its two orders with one another.
  func predicates() throws(GraphFileError) -> [GraphFinding] {
    let founded = PredicateRelations(columns: columns, symbols: symbols, signatures: []).byName
    var findings: [GraphFinding] = []
    for predicate in graph.predicates {
      let stored = try graph.source.relation(predicate, .subjectFirst)
      let expected = founded[predicate.name] ?? Relation(pairs: [])
      if stored != expected { findings += difference(predicate, stored, expected) }
      if try graph.source.relation(predicate, .objectFirst) != stored.swapped {
        findings.append(.differingOrders(predicate: predicate.name))
      }
    }
    return findings
  }

  private func difference(
    _ predicate: Graph.Predicate, _ stored: Relation, _ expected: Relation
  ) -> [GraphFinding] {
    let unfounded = Set(stored.words).subtracting(expected.words).sorted()
    let missing = Set(expected.words).subtracting(stored.words).count
    let rows = GraphFinding.differingRows(
      predicate: predicate.name, missing: missing, unfounded: unfounded.count)
    guard predicate.isStated else { return [rows] }
    let withoutEvidence = unfounded.map { pair in
      GraphFinding.withoutEvidence(
        subject: text(UInt32(pair >> 32)), predicate: predicate.name,
        object: text(UInt32(truncatingIfNeeded: pair)))
    }
    return missing > 0 ? [rows] + withoutEvidence : withoutEvidence
  }

  /// Compares the kinds at each statement's ends with the ontology's.
  func statements(_ signatures: [PredicateSignature]) throws(GraphFileError) -> [GraphFinding] {
    guard !signatures.isEmpty else { return [] }
    let known = Dictionary(signatures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var findings: [GraphFinding] = []
    for predicate in graph.predicates where predicate.isStated && known[predicate.name] == nil {
      findings.append(.unknownPredicate(name: predicate.name))
    }
    for row in self[.statementSubject].indices where isFirstOfStatement(row) {
      if let signature = known[text(self[.statementPredicate][row])] {
        findings += statement(row, signature)
      }
    }
    return findings
  }

  /// Whether the statement before this one is another, not the same in another sentence.
  private func isFirstOfStatement(_ row: Int) -> Bool {
    row == 0
      || [.statementPredicate, .statementSubject, .statementObject, .statementIsEntity].contains { column in
        self[column][row] != self[column][row - 1]
      }
  }

  private func statement(_ row: Int, _ signature: PredicateSignature) -> [GraphFinding] {
    let (subject, object) = (self[.statementSubject][row], self[.statementObject][row])
    var findings: [GraphFinding] = []
    let subjectKind = kind(subject)
    if !signature.subject.contains(where: { $0.rawValue == subjectKind }) {
      findings.append(
        .wrongSubject(
          id: text(subject), kind: subjectKind, predicate: signature.name,
          expected: signature.subject.map(\.rawValue).sorted()))
    }
    let objectKind = self[.statementIsEntity][row] == 1 ? kind(object) : "value"
    let expected = signature.objectKinds
    if !expected.contains(objectKind) {
      findings.append(
        .wrongObject(id: text(object), kind: objectKind, predicate: signature.name, expected: expected))
    }
    return findings
  }

  func speakers() throws(GraphFileError) -> [GraphFinding] {
    Set(self[.speakerPerson] + self[.sentenceSpeaker]).subtracting([GraphColumn.none]).sorted()
      .compactMap { person in
        kind(person) == EntityKind.person.rawValue
          ? nil : .wrongSpeaker(id: text(person), kind: kind(person))
      }
  }

  func mentions() throws(GraphFileError) -> [GraphFinding] {
    let sentences = try byteRanges(self[.sentenceStart], self[.sentenceEnd])
    let mentions = try byteRanges(self[.mentionStart], self[.mentionEnd])
    return mentions.indices.compactMap { row in
      let sentence = Int(self[.mentionSentence][row])
      let (inner, outer) = (mentions[row], sentences[sentence])
      if inner.lowerBound >= outer.lowerBound, inner.upperBound <= outer.upperBound { return nil }
      return .mentionOutsideSentence(
        entity: text(self[.mentionEntity][row]), sentence: text(self[.sentenceID][sentence]),
        line: Int(self[.mentionLine][row]))
    }
  }
}

extension PredicateSignature {
  fileprivate var objectKinds: [String] {
    switch object {
    case .entity(let kinds): kinds.map(\.rawValue).sorted()
    case .value: ["value"]
    }
  }
}
