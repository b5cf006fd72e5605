import GRDB

/// A graph in a file: one SQLite database, written once and read many times.
///
/// Columns lie in it as little-endian words, cut into chunks that each carry a checksum. Opening reads the header
/// and the list of columns; a column is read when it is first asked for, in one pass and without parsing, and a
/// single row of a large one without reading the rest.
///
/// ```
/// metadata    key, value                      what is known of the graph as a whole, and how long chunks are
/// tables      name, rows
/// predicates  name, subject, object, rows, stated
/// columns     id, name, ordering, length      ordering: subject, object; empty for what is no predicate
/// chunks      id, checksum, bytes             id: column * 2^32 + number
/// build       path, hash, size, modified, checksum, cache
/// ```
public struct GraphFile: Sendable {
  public let path: String
  public let graph: Graph
  private let database: GraphDatabase

  /// Opens a graph file for reading.
  ///
  /// - Throws: ``GraphFileError`` if there is no such file, or it is no graph, or damage shows already.
  /// - Complexity: O(columns), whatever the graph's size.
  public init(path: String) throws(GraphFileError) {
    try FileSignature(path: path).requireGraph(at: path)
    let database = try GraphDatabase(path: path)
    let source = try FileSource(database)
    self.path = path
    self.database = database
    graph = Graph(header: source.header, source: source)
  }

  /// Writes a graph to a file, replacing an older graph there as a whole or not at all.
  ///
  /// The same graph and build record make the same bytes (with one version of SQLite).
  ///
  /// - Parameters:
  ///   - graph: what to write.
  ///   - build: what the next build is to know.
  ///   - path: where to; its folder must exist.
  /// - Throws: ``GraphFileError`` if it cannot be written, or what is there is not a graph.
  public static func write(
    _ graph: Graph, build: BuildRecord? = nil, to path: String
  ) throws(GraphFileError) {
    try GraphFileWriter(graph: graph, build: build).write(to: path)
  }
}

extension GraphFile {
  /// What SQLite finds wrong with the database.
  func quickCheck() -> [GraphFinding] {
    do throws(GraphFileError) {
      let rows = try database.read { db in try Row.fetchAll(db, sql: "PRAGMA quick_check(20)") }
      let lines = rows.compactMap { String.fromDatabaseValue($0[0]) }
      return lines == ["ok"] ? [] : lines.map { .damaged(what: $0) }
    } catch {
      return [.damaged(what: error.description)]
    }
  }
}
// MARK: The last build

extension GraphFile {
  /// The key of the build that made the file, if it left a record.
  public func buildKey() throws(GraphFileError) -> String? {
    try database.read { db in
      try Row.fetchOne(db, sql: "SELECT value FROM metadata WHERE key = 'buildKey'")
        .flatMap { String.fromDatabaseValue($0[0]) }
    }
  }

  /// The source files of the last build, by path, without their caches.
  public func buildSources() throws(GraphFileError) -> [BuildRecord.Source] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT path, hash, size, modified FROM build ORDER BY path").map { row in
        guard let path = String.fromDatabaseValue(row[0]), let hash = String.fromDatabaseValue(row[1]),
          let size = Int.fromDatabaseValue(row[2]), let modified = Int.fromDatabaseValue(row[3])
        else { throw Damage("a row of the build table cannot be read") }
        return BuildRecord.Source(path: path, contentHash: hash, size: size, modified: modified)
      }
    }
  }

  /// What the extraction kept of a source file.
  public func buildCache(of path: String) throws(GraphFileError) -> [UInt8]? {
    try database.read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT cache, checksum FROM build WHERE path = ?", arguments: [path])
      return try row?.checkedBytes(what: "the cache of \(path)")
    }
  }

  /// The whole record of the last build.
  public func buildRecord() throws(GraphFileError) -> BuildRecord? {
    guard let key = try buildKey() else { return nil }
    var entries: [BuildRecord.Entry] = []
    for source in try buildSources() {
      entries.append(BuildRecord.Entry(source: source, cache: try buildCache(of: source.path) ?? []))
    }
    return BuildRecord(key: key, entries: entries)
  }
}
