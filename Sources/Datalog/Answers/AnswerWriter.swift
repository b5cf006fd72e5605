import Relations

/// Writes answers as Soufflé does: a line a row, columns parted by a delimiter; sizes as `name<TAB>count`.
public struct AnswerWriter {
  private let format: FactFormat
  /// How many rows one thread spells at once.
  var blockSize = 1 << 13

  /// Writes in the given layout.
  public init(format: FactFormat = .tabSeparated) { self.format = format }

  /// Hands an answer's rows to a sink, in pieces of some 100 KB, in their order.
  ///
  /// - Parameters:
  ///   - answer: the rows.
  ///   - workers: the threads that spell them; the sink is only called by the one that asks.
  ///   - sink: receives the bytes.
  /// - Throws: What the sink throws.
  public func write(
    _ answer: AnswerRelation, workers: Workers = Workers(count: 1),
    to sink: (ArraySlice<UInt8>) throws -> Void
  ) rethrows {
    if format.hasHeaders { try sink(Array((Self.header(of: answer, format) + "\n").utf8)[...]) }
    let blocks = (answer.count + blockSize - 1) / blockSize
    let spellers = (0..<max(1, min(blocks, workers.count * 4))).map { _ in RowSpeller(answer, format) }
    for start in stride(from: 0, to: blocks, by: spellers.count) {
      let count = min(spellers.count, blocks - start)
      workers.run(tasks: count) { task, _ in
        let first = (start + task) * blockSize
        spellers[task].spell(first..<min(first + blockSize, answer.count))
      }
      for speller in spellers[..<count] { try sink(speller.bytes[...]) }
    }
  }

  /// The line that `.printsize` prints.
  public static func sizeLine(_ answer: AnswerRelation) -> String { "\(answer.name)\t\(answer.totalCount)\n" }

  /// The line of column names, without its end.
  static func header(of answer: AnswerRelation, _ format: FactFormat) -> String {
    let delimiter = String(decoding: format.delimiter, as: UTF8.self)
    return format.header ?? answer.columns.map(\.name).joined(separator: delimiter)
  }
}
