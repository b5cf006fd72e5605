import Foundation
import GRDB

/// Something in the file that cannot be so.
struct Damage: Error {
  let what: String

  init(_ what: String) { self.what = what }
}

/// The SQLite side of an open graph file: finds columns and reads their bytes.
struct GraphDatabase: Sendable {
  /// A column's name, and the order for those of a predicate.
  struct Key: Hashable, Sendable {
    let name: String
    let ordering: String

    init(name: String, ordering: String = "") {
      self.name = name
      self.ordering = ordering
    }
  }

  struct Entry: Sendable {
    let id: Int
    /// In bytes.
    let length: Int
    /// Bytes of each chunk but the last.
    let chunkLength: Int
  }

  let path: String
  private let queue: DatabaseQueue
  private let entries: [Key: Entry]

  init(path: String) throws(GraphFileError) {
    var configuration = Configuration()
    configuration.readonly = true
    // A file is never changed, only replaced, so it is locked against writers once and not for every chunk.
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
    // SQLite takes a path that begins so for a URL.
    let name = path.hasPrefix("file:") ? "./" + path : path
    do {
      queue = try DatabaseQueue(path: name, configuration: configuration)
      entries = try queue.unsafeRead(Self.entries)
    } catch {
      throw Self.translated(error, path: path)
    }
    self.path = path
  }

  private static func entries(_ db: Database) throws -> [Key: Entry] {
    let chunkLength = try chunkLength(db)
    var result: [Key: Entry] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT id, name, ordering, length FROM columns") {
      guard let id = Int.fromDatabaseValue(row[0]), let name = String.fromDatabaseValue(row[1]),
        let ordering = String.fromDatabaseValue(row[2]), let length = Int.fromDatabaseValue(row[3]),
        (0..<1 << 30).contains(id), (0..<1 << 46).contains(length)
      else { throw Damage("the list of columns cannot be read") }
      result[Key(name: name, ordering: ordering)] = Entry(id: id, length: length, chunkLength: chunkLength)
    }
    return result
  }

  private static func chunkLength(_ db: Database) throws -> Int {
    let row = try Row.fetchOne(db, sql: "SELECT value FROM metadata WHERE key = 'chunkLength'")
    guard let row else { return GraphFileFormat.first.chunkLength }
    guard let length = Int.fromDatabaseValue(row[0]), (8...1 << 24).contains(length), length.isMultiple(of: 8)
    else { throw Damage("its chunkLength cannot be read") }
    return length
  }

  /// Runs queries; whatever they throw becomes an error of this file.
  func read<Value>(_ body: (Database) throws -> Value) throws(GraphFileError) -> Value {
    do {
      return try queue.unsafeRead(body)
    } catch {
      throw Self.translated(error, path: path)
    }
  }

  private static func translated(_ error: any Error, path: String) -> GraphFileError {
    switch error {
    case let error as GraphFileError: error
    case let damage as Damage: .damaged(path: path, what: damage.what)
    case let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN:
      .cannotRead(path: path, reason: error.message ?? "it cannot be opened")
    case let error as DatabaseError:
      .damaged(path: path, what: error.message ?? "SQLite error \(error.resultCode.rawValue)")
    default: .cannotRead(path: path, reason: "\(error)")
    }
  }
}

// MARK: Columns

extension GraphDatabase {
  func has(_ key: Key) -> Bool { entries[key] != nil }

  /// Where a column lies, after making sure that it has the length expected.
  func entry(_ key: Key, length: Int) throws(GraphFileError) -> Entry {
    guard let entry = entries[key] else {
      throw .damaged(path: path, what: "column \(key.name) is missing")
    }
    guard entry.length == length else {
      throw .damaged(
        path: path, what: "column \(key.name) has \(entry.length) bytes where \(length) are needed")
    }
    return entry
  }

  /// A whole column.
  ///
  /// - Complexity: O(*n*): each chunk is checked, then copied to its place.
  func words<Word: FixedWidthInteger>(_ entry: Entry, as: Word.Type) throws(GraphFileError) -> [Word] {
    let width = MemoryLayout<Word>.size
    let words = try read { db in
      // Before memory is asked for: a damaged length must not ask for all there is.
      try requireChunks(of: entry, db)
      return try [Word](unsafeUninitializedCapacity: entry.length / width) { buffer, count in
        try copy(entry, to: UnsafeMutableRawBufferPointer(buffer), db)
        count = entry.length / width
      }
    }
    return littleEndian(words)
  }

  /// One chunk of a column.
  func chunk(_ entry: Entry, number: Int) throws(GraphFileError) -> [UInt8] {
    try read { db in
      let id = GraphFileFormat.chunkID(column: entry.id, number: number)
      let statement = try db.cachedStatement(sql: "SELECT bytes, checksum FROM chunks WHERE id = ?")
      // A cursor's row lends SQLite's own bytes; a row on its own would be a copy.
      let rows = try Row.fetchCursor(statement, arguments: [id])
      guard let row = try rows.next() else { throw Damage("a chunk is missing") }
      let bytes = try row.checkedBytes(what: "a chunk")
      guard bytes.count == entry.length(ofChunk: number) else { throw Damage("a chunk is too short") }
      return bytes
    }
  }

  private func requireChunks(of entry: Entry, _ db: Database) throws {
    guard entry.chunkCount > 0 else { return }
    let last = GraphFileFormat.chunkID(column: entry.id, number: entry.chunkCount - 1)
    guard try Row.fetchOne(db, sql: "SELECT 1 FROM chunks WHERE id = ?", arguments: [last]) != nil else {
      throw Damage("a chunk is missing")
    }
  }

  private func copy(_ entry: Entry, to target: UnsafeMutableRawBufferPointer, _ db: Database) throws {
    let first = GraphFileFormat.chunkID(column: entry.id, number: 0)
    let chunks = try Row.fetchCursor(
      db, sql: "SELECT bytes, checksum, id FROM chunks WHERE id BETWEEN ? AND ? ORDER BY id",
      arguments: [first, first + max(0, entry.chunkCount - 1)])
    var number = 0
    while let row = try chunks.next() {
      guard number < entry.chunkCount, Int.fromDatabaseValue(row[2]) == first + number else {
        throw Damage("a chunk is missing")
      }
      try row.withCheckedBytes(what: "a chunk") { bytes in
        guard bytes.count == entry.length(ofChunk: number) else { throw Damage("a chunk is too short") }
        UnsafeMutableRawBufferPointer(
          rebasing: target[(number * entry.chunkLength)..<entry.length]
        ).copyMemory(from: bytes)
      }
      number += 1
    }
    guard number == entry.chunkCount else { throw Damage("a chunk is missing") }
  }
}

extension GraphDatabase.Entry {
  var chunkCount: Int { (length + chunkLength - 1) / chunkLength }

  /// Bytes of a chunk: all are full but the last.
  func length(ofChunk number: Int) -> Int {
    min(chunkLength, length - number * chunkLength)
  }
}

extension Row {
  /// Lends the blob in the first column if the checksum in the second is its own.
  fileprivate func withCheckedBytes(
    what: String, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let expected = Int64.fromDatabaseValue(self[1])
    try withUnsafeData(atIndex: 0) { data in
      try (data ?? Data()).withUnsafeBytes { bytes in
        guard checksum(bytes) == expected else { throw Damage("\(what) does not match its checksum") }
        try body(bytes)
      }
    }
  }

  /// The blob in the first column if the checksum in the second is its own.
  func checkedBytes(what: String) throws -> [UInt8] {
    var result: [UInt8] = []
    try withCheckedBytes(what: what) { result = Array($0) }
    return result
  }
}
