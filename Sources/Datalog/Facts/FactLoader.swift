import Relations

/// Reads fact files straight from their bytes into words.
public struct FactLoader {
  private let file: String
  private let columns: [Column]
  private let format: FactFormat
  /// For each field of a line, the column it fills.
  private let columnOfField: [Int?]

  /// Prepares for a file of the given columns.
  public init(file: String, columns: [Column], format: FactFormat = .tabSeparated) {
    self.file = file
    self.columns = columns
    self.format = format
    let fields = format.fields ?? Array(columns.indices)
    var columnOfField: [Int?] = Array(repeating: nil, count: (fields.max() ?? -1) + 1)
    for (column, field) in fields.enumerated() where column < columns.count { columnOfField[field] = column }
    self.columnOfField = columnOfField
  }

  /// Reads all lines.
  ///
  /// - Throws: ``FactError`` at the first line that is not a row.
  public func load(_ bytes: [UInt8], symbols: inout SymbolTable) throws(FactError) -> Relation {
    var rows = Rows(arity: columns.count)
    var position = 0
    var line = 0
    var isHeader = format.hasHeaders
    let result: Result<Void, FactError> = bytes.withUnsafeBufferPointer { bytes in
      do throws(FactError) {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
        while position < bytes.count {
          line += 1
          if isHeader {
            isHeader = false
            position = endOfLine(bytes, position) + 1
          } else {
            position = try readLine(bytes, position, &line, &rows, &symbols)
          }
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
    return rows.relation
  }

  private func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] != 0x0a { position += 1 }
    return position
  }

  /// Reads the line at a position; returns where the next one begins.
  private func readLine(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ line: inout Int, _ rows: inout Rows,
    _ symbols: inout SymbolTable
  ) throws(FactError) -> Int {
    if columns.isEmpty {
      rows.append()
      return endOfLine(bytes, start) + 1
    }
    var position = start
    var filled = 0
    var field = 0
    while field < columnOfField.count {
      if format.isQuoted, position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        let (text, end) = try quoted(bytes, position, &line)
        if let column = columnOfField[field] {
          let parsed = text.withUnsafeBufferPointer { bytes -> Result<UInt64, FactError> in
            do throws(FactError) {
              return .success(try word(bytes, column, line, &symbols))
            } catch {
              return .failure(error)
            }
          }
          rows.set(column, try parsed.get())
          filled += 1
        }
        position = end
      } else {
        let isRecord = columnOfField[field].map { columns[$0].kind == .record } ?? false
        let end =
          isRecord
          ? RecordReader.end(bytes, from: position) { isDelimiter(bytes, $0) } : endOfField(bytes, position)
        if let column = columnOfField[field] {
          var last = end
          if last > position, last == bytes.count || bytes[last] == 0x0a, bytes[last - 1] == 0x0d {
            last -= 1
          }
          let part = UnsafeBufferPointer(rebasing: bytes[position..<last])
          rows.set(column, try word(part, column, line, &symbols))
          filled += 1
        }
        position = end
      }
      field += 1
      guard isDelimiter(bytes, position) else { break }
      if field < columnOfField.count { position += format.delimiter.count }
    }
    if filled < columns.count {
      let wanted = columns.count == 1 ? "1 column" : "\(columns.count) columns"
      throw error("expected \(wanted), found \(field)", line)
    }
    rows.append()
    return endOfLine(bytes, position) + 1
  }

  private func error(_ message: String, _ line: Int) -> FactError {
    FactError(file: file, line: line, message: message)
  }
}

// MARK: Fields

extension FactLoader {
  @inline(__always)
  private func isDelimiter(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard position + format.delimiter.count <= bytes.count else { return false }
    for (offset, byte) in format.delimiter.enumerated() where bytes[position + offset] != byte {
      return false
    }
    return true
  }

  @inline(__always)
  private func endOfField(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let first = format.delimiter[0]
    let isSingle = format.delimiter.count == 1
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x0a || (byte == first && (isSingle || isDelimiter(bytes, position))) { break }
      position += 1
    }
    return position
  }

  /// A quoted field, which may go over several lines, and where it ends.
  private func quoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ line: inout Int
  ) throws(FactError) -> ([UInt8], Int) {
    var text: [UInt8] = []
    var position = start + 1
    let first = line
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        guard position + 1 < bytes.count, bytes[position + 1] == byte else { return (text, position + 1) }
        position += 1
      }
      if byte == 0x0a { line += 1 }
      text.append(byte)
      position += 1
    }
    throw error("a quoted field is never closed", first)
  }

  @inline(__always)
  private func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ column: Int, _ line: Int, _ symbols: inout SymbolTable
  ) throws(FactError) -> UInt64 {
    switch columns[column].kind {
    case .symbol:
      if bytes.contains(0) { throw error("column '\(columns[column].name)' contains a NUL byte", line) }
      return UInt64(symbols.intern(utf8: bytes).rawValue)
    case .number:
      if let word = decimal(bytes) { return word }
    case .unsigned:
      if let word = decimal(bytes), bytes.first != UInt8(ascii: "-") { return word }
    case .float: break
    case .record:
      if let layout = columns[column].layout, let word = RecordReader.read(bytes, layout, symbols: &symbols) {
        return word
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let value = parseFact(text, columns[column].kind) { return value }
    let shown = text.utf8.count > 40 ? String(text.prefix(40)) + "…" : text
    throw error(
      "column '\(columns[column].name)' wants \(columns[column].kind.phrase), found '\(shown)'", line)
  }

  /// Up to eighteen digits with a sign; anything else is left to the slow way.
  @inline(__always)
  private func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
    var position = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { position = 1 }
    guard position < bytes.count, bytes.count - position <= 18 else { return nil }
    var value: UInt64 = 0
    while position < bytes.count {
      let digit = bytes[position] &- 48
      guard digit < 10 else { return nil }
      value = value &* 10 &+ UInt64(digit)
      position += 1
    }
    return isNegative ? 0 &- value : value
  }

  private func parseFact(_ text: String, _ kind: Kind) -> UInt64? {
    var digits = Substring(text)
    var radix = 10
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits = digits.dropFirst() }
    if digits.hasPrefix("0x") { radix = 16 } else if digits.hasPrefix("0b") { radix = 2 }
    if radix != 10 { digits = digits.dropFirst(2) }
    switch kind {
    case .symbol, .record: return nil
    case .number: return Int64((isNegative ? "-" : "") + digits, radix: radix).map(UInt64.init(bitPattern:))
    case .unsigned: return isNegative ? nil : UInt64(digits, radix: radix)
    case .float: return Double(text).map(\.bitPattern)
    }
  }
}

// MARK: Rows

extension FactLoader {
  /// Rows as they are read: packed as long as they can be.
  private struct Rows {
    let arity: Int
    private var row: [UInt64]
    private var pairs: [UInt64] = []
    private var wide: [UInt64] = []
    private var isWide: Bool
    private var hasRow = false

    init(arity: Int) {
      self.arity = arity
      row = Array(repeating: 0, count: arity)
      isWide = arity != 2
    }

    @inline(__always)
    mutating func set(_ column: Int, _ word: UInt64) { row[column] = word }

    @inline(__always)
    mutating func append() {
      hasRow = true
      if isWide {
        wide.append(contentsOf: row)
      } else if row[0] < packLimit, row[1] < packLimit {
        pairs.append(row[0] << 32 | row[1])
      } else {
        isWide = true
        for pair in pairs { wide += [pair >> 32, pair & 0xffff_ffff] }
        wide += row
        pairs = []
      }
    }

    var relation: Relation {
      if arity == 0 { return Relation(arity: 0, rows: hasRow ? [0] : []) }
      return isWide ? Relation(arity: arity, rows: wide) : Relation(pairs: pairs)
    }
  }
}
