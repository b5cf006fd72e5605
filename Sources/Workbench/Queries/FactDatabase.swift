import Datalog
import Foundation
import GRDB
import Relations

/// A SQLite database whose tables and views are a Datalog program's facts.
struct FactDatabase {
  private let path: String
  private let queue: DatabaseQueue

  /// Opens a database for reading.
  ///
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)``.
  init(path: String) throws(WorkbenchError) {
    self.path = path
    guard path != ":memory:" else {
      throw .unreadable(path: path, reason: "a database in memory has no rows to begin with")
    }
    let kind = FileKind(of: path)
    if kind == .folder { throw .unreadable(path: path, reason: "it is a folder") }
    guard access(path, R_OK) == 0 else { throw .unreadable(path: path, reason: systemReason(errno)) }
    var configuration = Configuration()
    configuration.readonly = true
    do {
      queue = try DatabaseQueue(path: Self.plain(path), configuration: configuration)
    } catch {
      throw .unreadable(path: path, reason: reason(of: error))
    }
  }

  /// SQLite takes a path that begins so for a URL.
  static func plain(_ path: String) -> String { path.hasPrefix("file:") ? "./" + path : path }

  /// Calls back with each row of a table or view.
  ///
  /// - Throws: `FactError` if there is no such table or it is too narrow, ``WorkbenchError`` if the database cannot
  ///   be read, and what the callback throws.
  func forEachRow(of table: String, columnCount: Int, _ body: ([TableCell]) throws -> Void) throws {
    do {
      try queue.unsafeRead { database in
        try requireTable(table, in: database)
        let statement = try database.makeStatement(sql: "SELECT * FROM \(quoted(table))")
        guard statement.columnCount >= columnCount else {
          let message = "'\(table)' has \(counted(statement.columnCount)), \(columnCount) are wanted"
          throw FactError(file: path, line: 0, message: message)
        }
        let rows = try Row.fetchCursor(statement)
        while let row = try rows.next() {
          try body((0..<columnCount).map { TableCell(row[$0] as DatabaseValue) })
        }
      }
    } catch let error as DatabaseError {
      throw WorkbenchError.unreadable(path: path, reason: reason(of: error))
    }
  }

  private func requireTable(_ table: String, in database: Database) throws {
    let names = try String.fetchAll(
      database, sql: "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    guard !names.contains(table) else { return }
    var message = "there is no table or view '\(table)'" + NearestNames.suggestion(for: table, among: names)
    if !message.contains("did you mean"), !names.isEmpty {
      message += "; there are " + names.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
    }
    throw FactError(file: path, line: 0, message: message)
  }

  private func counted(_ count: Int) -> String { count == 1 ? "1 column" : "\(count) columns" }
}

extension TableCell {
  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .real(number)
    case .string(let text): self = .text(text)
    case .blob(let data): self = .text(String(decoding: data, as: UTF8.self))
    }
  }
}

/// A name as SQL writes it.
func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

/// SQLite's own words for what went wrong.
func reason(of error: any Error) -> String {
  guard let error = error as? DatabaseError else { return "\(error)" }
  return error.message ?? "SQLite error \(error.resultCode.rawValue)"
}
