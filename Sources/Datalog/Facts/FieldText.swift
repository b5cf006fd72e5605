/// Turns the text of a field into a word, whatever its column's kind but symbols and records.
enum FieldText {
  /// The word, if the text is a value of the kind.
  static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: Kind) -> UInt64? {
    switch kind {
    case .symbol, .record: return nil
    case .number:
      if let word = decimal(bytes) { return word }
    case .unsigned:
      if bytes.first != UInt8(ascii: "-"), let word = decimal(bytes) { return word }
    case .float: break
    }
    return parsed(String(decoding: bytes, as: UTF8.self), kind)
  }

  /// Says that a text is no value of its column.
  static func complaint(_ bytes: UnsafeBufferPointer<UInt8>, _ column: Column) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    let shown = text.utf8.count > 40 ? String(text.prefix(40)) + "…" : text
    return "column '\(column.name)' wants \(column.kind.phrase), found '\(shown)'"
  }

  /// Says that a text has a byte that no symbol may have.
  static func complaintAboutNUL(_ column: Column) -> String { "column '\(column.name)' contains a NUL byte" }

  /// Says that a line ended early.
  static func complaint(columns: Int, found: Int) -> String {
    let wanted = columns == 1 ? "1 column" : "\(columns) columns"
    return "expected \(wanted), found \(found)"
  }

  /// Up to eighteen digits with a sign; anything else is left to the slow way.
  private static func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
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

  private static func parsed(_ text: String, _ kind: Kind) -> UInt64? {
    switch kind {
    case .symbol, .record: nil
    case .number: wholeNumber(text, as: Int64.self).map(UInt64.init(bitPattern:))
    case .unsigned: wholeNumber(text, as: UInt64.self)
    case .float: Double(text).map(\.bitPattern)
    }
  }
}

/// What keeps a line from being a row.
struct LineFault: Error, Equatable {
  /// Where the line begins, or the one in which the fault shows; counted in bytes.
  let offset: Int
  let message: String
}

/// Which field of a line goes where.
struct FactLayout {
  let columns: [Column]
  let format: FactFormat
  /// For each field of a line up to the last one that counts, the column it fills.
  let columnOfField: [Int?]

  init(columns: [Column], format: FactFormat) {
    self.columns = columns
    self.format = format
    let fields = (format.fields ?? Array(columns.indices)).prefix(columns.count)
    var columnOfField: [Int?] = Array(repeating: nil, count: (fields.max() ?? -1) + 1)
    for (column, field) in fields.enumerated() { columnOfField[field] = column }
    self.columnOfField = columnOfField
  }
}
