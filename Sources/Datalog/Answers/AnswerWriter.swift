import Relations

/// Writes answers as Soufflé does: a line a row, columns parted by a delimiter; sizes as `name<TAB>count`.
public struct AnswerWriter {
  private let format: FactFormat
  private static let chunk = 1 << 16

  /// Writes in the given layout.
  public init(format: FactFormat = .tabSeparated) { self.format = format }

  /// Hands an answer's rows to a sink, in pieces of some 64 KB.
  ///
  /// - Throws: What the sink throws.
  public func write(_ answer: AnswerRelation, to sink: (ArraySlice<UInt8>) throws -> Void) rethrows {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.chunk + 1024)
    let shapes = answer.columns.lazy.compactMap(\.layout).first?.shapes ?? RecordShapes()
    var records = RecordWriter(format.isQuoted ? .quoted : .plain, symbols: answer.symbols, shapes: shapes)
    if format.hasHeaders { bytes += (Self.header(of: answer, format) + "\n").utf8 }
    for row in answer.indices {
      if answer.columns.isEmpty { bytes += "()".utf8 }
      for column in answer.columns.indices {
        if column > 0 { bytes += format.delimiter }
        append(answer, row, column, &records, &bytes)
      }
      bytes.append(0x0a)
      if bytes.count >= Self.chunk {
        try sink(bytes[...])
        bytes.removeAll(keepingCapacity: true)
      }
    }
    if !bytes.isEmpty { try sink(bytes[...]) }
  }

  /// The line that `.printsize` prints.
  public static func sizeLine(_ answer: AnswerRelation) -> String { "\(answer.name)\t\(answer.totalCount)\n" }

  /// The line of column names, without its end.
  static func header(of answer: AnswerRelation, _ format: FactFormat) -> String {
    let delimiter = String(decoding: format.delimiter, as: UTF8.self)
    return format.header ?? answer.columns.map(\.name).joined(separator: delimiter)
  }

  private func append(
    _ answer: AnswerRelation, _ row: Int, _ column: Int, _ records: inout RecordWriter, _ bytes: inout [UInt8]
  ) {
    let word = answer.word(row, column)
    switch answer.columns[column].kind {
    case .symbol:
      answer.symbols.withUTF8(of: Symbol(rawValue: UInt32(truncatingIfNeeded: word))) { text in
        format.isQuoted ? appendQuoted(text, &bytes) : bytes.append(contentsOf: text)
      }
    case .number: appendDecimal(Int64(bitPattern: word).magnitude, isNegative: word >> 63 == 1, &bytes)
    case .unsigned: appendDecimal(word, isNegative: false, &bytes)
    case .float: bytes += formatted(Double(bitPattern: word)).utf8
    case .record:
      let layout = answer.columns[column].layout
      if format.isQuoted { bytes.append(UInt8(ascii: "\"")) }
      records.append(word, RecordShapes.Field(name: "", kind: .record, shape: layout?.shape), to: &bytes)
      if format.isQuoted { bytes.append(UInt8(ascii: "\"")) }
    }
  }

  /// As Soufflé does, every text is quoted, whether it needs to be or not.
  private func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, _ bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func appendDecimal(_ magnitude: UInt64, isNegative: Bool, _ bytes: inout [UInt8]) {
    if isNegative { bytes.append(UInt8(ascii: "-")) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = magnitude
      var start = 20
      repeat {
        start -= 1
        digits[start] = UInt8(truncatingIfNeeded: rest % 10) + 48
        rest /= 10
      } while rest > 0
      bytes.append(contentsOf: digits[start..<20])
    }
  }
}
