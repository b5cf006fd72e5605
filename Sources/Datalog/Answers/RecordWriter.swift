import Relations

/// Spells records straight from their words, without recursion: a list of a million links takes no stack.
struct RecordWriter {
  /// How values are spelt inside a record.
  enum Style {
    /// `[a, [b, nil]]`, `$Node(a, $Leaf)`: symbols as they are.
    case plain
    /// The same inside a quoted field: symbols in doubled quotes, with `\` before what would end them.
    case quoted
    /// `["a, b", nil]`: symbols in quotes, as fact files may have them, so that any text can be read back.
    case guarded
    /// `["a", ["b", null]]`, `{"Node": ["a", "Leaf"]}`.
    case jsonLists
    /// `{"head": "a", "tail": null}`, `{"Node": {"left": "a", "right": "Leaf"}}`.
    case jsonObjects

    var isJSON: Bool { self == .jsonLists || self == .jsonObjects }
  }

  private enum Item {
    case value(UInt64, RecordShapes.Field)
    case text(String)
  }

  let style: Style
  let symbols: SymbolTable
  let shapes: RecordShapes
  /// What is still to be written, last first.
  private var waiting: [Item] = []

  init(_ style: Style, symbols: SymbolTable, shapes: RecordShapes) {
    self.style = style
    self.symbols = symbols
    self.shapes = shapes
  }

  /// Appends the value that a word stands for.
  mutating func append(_ word: UInt64, _ field: RecordShapes.Field, to bytes: inout [UInt8]) {
    waiting.append(.value(word, field))
    while let item = waiting.popLast() {
      switch item {
      case .text(let text): bytes += text.utf8
      case .value(let word, let field):
        if field.kind == .record {
          open(word, field, &bytes)
        } else {
          appendScalar(word, field.kind, &bytes)
        }
      }
    }
  }

  private mutating func open(_ word: UInt64, _ field: RecordShapes.Field, _ bytes: inout [UInt8]) {
    guard let shape = field.shape, let words = symbols.words(ofRecord: word) else {
      bytes += (style.isJSON ? "null" : "nil").utf8
      return
    }
    if let plain = shapes.constructor(nil, of: shape) {
      push(words[...], plain.fields, style == .jsonObjects ? ("{", "}") : ("[", "]"), &bytes)
      return
    }
    let name = symbols[Symbol(rawValue: UInt32(truncatingIfNeeded: words.first ?? 0))]
    let fields = shapes.constructor(name, of: shape)?.fields ?? []
    switch style {
    case .plain, .quoted, .guarded:
      bytes += "$\(name)".utf8
      if !fields.isEmpty { push(words.dropFirst(), fields, ("(", ")"), &bytes) }
    case .jsonLists, .jsonObjects:
      guard !fields.isEmpty else {
        bytes += "\"\(name)\"".utf8
        return
      }
      bytes += "{\"\(name)\": ".utf8
      push(words.dropFirst(), fields, style == .jsonObjects ? ("{", "}}") : ("[", "]}"), &bytes)
    }
  }

  private mutating func push(
    _ words: ArraySlice<UInt64>, _ fields: [RecordShapes.Field], _ brackets: (String, String),
    _ bytes: inout [UInt8]
  ) {
    bytes += brackets.0.utf8
    waiting.append(.text(brackets.1))
    for (index, (word, field)) in zip(words, fields).enumerated().reversed() {
      waiting.append(.value(word, field))
      if style == .jsonObjects { waiting.append(.text("\"\(field.name)\": ")) }
      if index > 0 { waiting.append(.text(", ")) }
    }
  }

  private func appendScalar(_ word: UInt64, _ kind: Kind, _ bytes: inout [UInt8]) {
    switch kind {
    case .symbol:
      symbols.withUTF8(of: Symbol(rawValue: UInt32(truncatingIfNeeded: word))) { appendText($0, &bytes) }
    case .number: bytes += String(Int64(bitPattern: word)).utf8
    case .unsigned: bytes += String(word).utf8
    case .float:
      let number = Double(bitPattern: word)
      // JSON has no spelling for what is no number; the reader takes it from a string.
      let isBare = number.isFinite || !style.isJSON
      bytes += (isBare ? formatted(number) : "\"\(formatted(number))\"").utf8
    case .record: break
    }
  }

  private func appendText(_ text: UnsafeBufferPointer<UInt8>, _ bytes: inout [UInt8]) {
    switch style {
    case .plain: bytes.append(contentsOf: text)
    case .quoted: appendGuarded(text, quote: "\"\"", &bytes)
    case .guarded: appendGuarded(text, quote: "\"", &bytes)
    case .jsonLists, .jsonObjects: appendJSONString(text, to: &bytes)
    }
  }

  private func appendGuarded(
    _ text: UnsafeBufferPointer<UInt8>, quote: StaticString, _ bytes: inout [UInt8]
  ) {
    let quote = UnsafeBufferPointer(start: quote.utf8Start, count: quote.utf8CodeUnitCount)
    bytes += quote
    for byte in text {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
      if byte == UInt8(ascii: "\"") { bytes += quote } else { bytes.append(byte) }
    }
    bytes += quote
  }
}

/// Appends a text as JSON spells it, escaping what Soufflé escapes.
func appendJSONString(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
  let hexadecimal = Array("0123456789abcdef".utf8)
  bytes.append(UInt8(ascii: "\""))
  var position = 0
  while position < text.count {
    let byte = text[position]
    switch byte {
    case UInt8(ascii: "\""): bytes += "\\\"".utf8
    case UInt8(ascii: "\\"): bytes += "\\\\".utf8
    case 0x08: bytes += "\\b".utf8
    case 0x09: bytes += "\\t".utf8
    case 0x0a: bytes += "\\n".utf8
    case 0x0c: bytes += "\\f".utf8
    case 0x0d: bytes += "\\r".utf8
    case 0..<0x20:
      bytes += "\\u00".utf8
      bytes += [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
    case 0xe2 where isLineSeparator(text, position):
      // U+2028 and U+2029 end lines in JavaScript.
      bytes += (text[position + 2] == 0xa8 ? "\\u2028" : "\\u2029").utf8
      position += 2
    default: bytes.append(byte)
    }
    position += 1
  }
  bytes.append(UInt8(ascii: "\""))
}

private func isLineSeparator(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
  position + 2 < text.count && text[position + 1] == 0x80 && text[position + 2] & 0xfe == 0xa8
}
