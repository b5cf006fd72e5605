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
  /// The first line of what is written, in place of the columns' names.
  public var header: String?

  /// Soufflé's own: tabs between columns, no header, no quotes.
  public static let tabSeparated = FactFormat(
    delimiter: [0x09], hasHeaders: false, isQuoted: false, fields: nil)

  private static let fieldNumbers = 0...0xffff

  /// Reads a directive's parameters: `delimiter`, `headers`, `attributeNames`, `rfc4180` and `columns`, of which what is
  /// no number of a field is passed over.
  public init(parameters: [String: String]) {
    self = .tabSeparated
    hasHeaders = parameters["headers"] == "true"
    header = parameters["attributeNames"]
    isQuoted = parameters["rfc4180"] == "true"
    if isQuoted { delimiter = [UInt8(ascii: ",")] }
    if let text = parameters["delimiter"], !text.isEmpty { delimiter = Array(text.utf8) }
    if let columns = parameters["columns"], !columns.isEmpty {
      fields = columns.split(separator: ":").compactMap { Int($0) }.filter(Self.fieldNumbers.contains)
    }
  }

  /// Reads a directive's parameters for a relation of so many columns.
  init(checking parameters: [String: String], arity: Int) throws(ParameterFault) {
    self.init(parameters: parameters)
    if isQuoted, delimiter.contains(UInt8(ascii: "\"")) {
      throw ParameterFault(
        parameter: "delimiter", message: "with rfc4180 no '\"' may stand in the delimiter")
    }
    if delimiter.contains(0x0a) {
      throw ParameterFault(parameter: "delimiter", message: "the end of a line cannot part its columns")
    }
    guard let columns = parameters["columns"], !columns.isEmpty else { return }
    let parts = columns.split(separator: ":", omittingEmptySubsequences: false)
    guard let fields, fields.count == parts.count, Set(fields).count == fields.count else {
      let message = "'columns' wants the numbers of fields, as in \"0:2\", found \"\(columns)\""
      throw ParameterFault(parameter: "columns", message: message)
    }
    if fields.count < arity {
      let message = "the relation has \(arity) columns, 'columns' tells where \(fields.count) of them are"
      throw ParameterFault(parameter: "columns", message: message)
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
