import Relations

/// Reads a record as facts and answers spell it: `[1, [2, nil]]`, `$Node(1, $Leaf)`, symbols without quotes.
struct RecordReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let shapes: RecordShapes
  private var position = 0
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ shapes: RecordShapes) {
    self.bytes = bytes
    self.shapes = shapes
  }

  /// The record's word; nothing if the text is no record of the shape.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ layout: RecordLayout, symbols: inout SymbolTable
  ) -> UInt64? {
    var reader = RecordReader(bytes, layout.shapes)
    guard let word = reader.record(layout.shape, &symbols) else { return nil }
    reader.skipBlanks()
    return reader.position == bytes.count ? word : nil
  }

  /// Where a record that begins at a position ends: at the delimiter or line end outside its brackets.
  static func end(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isDelimiter: (Int) -> Bool
  ) -> Int {
    var open = 0
    var position = start
    while position < bytes.count, bytes[position] != 0x0a {
      switch bytes[position] {
      case UInt8(ascii: "["), UInt8(ascii: "("): open += 1
      case UInt8(ascii: "]"), UInt8(ascii: ")"): open -= 1
      default: if open <= 0, isDelimiter(position) { return position }
      }
      position += 1
    }
    return position
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Text up to what may end a value, without blanks around it.
  private mutating func word() -> UnsafeBufferPointer<UInt8> {
    skipBlanks()
    let start = position
    let ends: Set<UInt8> = [
      UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "("),
    ]
    while position < bytes.count, !ends.contains(bytes[position]) { position += 1 }
    var end = position
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  private mutating func record(_ shape: Int, _ symbols: inout SymbolTable) -> UInt64? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 1000 else { return nil }
    if take("[") {
      guard let plain = shapes.constructor(nil, of: shape) else { return nil }
      return values(plain.fields, until: "]", &symbols).map { symbols.record($0) }
    }
    if take("$") {
      let name = String(decoding: word(), as: UTF8.self)
      guard let constructor = shapes.constructor(name, of: shape) else { return nil }
      let tag = UInt64(symbols.intern(name).rawValue)
      guard !constructor.fields.isEmpty || (position < bytes.count && bytes[position] == UInt8(ascii: "("))
      else { return symbols.record([tag]) }
      guard take("(") else { return nil }
      return values(constructor.fields, until: ")", &symbols).map { symbols.record([tag] + $0) }
    }
    let name = String(decoding: word(), as: UTF8.self)
    return name == "nil" ? UInt64(symbols.intern("").rawValue) : nil
  }

  private mutating func values(
    _ fields: [RecordShapes.Field], until close: Unicode.Scalar, _ symbols: inout SymbolTable
  ) -> [UInt64]? {
    var words: [UInt64] = []
    for (index, field) in fields.enumerated() {
      if index > 0, !take(",") { return nil }
      if let shape = field.shape {
        guard let word = record(shape, &symbols) else { return nil }
        words.append(word)
      } else if field.kind == .symbol {
        words.append(UInt64(symbols.intern(utf8: word()).rawValue))
      } else {
        let text = String(decoding: word(), as: UTF8.self)
        guard let value = parseValue(text, kind: field.kind) else { return nil }
        words.append(value.word(&symbols))
      }
    }
    return take(close) ? words : nil
  }
}
