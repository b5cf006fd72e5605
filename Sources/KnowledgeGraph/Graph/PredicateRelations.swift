import Relations

/// The relation of every predicate, made from the tables' columns.
struct PredicateRelations {
  private(set) var predicates: [Graph.Predicate] = []
  private(set) var byName: [String: Relation] = [:]
  private let columns: [GraphColumn: [UInt32]]
  private let symbols: SymbolTable

  init(columns: [GraphColumn: [UInt32]], symbols: SymbolTable, signatures: [PredicateSignature]) {
    self.columns = columns
    self.symbols = symbols
    for base in BasePredicate.allCases { add(base) }
    addStatements(signatures)
    predicates.sort { bytesPrecede($0.name, $1.name) }
  }

  private subscript(column: GraphColumn) -> [UInt32] { columns[column] ?? [] }

  private mutating func add(
    _ name: String, _ subject: Graph.ColumnType, _ object: Graph.ColumnType, pairs: [UInt64], isStated: Bool
  ) {
    let relation = Relation(pairs: pairs)
    byName[name] = relation
    predicates.append(
      Graph.Predicate(
        name: name, subject: subject, object: object, count: relation.count, isStated: isStated))
  }
}

// MARK: What every graph has

extension PredicateRelations {
  private mutating func add(_ base: BasePredicate) {
    let (subject, object) = base.types
    add(base.rawValue, subject, object, pairs: pairs(of: base), isStated: false)
  }

  private func pairs(of base: BasePredicate) -> [UInt64] {
    switch base {
    case .kind: pairs(.entityID, .entityKind)
    case .label: pairs(.entityID, .entityLabel)
    case .name: children(.entityNames, of: .entityID, .nameText)
    case .inTalk: owners()
    case .saidBy: pairs(.sentenceID, .sentenceSpeaker)
    case .mentions: mentions()
    case .text: pairs(.sentenceID, .sentenceText)
    case .position: positions()
    case .passage: pairs(.sentenceID, .sentencePassage)
    case .line: pairs(.sentenceID, .sentenceLine)
    case .startsAt: pairs(.sentenceID, .sentenceStartsAt)
    case .language: pairs(.sentenceID, .sentenceLanguage)
    case .title: pairs(.talkID, .talkTitle)
    case .date: pairs(.talkID, .talkDate)
    case .source: pairs(.talkID, .talkSource)
    case .inCollection: pairs(.talkID, .talkCollection)
    case .speaker: speakers()
    }
  }

  private func pairs(_ subject: GraphColumn, _ object: GraphColumn) -> [UInt64] {
    zip(self[subject], self[object]).compactMap { subject, object in
      object == GraphColumn.none ? nil : Relation.pack(subject, object)
    }
  }

  private func children(
    _ starts: GraphColumn, of owner: GraphColumn, _ child: GraphColumn
  ) -> [UInt64] {
    let starts = self[starts]
    let children = self[child]
    return self[owner].indices.flatMap { row in
      let end = row + 1 < starts.count ? Int(starts[row + 1]) : children.count
      return children[Int(starts[row])..<end].compactMap { child in
        child == GraphColumn.none ? nil : Relation.pack(self[owner][row], child)
      }
    }
  }

  private func owners() -> [UInt64] {
    children(.talkSentences, of: .talkID, .sentenceID).map { $0 << 32 | $0 >> 32 }
  }

  private func mentions() -> [UInt64] {
    let ids = self[.sentenceID]
    return zip(self[.mentionSentence], self[.mentionEntity]).map { Relation.pack(ids[Int($0)], $1) }
  }

  private func positions() -> [UInt64] {
    let ids = self[.sentenceID]
    let starts = self[.talkSentences]
    return starts.indices.flatMap { talk in
      let end = talk + 1 < starts.count ? Int(starts[talk + 1]) : ids.count
      return (Int(starts[talk])..<end).map { row in
        Relation.pack(ids[row], UInt32(row - Int(starts[talk]) + 1))
      }
    }
  }

  /// Those whom a talk's labels stand for, and those who say a sentence.
  private func speakers() -> [UInt64] {
    children(.talkSpeakers, of: .talkID, .speakerPerson)
      + children(.talkSentences, of: .talkID, .sentenceSpeaker)
  }
}

// MARK: What is stated

extension PredicateRelations {
  private mutating func addStatements(_ signatures: [PredicateSignature]) {
    var pairs: [String: [UInt64]] = [:]
    var objects: [String: Set<Bool>] = [:]
    for signature in signatures where BasePredicate(rawValue: signature.name) == nil {
      pairs[signature.name] = []
      objects[signature.name] = [signature.object != .value]
    }
    let subject = self[.statementSubject]
    let object = self[.statementObject]
    let isEntity = self[.statementIsEntity]
    for run in runs(of: self[.statementPredicate]) {
      let name = symbols[Symbol(rawValue: self[.statementPredicate][run.lowerBound])]
      pairs[name] = run.map { Relation.pack(subject[$0], object[$0]) }
      for row in run { objects[name, default: []].insert(isEntity[row] == 1) }
    }
    for name in pairs.keys.sorted() {
      let type: Graph.ColumnType =
        switch objects[name] {
        case [true]: .entity
        case [false]: .text
        default: .term
        }
      add(name, .entity, type, pairs: pairs[name] ?? [], isStated: true)
    }
  }
}

/// The ranges of equal words that follow one another.
private func runs(of words: [UInt32]) -> [Range<Int>] {
  var result: [Range<Int>] = []
  var start = 0
  for index in words.indices where index + 1 == words.count || words[index + 1] != words[index] {
    result.append(start..<index + 1)
    start = index + 1
  }
  return result
}
