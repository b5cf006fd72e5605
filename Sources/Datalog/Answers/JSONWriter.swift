import Relations

/// Writes answers as one JSON list, a row a line, as Soufflé does: each row a list or an object.
struct JSONWriter {
  let asObjects: Bool
  private static let chunk = 1 << 16

  /// Hands an answer's rows to a sink, in pieces of some 64 KB.
  func write(_ answer: AnswerRelation, to sink: (ArraySlice<UInt8>) throws -> Void) rethrows {
    let shapes = answer.columns.lazy.compactMap(\.layout).first?.shapes ?? RecordShapes()
    var writer = RecordWriter(
      asObjects ? .jsonObjects : .jsonLists, symbols: answer.symbols, shapes: shapes)
    let fields = answer.columns.map {
      RecordShapes.Field(name: $0.name, kind: $0.kind, shape: $0.layout?.shape)
    }
    var bytes: [UInt8] = [UInt8(ascii: "[")]
    for row in answer.indices {
      if row > 0 { bytes += ",\n".utf8 }
      if fields.isEmpty {
        bytes += "null\n".utf8
      } else {
        append(answer, row, fields, &writer, &bytes)
      }
      if bytes.count >= Self.chunk {
        try sink(bytes[...])
        bytes.removeAll(keepingCapacity: true)
      }
    }
    bytes += "]\n".utf8
    try sink(bytes[...])
  }

  private func append(
    _ answer: AnswerRelation, _ row: Int, _ fields: [RecordShapes.Field], _ writer: inout RecordWriter,
    _ bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: asObjects ? "{" : "["))
    for (column, field) in fields.enumerated() {
      if column > 0 { bytes += ", ".utf8 }
      if asObjects { bytes += "\"\(field.name)\": ".utf8 }
      writer.append(answer.word(row, column), field, to: &bytes)
    }
    bytes.append(UInt8(ascii: asObjects ? "}" : "]"))
  }
}
