import GRDB
import Relations
import Synchronization

/// A graph's columns in a file, read when they are first asked for.
///
/// A class, because a graph's copies share what was read.
final class FileSource: GraphSource {
  let header: GraphHeader
  private let database: GraphDatabase
  private let read = Mutex(Columns())
  let chunks: ChunkCache

  /// What was read so far.
  private struct Columns {
    var symbols: SymbolTable?
    var words: [GraphColumn: [UInt32]] = [:]
    var relations: [GraphDatabase.Key: Relation] = [:]
    var starts: [GraphDatabase.Key: [UInt32]] = [:]
  }

  init(_ database: GraphDatabase) throws(GraphFileError) {
    self.database = database
    chunks = ChunkCache(database)
    header = try database.header()
  }

  func damaged(_ what: String) -> GraphFileError { .damaged(path: database.path, what: what) }
}

// MARK: Whole columns

extension FileSource {
  func terms() throws(GraphFileError) -> SymbolTable {
    if let known = read.withLock({ $0.symbols }) { return known }
    let offsets = try database.words(try offsetsEntry(), as: UInt32.self)
    guard offsets.first == 0, offsets.last.map(Int.init) == header.textLength, offsets.isAscending else {
      throw damaged("the terms' offsets do not ascend")
    }
    let symbols = SymbolTable(
      sortedText: try database.words(try textEntry(), as: UInt8.self), offsets: offsets)
    read.withLock { $0.symbols = symbols }
    return symbols
  }

  func words(_ column: GraphColumn) throws(GraphFileError) -> [UInt32] {
    if let known = read.withLock({ $0.words[column] }) { return known }
    let words = try database.words(try entry(column), as: UInt32.self)
    if let fault = column.fault(in: words, header: header) { throw damaged(fault) }
    read.withLock { $0.words[column] = words }
    return words
  }

  func relation(_ predicate: Graph.Predicate, _ order: Graph.Order) throws(GraphFileError) -> Relation {
    let key = GraphDatabase.Key(name: predicate.name, ordering: order.rawValue)
    if let known = read.withLock({ $0.relations[key] }) { return known }
    let entry = try database.entry(key, length: predicate.count * 8)
    let pairs = try database.words(entry, as: UInt64.self)
    guard pairs.isStrictlyAscending else { throw damaged("the rows of \(predicate.name) are not sorted") }
    if let starts = try chunkStarts(of: predicate, order, entry) {
      let isSound = starts.enumerated().allSatisfy {
        pairs[$0.offset * entry.chunkLength / 8] >> 32 == $0.element
      }
      guard isSound else { throw damaged("the rows of \(predicate.name) do not lie where it says") }
    }
    guard predicate.holds(pairs, order, termCount: header.termCount) else {
      throw damaged("\(predicate.name) holds a value out of range")
    }
    let relation = Relation(ascending: pairs)
    read.withLock { $0.relations[key] = relation }
    return relation
  }

  private func entry(_ column: GraphColumn) throws(GraphFileError) -> GraphDatabase.Entry {
    try database.entry(
      GraphDatabase.Key(name: column.rawValue), length: header.rows(column.table) * 4)
  }

  func offsetsEntry() throws(GraphFileError) -> GraphDatabase.Entry {
    try database.entry(
      GraphDatabase.Key(name: GraphFileFormat.termOffsets), length: (header.termCount + 1) * 4)
  }

  func textEntry() throws(GraphFileError) -> GraphDatabase.Entry {
    try database.entry(GraphDatabase.Key(name: GraphFileFormat.termText), length: header.textLength)
  }
}

// MARK: Single rows

extension FileSource {
  /// Not for columns of starts, which are checked as a whole.
  func word(_ column: GraphColumn, _ row: Int) throws(GraphFileError) -> UInt32 {
    let entry = try entry(column)
    if entry.chunkCount < 2 { return try words(column)[row] }
    if let known = read.withLock({ $0.words[column]?[row] }) { return known }
    let word: UInt32 = try chunks.word(at: row, in: entry)
    guard column.admits([word], header: header) else {
      throw damaged("column \(column.rawValue) holds a value out of range")
    }
    return word
  }

  func seconds(
    of predicate: Graph.Predicate, _ order: Graph.Order, first: UInt32
  ) throws(GraphFileError) -> [UInt32] {
    let key = GraphDatabase.Key(name: predicate.name, ordering: order.rawValue)
    let entry = try database.entry(key, length: predicate.count * 8)
    let known = read.withLock { $0.relations[key] }
    if known != nil || !chunks.isWorthSearching(entry) {
      let relation = if let known { known } else { try relation(predicate, order) }
      return relation.words[relation.rows(first: first)].map { UInt32(truncatingIfNeeded: $0) }
    }
    let pairs = try chunks.pairs(first: first, in: entry, try chunkStarts(of: predicate, order, entry))
    guard predicate.holds(pairs, order, termCount: header.termCount) else {
      throw damaged("\(predicate.name) holds a value out of range")
    }
    return pairs.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The first word of each chunk of a predicate, if the file tells.
  private func chunkStarts(
    of predicate: Graph.Predicate, _ order: Graph.Order, _ entry: GraphDatabase.Entry
  ) throws(GraphFileError) -> [UInt32]? {
    let key = GraphDatabase.Key.starts(of: predicate, order)
    if let known = read.withLock({ $0.starts[key] }) { return known }
    guard database.has(key) else { return nil }
    let starts = try database.words(try database.entry(key, length: entry.chunkCount * 4), as: UInt32.self)
    guard starts.isAscending else {
      throw damaged("the rows of \(predicate.name) do not lie where it says")
    }
    read.withLock { $0.starts[key] = starts }
    return starts
  }

  func symbol(_ term: String) throws(GraphFileError) -> Symbol? {
    let text = try textEntry()
    if text.chunkCount < 2 { return try terms().symbol(term) }
    if let known = read.withLock({ $0.symbols }) { return known.symbol(term) }
    let wanted = Array(term.utf8)
    let index = try partitionPoint(header.termCount) { id throws(GraphFileError) in
      try self.bytes(ofTerm: id).lexicographicallyPrecedes(wanted)
    }
    guard index < header.termCount, try bytes(ofTerm: index) == wanted else { return nil }
    return Symbol(rawValue: UInt32(index))
  }

  func term(_ symbol: Symbol) throws(GraphFileError) -> String {
    precondition(Int(symbol.rawValue) < header.termCount, "a term is read from the graph that has it")
    let text = try textEntry()
    if text.chunkCount < 2 { return try terms()[symbol] }
    if let known = read.withLock({ $0.symbols }) { return known[symbol] }
    return String(decoding: try bytes(ofTerm: Int(symbol.rawValue)), as: UTF8.self)
  }

  /// Whether terms are better read one by one than all at once.
  var areTermsWorthSearching: Bool {
    get throws(GraphFileError) {
      guard read.withLock({ $0.symbols == nil }) else { return false }
      let (offsets, text) = (try offsetsEntry(), try textEntry())
      return chunks.isWorthSearching(text) && chunks.isWorthSearching(offsets)
    }
  }

  func bytes(ofTerm id: Int) throws(GraphFileError) -> [UInt8] {
    let offsets = try offsetsEntry()
    let start: UInt32 = try chunks.word(at: id, in: offsets)
    let end: UInt32 = try chunks.word(at: id + 1, in: offsets)
    guard start <= end, Int(end) <= header.textLength else {
      throw damaged("the terms' offsets do not ascend")
    }
    return try chunks.bytes(Int(start)..<Int(end), in: try textEntry())
  }
}

extension Graph.Predicate {
  /// Whether all words of the columns that are not numbers are terms' ids, and no word is the one that stands for none.
  fileprivate func holds(_ pairs: [UInt64], _ order: Graph.Order, termCount: Int) -> Bool {
    let types = order == .subjectFirst ? (subject, object) : (object, subject)
    var firsts: UInt64 = 0
    var seconds: UInt64 = 0
    for pair in pairs {
      firsts = max(firsts, pair >> 32)
      seconds = max(seconds, pair & 0xffff_ffff)
    }
    let limit = { (type: Graph.ColumnType) in type == .number ? UInt64(UInt32.max) : UInt64(termCount) }
    return pairs.isEmpty || firsts < limit(types.0) && seconds < limit(types.1)
  }
}
