import Relations

/// Reads facts line after line and byte after byte: the way for fields in quotes, which may hold line ends, and for
/// records, which hold symbols of their own.
struct LineReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let layout: FactLayout
  private var row: [UInt64]
  private var words: [UInt64] = []
  private var count = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ layout: FactLayout) {
    self.bytes = bytes
    self.layout = layout
    row = Array(repeating: 0, count: layout.columns.count)
  }

  /// Reads all lines from a position on, or as many as a budget allows.
  mutating func read(
    from start: Int, symbols: inout SymbolTable, _ budget: LoadBudget? = nil
  ) throws(LineFault) -> Relation {
    var position = start
    while position < bytes.count, count % 4096 != 0 || budget?.allows(rows: count) ?? true {
      position = try readLine(position, &symbols)
    }
    return Relation(words: words, arity: layout.columns.count, count: count)
  }

  /// Reads the line at a position; returns where the next one begins.
  private mutating func readLine(_ start: Int, _ symbols: inout SymbolTable) throws(LineFault) -> Int {
    var position = start
    var filled = 0
    var field = 0
    while field < layout.columnOfField.count {
      let column = layout.columnOfField[field]
      if layout.format.isQuoted, position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        let (text, end) = try quoted(position)
        if let column {
          row[column] = try text.withUnsafeBufferPointer { text throws(LineFault) in
            try word(text, layout.columns[column], end - 1, &symbols)
          }
        }
        position = end
      } else {
        let end = endOfField(position, column)
        if let column {
          let text = UnsafeBufferPointer(rebasing: bytes[position..<lastByte(position, end)])
          row[column] = try word(text, layout.columns[column], position, &symbols)
        }
        position = end
      }
      if column != nil { filled += 1 }
      field += 1
      guard isDelimiter(position) else { break }
      if field < layout.columnOfField.count { position += layout.format.delimiter.count }
    }
    if filled < layout.columns.count {
      let message = FieldText.complaint(columns: layout.columns.count, found: field)
      throw LineFault(offset: min(position, bytes.count), message: message)
    }
    count += 1
    words.append(contentsOf: row)
    return endOfLine(position) + 1
  }

  private func word(
    _ text: UnsafeBufferPointer<UInt8>, _ column: Column, _ offset: Int, _ symbols: inout SymbolTable
  ) throws(LineFault) -> UInt64 {
    switch column.kind {
    case .symbol:
      guard text.contains(0) else { return UInt64(symbols.intern(utf8: text).rawValue) }
      throw LineFault(offset: offset, message: FieldText.complaintAboutNUL(column))
    case .record:
      if let layout = column.layout, let word = RecordReader.read(text, layout, symbols: &symbols) {
        return word
      }
    case .number, .unsigned, .float:
      if let word = FieldText.word(text, column.kind) { return word }
    }
    throw LineFault(offset: offset, message: FieldText.complaint(text, column))
  }
}

// MARK: Fields

extension LineReader {
  private func endOfLine(_ start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] != 0x0a { position += 1 }
    return position
  }

  private func isDelimiter(_ position: Int) -> Bool {
    layout.format.isDelimiter(bytes, position)
  }

  private func endOfField(_ start: Int, _ column: Int?) -> Int {
    if let column, layout.columns[column].kind == .record {
      return RecordReader.end(bytes, from: start, isDelimiter: isDelimiter)
    }
    var position = start
    while position < bytes.count, bytes[position] != 0x0a, !isDelimiter(position) { position += 1 }
    return position
  }

  /// Where a field ends without the carriage return of a line end.
  private func lastByte(_ start: Int, _ end: Int) -> Int {
    let endsLine = end == bytes.count || bytes[end] == 0x0a
    return endsLine && end > start && bytes[end - 1] == 0x0d ? end - 1 : end
  }

  /// A quoted field, which may go over several lines, and where it ends.
  private func quoted(_ start: Int) throws(LineFault) -> ([UInt8], Int) {
    var text: [UInt8] = []
    var position = start + 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        guard position + 1 < bytes.count, bytes[position + 1] == byte else { return (text, position + 1) }
        position += 1
      }
      text.append(byte)
      position += 1
    }
    throw LineFault(offset: start, message: "a quoted field is never closed")
  }
}

extension FactFormat {
  @inline(__always)
  func isDelimiter(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard position + delimiter.count <= bytes.count, bytes[position] == delimiter[0] else { return false }
    if delimiter.count == 1 { return true }
    return delimiter.indices.allSatisfy { bytes[position + $0] == delimiter[$0] }
  }
}
