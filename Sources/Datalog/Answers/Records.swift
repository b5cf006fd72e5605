import Relations

extension SymbolTable {
  /// The id of a record of words; a new one if there is none.
  mutating func record(_ words: [UInt64]) -> UInt64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(1, words.count * 8))
    for word in words {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    // The record without values is not 'nil', whose bytes are none.
    if words.isEmpty { bytes = [0xff] }
    return bytes.withUnsafeBufferPointer { UInt64(intern(utf8: $0).rawValue) }
  }

  /// The words of a record; none for `nil`.
  func words(ofRecord word: UInt64) -> [UInt64]? {
    withUTF8(of: Symbol(rawValue: UInt32(truncatingIfNeeded: word))) { bytes in
      guard !bytes.isEmpty else { return nil }
      return (0..<bytes.count / 8).map { Self.word($0, bytes) }
    }
  }

  /// One word of a record; 0 if it has not so many.
  func part(_ index: Int, ofRecord word: UInt64) -> UInt64 {
    withUTF8(of: Symbol(rawValue: UInt32(truncatingIfNeeded: word))) { bytes in
      index >= 0 && index < bytes.count / 8 ? Self.word(index, bytes) : 0
    }
  }

  private static func word(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    (0..<8).reversed().reduce(0) { $0 << 8 | UInt64(bytes[index * 8 + $1]) }
  }

  /// A record decoded as its layout says.
  ///
  /// - Parameters:
  ///   - word: the record's id.
  ///   - layout: its type.
  ///   - room: how many records there may be in all, one in the other; what comes after them is left out.
  /// - Returns: the record with what is in it.
  func record(of word: UInt64, _ layout: RecordLayout?, room: inout Int) -> Value {
    guard let layout, let words = words(ofRecord: word) else { return .record(nil) }
    guard room > 0 else { return .omitted }
    room -= 1
    let shape = layout.shapes.shapes[layout.shape]
    func values(_ words: ArraySlice<UInt64>, _ fields: [RecordShapes.Field]) -> [Value] {
      zip(words, fields).map { word, field in
        let inner = field.shape.map { RecordLayout(shapes: layout.shapes, shape: $0) }
        return value(of: word, kind: field.kind, layout: inner, room: &room)
      }
    }
    if let plain = shape.constructors.first, plain.name == nil {
      return .record(values(words[...], plain.fields))
    }
    guard let tag = words.first else { return .record(nil) }
    let name = self[Symbol(rawValue: UInt32(truncatingIfNeeded: tag))]
    let fields = shape.constructors.first { $0.name == name }?.fields ?? []
    return .variant(name, values(words.dropFirst(), fields))
  }
}

extension Value {
  /// A record as text, with its values as they are asked for.
  func recordText(_ text: (Value) -> String) -> String? {
    switch self {
    case .record(nil): "nil"
    case .record(.some(let values)): "[\(values.map(text).joined(separator: ", "))]"
    case .omitted: "…"
    case .variant(let name, let values):
      values.isEmpty ? "$\(name)" : "$\(name)(\(values.map(text).joined(separator: ", ")))"
    case .symbol, .number, .unsigned, .float: nil
    }
  }
}
