import Relations

extension Graph {
  /// The predicates, by name: those that every graph has, and those that are stated.
  public var predicates: [Predicate] { header.predicates }

  /// A predicate by its name.
  public func predicate(named name: String) -> Predicate? {
    header.predicates.first { $0.name == name }
  }

  /// The rows of a predicate, sorted.
  ///
  /// - Parameters:
  ///   - name: a predicate's name.
  ///   - order: which column leads; both orders are stored.
  /// - Returns: ids of ``symbols`` or, in number columns, the numbers themselves; nil for an unknown predicate.
  /// - Throws: ``GraphFileError`` if the file cannot be read.
  public func relation(
    named name: String, order: Order = .subjectFirst
  ) throws(GraphFileError) -> Relation? {
    guard let predicate = predicate(named: name) else { return nil }
    return try source.relation(predicate, order)
  }

  /// The object words of a subject, ascending, without reading the whole relation of a large file.
  public func objects(
    of subject: UInt32, predicate name: String
  ) throws(GraphFileError) -> [UInt32] {
    guard let predicate = predicate(named: name) else { return [] }
    return try source.seconds(of: predicate, .subjectFirst, first: subject)
  }

  /// The subject words of an object, ascending, without reading the whole relation of a large file.
  public func subjects(
    of object: UInt32, predicate name: String
  ) throws(GraphFileError) -> [UInt32] {
    guard let predicate = predicate(named: name) else { return [] }
    return try source.seconds(of: predicate, .objectFirst, first: object)
  }
}

// MARK: Talks and entities

extension Graph {
  /// A talk's metadata and how much was found in it.
  public struct TalkSummary: Sendable, Equatable {
    public var id: String
    public var path: String
    public var collection: String
    public var title: String
    public var date: String?
    public var source: String?
    public var languages: [String]
    public var contentHash: String
    public var sentences: Int
    public var mentions: Int
    /// Pieces of evidence, not distinct statements.
    public var statements: Int
  }

  /// The talks, by id.
  ///
  /// - Throws: ``GraphFileError`` if the file cannot be read.
  /// - Complexity: O(*n*) in mentions and statements.
  public func talks() throws(GraphFileError) -> [TalkSummary] {
    let metadata = try RecordReader(self).metadata()
    let starts = Starts(try source.words(.talkSentences), end: header.rows(.sentences))
    let mentions = starts.histogram(of: try source.words(.mentionSentence), rows: metadata.count)
    let statements = starts.histogram(of: try source.words(.statementSentence), rows: metadata.count)
    return metadata.enumerated().map { row, talk in
      TalkSummary(
        id: talk.id, path: talk.path, collection: talk.collection, title: talk.title, date: talk.date,
        source: talk.source, languages: talk.languages, contentHash: talk.contentHash,
        sentences: starts[row].count, mentions: mentions[row], statements: statements[row])
    }
  }

  /// The collections' names, sorted.
  public func collections() throws(GraphFileError) -> [String] {
    var result: [String] = []
    for word in Set(try source.words(.talkCollection)).sorted() {
      result.append(try term(Symbol(rawValue: word)))
    }
    return result
  }

  /// A talk with everything found in it, by its id.
  public func talk(_ id: String) throws(GraphFileError) -> TalkRecord? {
    try RecordReader(self).talks { $0.id == id }.first
  }

  /// An entity by its id.
  public func entity(_ id: String) throws(GraphFileError) -> EntityRecord? {
    let words = try source.words(.entityID)
    guard let symbol = try symbol(id), let row = words.binaryIndex(of: symbol.rawValue) else {
      return nil
    }
    return try RecordReader(self).entities(row..<row + 1).first
  }
}

extension Starts {
  /// How many of the children named belong to each row.
  fileprivate func histogram(of children: [UInt32], rows: Int) -> [Int] {
    var result = [Int](repeating: 0, count: rows)
    for child in children { result[owner(of: Int(child))] += 1 }
    return result
  }
}
