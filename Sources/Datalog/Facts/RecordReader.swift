import Relations

/// Reads a record as facts and answers spell it: `[1, [2, nil]]`, `$Node(1, $Leaf)`.
///
/// Symbols stand without quotes, or in double ones with `\` before what would end them. Records lie as deep in each
/// other as they like: those around the one being read wait on a list.
struct RecordReader {
  /// A record of which some values are read.
  private struct Open {
    let fields: [RecordShapes.Field]
    let close: UInt8
    var words: [UInt64]
    var next = 0
  }

  private enum Start {
    case finished(UInt64)
    case open(Open)
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let shapes: RecordShapes
  private var position = 0

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
}

// MARK: Records

extension RecordReader {
  private mutating func record(_ shape: Int, _ symbols: inout SymbolTable) -> UInt64? {
    var waiting: [Open] = []
    var wanted = shape
    while true {
      guard let start = start(wanted, &symbols) else { return nil }
      switch start {
      case .open(let open): waiting.append(open)
      case .finished(let word):
        guard !waiting.isEmpty else { return word }
        waiting[waiting.count - 1].words.append(word)
        waiting[waiting.count - 1].next += 1
      }
      // Read on until a value is a record itself.
      var inner: Int?
      while inner == nil {
        guard continueRecord(&waiting[waiting.count - 1], &inner, &symbols) else { return nil }
        guard inner == nil, let finished = waiting.popLast() else { continue }
        let word = symbols.record(finished.words)
        guard !waiting.isEmpty else { return word }
        waiting[waiting.count - 1].words.append(word)
        waiting[waiting.count - 1].next += 1
      }
      wanted = inner ?? shape
    }
  }

  /// Reads values up to the end of the record, or up to one that is a record, of whose shape it then tells.
  private mutating func continueRecord(
    _ open: inout Open, _ inner: inout Int?, _ symbols: inout SymbolTable
  ) -> Bool {
    while open.next < open.fields.count {
      let field = open.fields[open.next]
      if open.next > 0, !take(UInt8(ascii: ",")) { return false }
      if let shape = field.shape {
        inner = shape
        return true
      }
      guard let word = scalar(field.kind, before: open.close, &symbols) else { return false }
      open.words.append(word)
      open.next += 1
    }
    return take(open.close)
  }

  private mutating func start(_ shape: Int, _ symbols: inout SymbolTable) -> Start? {
    if take(UInt8(ascii: "[")) {
      guard let plain = shapes.constructor(nil, of: shape) else { return nil }
      return .open(Open(fields: plain.fields, close: UInt8(ascii: "]"), words: []))
    }
    if take(UInt8(ascii: "$")) {
      let name = name()
      guard let constructor = shapes.constructor(name, of: shape) else { return nil }
      let tag = UInt64(symbols.intern(name).rawValue)
      guard take(UInt8(ascii: "(")) else {
        return constructor.fields.isEmpty ? .finished(symbols.record([tag])) : nil
      }
      return .open(Open(fields: constructor.fields, close: UInt8(ascii: ")"), words: [tag]))
    }
    return name() == "nil" ? .finished(UInt64(symbols.intern("").rawValue)) : nil
  }
}

// MARK: Values

extension RecordReader {
  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }

  private mutating func take(_ character: UInt8) -> Bool {
    skipBlanks()
    guard position < bytes.count, bytes[position] == character else { return false }
    position += 1
    return true
  }

  private mutating func name() -> String {
    skipBlanks()
    let start = position
    while position < bytes.count, isNamePart(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "?"), UInt8(ascii: "."):
      true
    default: byte >= 0x80
    }
  }

  private mutating func scalar(_ kind: Kind, before close: UInt8, _ symbols: inout SymbolTable) -> UInt64? {
    skipBlanks()
    if kind == .symbol, position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      return quoted()?.withUnsafeBufferPointer { UInt64(symbols.intern(utf8: $0).rawValue) }
    }
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: ","), bytes[position] != close {
      position += 1
    }
    if kind == .symbol {
      let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
      return UInt64(symbols.intern(utf8: text).rawValue)
    }
    var end = position
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    return parseValue(text, kind: kind)?.word(&symbols)
  }

  /// A text in quotes, in which `\` stands before any byte that is meant as it is.
  private mutating func quoted() -> [UInt8]? {
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return text }
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
      } else if position < bytes.count {
        text.append(bytes[position])
        position += 1
      }
    }
    return nil
  }
}
