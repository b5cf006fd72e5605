import Relations

/// Spells rows as lines, a block at a time.
///
/// A class because it frees what it allocated, and because threads fill one each, again and again.
final class RowSpeller {
  /// What was spelt last.
  private(set) var bytes: [UInt8] = []
  private let answer: AnswerRelation
  private let kinds: [Kind]
  private let delimiter: [UInt8]
  private let isQuoted: Bool
  private var records: RecordWriter
  private var base: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var capacity = 1 << 16

  init(_ answer: AnswerRelation, _ format: FactFormat) {
    self.answer = answer
    kinds = answer.columns.map(\.kind)
    delimiter = format.delimiter
    isQuoted = format.isQuoted
    let shapes = answer.columns.lazy.compactMap(\.layout).first?.shapes ?? RecordShapes()
    records = RecordWriter(isQuoted ? .quoted : .plain, symbols: answer.symbols, shapes: shapes)
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// Spells some rows in place of those before.
  func spell(_ rows: Range<Int>) {
    count = 0
    // Numbers take twenty bytes at most; whatever may take more sees to room for itself.
    let room = kinds.count * (20 + delimiter.count) + 3
    kinds.withUnsafeBufferPointer { kinds in
      answer.words.withUnsafeBufferPointer { words in
        for row in rows {
          reserve(room)
          if kinds.isEmpty { append("()".utf8) }
          for column in 0..<kinds.count {
            if column > 0 { appendDelimiter() }
            append(word(words, row, column, of: kinds.count), kinds[column], column)
          }
          append(0x0a)
        }
      }
    }
    bytes = Array(UnsafeBufferPointer(start: base, count: count))
  }

  @inline(__always)
  private func word(_ words: UnsafeBufferPointer<UInt64>, _ row: Int, _ column: Int, of width: Int) -> UInt64
  {
    guard answer.isPacked else { return words[row &* width &+ column] }
    return column == 0 ? words[row] &>> 32 : words[row] & 0xffff_ffff
  }

  @inline(__always)
  private func append(_ word: UInt64, _ kind: Kind, _ column: Int) {
    switch kind {
    case .symbol:
      answer.symbols.withUTF8(of: Symbol(rawValue: UInt32(truncatingIfNeeded: word))) { text in
        if isQuoted { appendQuoted(text) } else { append(text) }
      }
    case .number:
      if word >> 63 == 1 { append(UInt8(ascii: "-")) }
      append(decimal: Int64(bitPattern: word).magnitude)
    case .unsigned: append(decimal: word)
    case .float: append(formatted(Double(bitPattern: word)).utf8)
    case .record: appendRecord(word, column)
    }
  }
}

// MARK: Values

extension RowSpeller {
  private func appendRecord(_ word: UInt64, _ column: Int) {
    var spelt: [UInt8] = []
    let shape = answer.columns[column].layout?.shape
    records.append(word, RecordShapes.Field(name: "", kind: .record, shape: shape), to: &spelt)
    reserve(2)
    if isQuoted { append(UInt8(ascii: "\"")) }
    append(spelt)
    if isQuoted { append(UInt8(ascii: "\"")) }
  }

  /// As Soufflé does, every text is quoted, whether it needs to be or not.
  private func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    reserve(2 * text.count + 2 + 20)
    append(UInt8(ascii: "\""))
    for byte in text {
      if byte == UInt8(ascii: "\"") { append(byte) }
      append(byte)
    }
    append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private func append(decimal number: UInt64) {
    let digits = digitCount(number)
    var rest = number
    var end = base + count + digits
    decimalPairs.utf8Start.withMemoryRebound(to: UInt8.self, capacity: 200) { pairs in
      while rest >= 100 {
        let pair = Int(rest % 100) &* 2
        rest /= 100
        end -= 2
        end[0] = pairs[pair]
        end[1] = pairs[pair &+ 1]
      }
      if rest >= 10 {
        end[-2] = pairs[Int(rest) &* 2]
        end[-1] = pairs[Int(rest) &* 2 &+ 1]
      } else {
        end[-1] = UInt8(truncatingIfNeeded: rest) &+ 48
      }
    }
    count &+= digits
  }
}

/// The numbers from 00 to 99.
private let decimalPairs: StaticString = """
  0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
  5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
  """

/// How many digits a number has.
@inline(__always)
private func digitCount(_ number: UInt64) -> Int {
  var (digits, limit) = (1, UInt64(10))
  while digits < 20, number >= limit {
    digits &+= 1
    limit = limit &* 10
  }
  return digits
}

// MARK: Bytes

extension RowSpeller {
  /// Sees to it that so many bytes more can be written.
  @inline(__always)
  private func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  private func grow(_ more: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + more)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = 2 * capacity + more
  }

  @inline(__always)
  private func append(_ byte: UInt8) {
    base[count] = byte
    count &+= 1
  }

  @inline(__always)
  private func appendDelimiter() {
    for byte in delimiter { append(byte) }
  }

  /// Appends text of any length and leaves room for the numbers of a row.
  @inline(__always)
  private func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress else { return }
    reserve(text.count &+ kinds.count &* (20 &+ delimiter.count) &+ 3)
    (base + count).update(from: start, count: text.count)
    count &+= text.count
  }

  private func append(_ text: some Sequence<UInt8>) {
    let text = Array(text)
    text.withUnsafeBufferPointer { append($0) }
  }
}
