import Foundation
import GRDB
import Relations

/// Writes a graph to a new file beside the target, then moves it there.
struct GraphFileWriter {
  let graph: Graph
  let build: BuildRecord?
  /// A limit of the file's size that stands for a full disk in tests.
  var maximumPageCount: Int?
  var format = GraphFileFormat.current

  func write(to path: String) throws(GraphFileError) {
    try FileSignature(path: path).requireReplaceable(at: path)
    let target = resolvingLinks(path)
    let draft = try DraftFile(for: target, named: path)
    do {
      try fill(draft.path)
      try draft.move(to: target)
    } catch {
      draft.remove()
      throw translated(error, path: path)
    }
  }

  private func fill(_ path: String) throws {
    let columns = StoredColumn.all(of: graph)
    let length = columns.reduce(0) { $0 + $1.length(graph.header) }
    let queue = try DatabaseQueue(path: path.hasPrefix("file:") ? "./" + path : path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: pragmas(length: length))
      try db.inTransaction {
        try db.execute(sql: GraphFileFormat.tables)
        try insertMetadata(db)
        try insert(columns, db)
        try insertBuild(db)
        return .commit
      }
    }
    try queue.close()
  }

  /// No journal is needed for a file that nobody sees before it is whole.
  private func pragmas(length: Int) -> String {
    """
    PRAGMA page_size = \(GraphFileFormat.pageLength(forBytes: length));
    PRAGMA auto_vacuum = NONE;
    PRAGMA encoding = 'UTF-8';
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = FULL;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA application_id = \(GraphFileFormat.applicationID);
    PRAGMA user_version = \(format.schema);
    \(maximumPageCount.map { "PRAGMA max_page_count = \($0);" } ?? "")
    """
  }

  private func insertMetadata(_ db: Database) throws {
    let metadata = try db.makeStatement(sql: "INSERT INTO metadata VALUES (?, ?)")
    try metadata.execute(arguments: ["termCount", graph.header.termCount])
    try metadata.execute(arguments: ["textLength", graph.header.textLength])
    if format != .first { try metadata.execute(arguments: ["chunkLength", format.chunkLength]) }
    if let build { try metadata.execute(arguments: ["buildKey", build.key]) }
    let tables = try db.makeStatement(sql: "INSERT INTO tables VALUES (?, ?)")
    for table in GraphTable.allCases {
      try tables.execute(arguments: [table.rawValue, graph.header.rows(table)])
    }
    let predicates = try db.makeStatement(sql: "INSERT INTO predicates VALUES (?, ?, ?, ?, ?)")
    for predicate in graph.predicates {
      try predicates.execute(arguments: [
        predicate.name, predicate.subject.rawValue, predicate.object.rawValue, predicate.count,
        predicate.isStated ? 1 : 0,
      ])
    }
  }

  private func insert(_ columns: [StoredColumn], _ db: Database) throws {
    var starts: [(key: GraphDatabase.Key, words: [UInt32])] = []
    for (id, column) in columns.enumerated() {
      try column.withBytes(of: graph) { raw in
        try insert(raw, column.key, id: id, db)
        if let key = column.startsKey, let words = format.chunkStarts(of: raw) { starts.append((key, words)) }
      }
    }
    for (number, entry) in starts.enumerated() {
      try littleEndian(entry.words).withUnsafeBytes {
        try insert($0, entry.key, id: columns.count + number, db)
      }
    }
  }

  private func insert(
    _ raw: UnsafeRawBufferPointer, _ key: GraphDatabase.Key, id: Int, _ db: Database
  ) throws {
    let catalog = try db.cachedStatement(sql: "INSERT INTO columns VALUES (?, ?, ?, ?)")
    let chunks = try db.cachedStatement(sql: "INSERT INTO chunks VALUES (?, ?, ?)")
    try catalog.execute(arguments: [id, key.name, key.ordering, raw.count])
    for (number, start) in stride(from: 0, to: raw.count, by: format.chunkLength).enumerated() {
      let end = min(raw.count, start + format.chunkLength)
      let chunk = UnsafeRawBufferPointer(rebasing: raw[start..<end])
      try chunks.execute(arguments: [
        GraphFileFormat.chunkID(column: id, number: number), checksum(chunk), Data(chunk),
      ])
    }
  }

  private func insertBuild(_ db: Database) throws {
    guard let build else { return }
    let statement = try db.makeStatement(sql: "INSERT INTO build VALUES (?, ?, ?, ?, ?, ?)")
    for entry in build.entries.sorted(by: { bytesPrecede($0.source.path, $1.source.path) }) {
      try statement.execute(arguments: [
        entry.source.path, entry.source.contentHash, entry.source.size, entry.source.modified,
        entry.cache.withUnsafeBytes(checksum), Data(entry.cache),
      ])
    }
  }

  private func translated(_ error: any Error, path: String) -> GraphFileError {
    switch error {
    case let error as GraphFileError: error
    case let error as DatabaseError where error.resultCode == .SQLITE_FULL:
      .cannotWrite(path: path, reason: systemReason(ENOSPC))
    case let error as DatabaseError:
      .cannotWrite(path: path, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
    default: .cannotWrite(path: path, reason: "\(error)")
    }
  }
}

/// The file that a path's symbolic links lead to, so that a link stays a link.
private func resolvingLinks(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}
