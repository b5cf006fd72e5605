import Relations

/// Finds fields eight bytes at a time and turns them into words, a block of rows at once.
///
/// A line with anything out of the ordinary (a number in hexadecimal, a float, the file's end, a fault) is left to
/// ``readOddLine(_:_:_:)``, which goes byte by byte and knows what to complain about.
struct LineScanner {
  /// What is done with a field.
  struct Step {
    enum Action { case skip, symbol, number, unsigned, other }
    let action: Action
    /// Which column of the row it fills; for a symbol, which of the row's symbols it is.
    let target: Int
  }

  /// Starts of fields are kept in 32 bits.
  static let longestPiece = Int(UInt32.max) - 1

  let layout: FactLayout
  let steps: [Step]
  /// The columns that symbols fill, in the order of the fields.
  let symbolColumns: [Int]

  /// Nothing if fields may be quoted, or be records.
  init?(_ layout: FactLayout) {
    let special: Set<UInt8> = [0x00, 0x0a, 0x0d]
    guard !layout.format.isQuoted, !layout.format.delimiter.contains(where: special.contains),
      !layout.columns.contains(where: { $0.kind == .record })
    else { return nil }
    self.layout = layout
    var symbolColumns: [Int] = []
    steps = layout.columnOfField.map { column in
      guard let column else { return Step(action: .skip, target: 0) }
      switch layout.columns[column].kind {
      case .symbol:
        symbolColumns.append(column)
        return Step(action: .symbol, target: symbolColumns.count - 1)
      case .number: return Step(action: .number, target: column)
      case .unsigned: return Step(action: .unsigned, target: column)
      case .float, .record: return Step(action: .other, target: column)
      }
    }
    self.symbolColumns = symbolColumns
  }
}

/// Rows being read: their fields' texts and their numbers.
///
/// A class because it frees what it allocated.
final class RowBlock {
  let arity: Int
  let symbolCount: Int
  /// How many rows fit.
  let capacity: Int
  /// How many rows are read.
  var count = 0
  /// The texts of symbols, a row after the other.
  let fields: UnsafeMutablePointer<TextField>
  let ids: UnsafeMutablePointer<UInt32>
  /// The rows; those of symbols are filled in when their ids are known.
  let words: UnsafeMutablePointer<UInt64>

  init(arity: Int, symbolCount: Int) {
    self.arity = arity
    self.symbolCount = symbolCount
    capacity = max(1, 1024 / max(1, arity))
    fields = .allocate(capacity: capacity * symbolCount)
    ids = .allocate(capacity: capacity * symbolCount)
    words = .allocate(capacity: capacity * arity)
  }

  deinit {
    fields.deallocate()
    ids.deallocate()
    words.deallocate()
  }
}

// MARK: Scanning

extension LineScanner {
  /// Reads lines until the block is full or a piece ends; moves on the position where the next line begins.
  ///
  /// The bytes are those of the piece and all that follows it, so that most of it can be read eight bytes at once.
  func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, end: Int, into block: RowBlock
  ) throws(LineFault) {
    block.count = 0
    while block.count < block.capacity, position < end {
      position = steps.withUnsafeBufferPointer { scanLines($0, bytes, position, end, block) }
      guard block.count < block.capacity, position < end else { return }
      position = try readOddLine(bytes, position, block)
    }
  }

  /// Reads ordinary lines; returns where the first line begins that it did not read.
  private func scanLines(
    _ steps: UnsafeBufferPointer<Step>, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int,
    _ block: RowBlock
  ) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress), steps.count > 0 else { return start }
    let lastLoad = bytes.count &- 8
    let marks = FieldMarks(delimiter: layout.format.delimiter[0])
    let delimiterCount = layout.format.delimiter.count
    var fields = block.fields + block.count &* block.symbolCount
    var words = block.words + block.count &* block.arity
    var rows = block.count
    defer { block.count = rows }
    var position = start
    while rows < block.capacity, position < end {
      let lineStart = position
      for index in 0..<steps.count {
        guard position <= lastLoad else { return lineStart }
        let first = loadWord(base, position)
        var found = marks.found(first)
        var length = 0
        var head = first
        if found != 0 {
          head = first & ((found & (0 &- found)) &>> 7 &- 1)
        } else {
          repeat {
            length &+= 8
            guard position &+ length <= lastLoad else { return lineStart }
            found = marks.found(loadWord(base, position &+ length))
          } while found == 0
        }
        length &+= found.trailingZeroBitCount &>> 3
        let mark = base.load(fromByteOffset: position &+ length, as: UInt8.self)
        var next = position &+ length &+ 1
        if mark == 0x0a {
          guard index == steps.count &- 1 else { return lineStart }
          if length > 0, base.load(fromByteOffset: next &- 2, as: UInt8.self) == 0x0d {
            length &-= 1
            if length < 8 { head &= (1 &<< UInt64(8 &* length)) &- 1 }
          }
        } else {
          guard mark != 0 else { return lineStart }
          if delimiterCount > 1 {
            guard layout.format.isDelimiter(bytes, next &- 1) else { return lineStart }
            next = next &- 1 &+ delimiterCount
          }
        }
        switch steps[index].action {
        case .skip: break
        case .symbol:
          fields[steps[index].target] = TextField(
            start: UInt32(truncatingIfNeeded: position), length: UInt32(truncatingIfNeeded: length),
            head: head)
        case .number, .unsigned:
          guard let word = Digits.word(base + position, length, head),
            steps[index].action == .number || UInt8(truncatingIfNeeded: head) != UInt8(ascii: "-")
          else { return lineStart }
          words[steps[index].target] = word
        case .other: return lineStart
        }
        position = next
        if index == steps.count &- 1, mark != 0x0a {
          guard let line = endOfLine(bytes, position &- delimiterCount) else { return lineStart }
          position = line &+ 1
        }
      }
      rows &+= 1
      fields += block.symbolCount
      words += block.arity
    }
    return position
  }

  /// Where the line that goes on at a position ends; nothing if the file ends first.
  private func endOfLine(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      if bytes[position] == 0x0a { return position }
      position &+= 1
    }
    return nil
  }

  /// Reads one line byte by byte; returns where the next one begins.
  private func readOddLine(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ block: RowBlock
  ) throws(LineFault) -> Int {
    var position = start
    for (field, step) in steps.enumerated() {
      var end = position
      while end < bytes.count, bytes[end] != 0x0a, !layout.format.isDelimiter(bytes, end) { end += 1 }
      let endsLine = end == bytes.count || bytes[end] == 0x0a
      let last = endsLine && end > position && bytes[end - 1] == 0x0d ? end - 1 : end
      if let column = layout.columnOfField[field] {
        try readOdd(bytes, position..<last, step, layout.columns[column], block, lineStart: start)
      }
      position = end
      if field == steps.count - 1 { break }
      guard !endsLine else {
        let message = FieldText.complaint(columns: layout.columns.count, found: field + 1)
        throw LineFault(offset: start, message: message)
      }
      position += layout.format.delimiter.count
    }
    block.count += 1
    return (endOfLine(bytes, position) ?? bytes.count) + 1
  }

  private func readOdd(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ step: Step, _ column: Column,
    _ block: RowBlock,
    lineStart: Int
  ) throws(LineFault) {
    let text = UnsafeBufferPointer(rebasing: bytes[range])
    guard step.action != .symbol else {
      guard !text.contains(0) else {
        throw LineFault(offset: lineStart, message: FieldText.complaintAboutNUL(column))
      }
      let head = text.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      block.fields[block.count * block.symbolCount + step.target] = TextField(
        start: UInt32(range.lowerBound), length: UInt32(range.count), head: head)
      return
    }
    guard let word = FieldText.word(text, column.kind) else {
      throw LineFault(offset: lineStart, message: FieldText.complaint(text, column))
    }
    block.words[block.count * block.arity + step.target] = word
  }
}

/// Finds the bytes that end a field among eight at once.
private struct FieldMarks {
  private let delimiters: UInt64
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  init(delimiter: UInt8) { delimiters = UInt64(delimiter) &* Self.ones }

  /// Has the top bit of each delimiter, line end and NUL set, and maybe of bytes above the first one.
  @inline(__always)
  func found(_ word: UInt64) -> UInt64 {
    let (tabs, ends) = (word ^ delimiters, word ^ (0x0a &* Self.ones))
    let zeros = ((tabs &- Self.ones) & ~tabs) | ((ends &- Self.ones) & ~ends) | ((word &- Self.ones) & ~word)
    return zeros & (0x80 &* Self.ones)
  }
}

/// Numbers from their digits, eight at once.
private enum Digits {
  /// Up to sixteen digits with a sign; nothing for any other text.
  @inline(__always)
  static func word(_ bytes: UnsafeRawPointer, _ length: Int, _ head: UInt64) -> UInt64? {
    if length <= 8 {
      if UInt8(truncatingIfNeeded: head) == UInt8(ascii: "-") {
        return length > 1 ? eight(head &>> 8, length &- 1).map { 0 &- $0 } : nil
      }
      return length > 0 ? eight(head, length) : nil
    }
    guard length <= 16, let low = eight(loadWord(bytes, length &- 8), 8) else { return nil }
    if UInt8(truncatingIfNeeded: head) == UInt8(ascii: "-") {
      // The sign and eight digits at most leave none before the last eight.
      if length == 9 { return 0 &- low }
      return eight(head &>> 8, length &- 9).map { 0 &- ($0 &* 100_000_000 &+ low) }
    }
    return eight(head, length &- 8).map { $0 &* 100_000_000 &+ low }
  }

  /// The first one to eight bytes as digits.
  @inline(__always)
  private static func eight(_ text: UInt64, _ count: Int) -> UInt64? {
    var digits = (text ^ 0x3030_3030_3030_3030) &<< UInt64(64 &- 8 &* count)
    guard ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
    digits = (digits &* 2561) &>> 8 & 0x00ff_00ff_00ff_00ff
    digits = (digits &* 6_553_601) &>> 16 & 0x0000_ffff_0000_ffff
    return (digits &* 42_949_672_960_001) &>> 32
  }
}

@inline(__always)
private func loadWord(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
  UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}
