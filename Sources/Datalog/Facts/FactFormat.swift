/// How a fact file is laid out, as the parameters of `.input` and `.output` say it.
public struct FactFormat: Sendable, Equatable {
  /// Stands between columns; not empty.
  public var delimiter: [UInt8]
  /// Whether the first line names the columns.
  public var hasHeaders: Bool
  /// Whether fields may be in double quotes, as RFC 4180 has it.
  public var isQuoted: Bool
  /// Which field of a line each column is in, if not the one of its own number.
  public var fields: [Int]?

  /// Soufflé's own: tabs between columns, no header, no quotes.
  public static let tabSeparated = FactFormat(
    delimiter: [0x09], hasHeaders: false, isQuoted: false, fields: nil)

  /// Reads a directive's parameters: `delimiter`, `headers`, `rfc4180` and `columns`.
  public init(parameters: [String: String]) {
    self = .tabSeparated
    hasHeaders = parameters["headers"] == "true"
    isQuoted = parameters["rfc4180"] == "true"
    if isQuoted { delimiter = [UInt8(ascii: ",")] }
    if let text = parameters["delimiter"], !text.isEmpty { delimiter = Array(text.utf8) }
    if let columns = parameters["columns"] {
      let fields = columns.split(separator: ":").compactMap { Int($0) }
      if !fields.isEmpty { self.fields = fields }
    }
  }

  private init(delimiter: [UInt8], hasHeaders: Bool, isQuoted: Bool, fields: [Int]?) {
    self.delimiter = delimiter
    self.hasHeaders = hasHeaders
    self.isQuoted = isQuoted
    self.fields = fields
  }
}

/// What is wrong with a fact file, and on which line.
public struct FactError: Error, Sendable, Equatable, CustomStringConvertible {
  public let file: String
  /// Counted from 1; 0 if it concerns the file as a whole.
  public let line: Int
  public let message: String

  /// Describes a fault of a file.
  public init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  public var description: String {
    line > 0 ? "\(file):\(line): error: \(message)" : "\(file): error: \(message)"
  }
}
