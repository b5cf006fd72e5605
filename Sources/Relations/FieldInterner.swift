/// Gives the texts of fields their ids, a block of rows at a time.
///
/// Three things make it fast: a text that repeats the row above is not looked up; in a column whose texts come in the
/// order in which the table met them, the next id is guessed and one comparison says whether it is right; what is
/// left is hashed first and then looked up together, so that the waits for memory overlap.
///
/// It is used in one of two ways. ``resolve(_:in:)`` gives the table's own ids. ``resolve(_:frozen:)`` leaves the
/// table as it is, so that several threads may use it, and gives texts that it does not hold numbers of their own,
/// from ``newTexts`` on; ``SymbolTable/adopt(_:workers:)`` then tells their ids.
package struct FieldInterner {
  /// From here on, numbers are those of new texts.
  package static let newTexts: UInt32 = 1 << 31

  /// Fields lying row after row.
  package struct Block {
    let fields: UnsafeMutablePointer<TextField>
    let count: Int
    let bytes: UnsafeRawPointer
    let ids: UnsafeMutablePointer<UInt32>

    /// Lends memory for a block.
    ///
    /// - Parameters:
    ///   - fields: as many for each row as the interner has columns.
    ///   - count: how many there are in all.
    ///   - bytes: what the fields' starts count from.
    ///   - ids: receives the id of each.
    package init(
      fields: UnsafeMutablePointer<TextField>, count: Int, bytes: UnsafeRawPointer,
      ids: UnsafeMutablePointer<UInt32>
    ) {
      self.fields = fields
      self.count = count
      self.bytes = bytes
      self.ids = ids
    }
  }

  private let hash = TextHash()
  private var columns: [ColumnState]
  private var new = NewTexts()
  /// How many texts the frozen table was asked for, and how many of them it held.
  private var (asked, answered) = (0, 0)
  private let scratch: Scratch

  /// Prepares for rows of so many fields, in blocks of at most `capacity` fields.
  package init(columns: Int, capacity: Int) {
    self.columns = Array(repeating: ColumnState(), count: columns)
    scratch = Scratch(capacity: capacity)
  }

  /// The texts that the table did not hold.
  package mutating func finished() -> NewTexts {
    new.part()
    return new
  }

  /// Forgets all texts and rows.
  package mutating func reset() {
    new.removeAll()
    (asked, answered) = (0, 0)
    for column in columns.indices { columns[column] = ColumnState() }
  }
}

/// What is known of a column from the rows before.
private struct ColumnState {
  var last = TextField(start: 0, length: .max, head: 0)
  var lastID: UInt32 = .max
  /// The index that its next text may have.
  var guess = Int.max
  /// How well guesses have done; none are made below ``guessing``.
  var trust = 0

  static let guessing = 2
  static let fullTrust = 8
}

/// Memory for one block's unresolved fields.
///
/// A class because it frees what it allocated.
private final class Scratch {
  /// Which fields they are.
  let pending: UnsafeMutablePointer<UInt32>
  let texts: UnsafeMutablePointer<Text>
  let hashes: UnsafeMutablePointer<UInt32>
  let slots: UnsafeMutablePointer<UInt64>
  let found: UnsafeMutablePointer<UInt32>

  init(capacity: Int) {
    pending = .allocate(capacity: capacity)
    texts = .allocate(capacity: capacity)
    found = .allocate(capacity: capacity)
    hashes = .allocate(capacity: capacity)
    slots = .allocate(capacity: capacity)
  }

  deinit {
    pending.deallocate()
    texts.deallocate()
    found.deallocate()
    hashes.deallocate()
    slots.deallocate()
  }
}

// MARK: Resolving

extension FieldInterner {
  /// Stands for the id of the same column a row above.
  private static var repeated: UInt32 { .max }

  /// Gives the fields of a block their ids in a table, which grows by the new ones in the order of the fields.
  package mutating func resolve(_ block: Block, in table: inout SymbolTable) {
    let base = UInt32(table.baseCount)
    var pending = table.added.withView { view in
      let pending = predict(block, view, firstID: base)
      return find(block, view, firstID: base, pending)
    }
    pending = findInBase(block, table, pending)
    if pending > 0 {
      table.added.internAll(scratch.texts, hashes: scratch.hashes, count: pending, found: scratch.found)
      for number in 0..<pending { block.ids[Int(scratch.pending[number])] = base &+ scratch.found[number] }
    }
    precondition(table.count < Int(UInt32.max), "a symbol table holds fewer than 2^32 - 1 strings")
    complete(block, firstID: base)
  }

  /// Gives the fields of a block their ids in a table, or numbers from ``newTexts`` on.
  ///
  /// Where nearly all texts are new the table is not asked for long, which costs a wait for memory each time; it
  /// knows its own texts again when it adopts them.
  package mutating func resolve(_ block: Block, frozen table: SymbolTable) {
    let base = UInt32(table.baseCount)
    var pending = table.added.withView { view in
      let pending = predict(block, view, firstID: base)
      guard asked < 512 || answered &* 8 > asked else {
        for number in 0..<pending { scratch.hashes[number] = hash(scratch.texts[number]) }
        return pending
      }
      let left = find(block, view, firstID: base, pending)
      asked &+= pending
      answered &+= pending &- left
      return left
    }
    pending = findInBase(block, table, pending)
    let first = Self.newTexts | UInt32(truncatingIfNeeded: new.count)
    for number in 0..<pending {
      block.ids[Int(scratch.pending[number])] = first &+ UInt32(truncatingIfNeeded: number)
    }
    new.append(scratch.texts, scratch.hashes, count: pending)
    complete(block, firstID: base)
  }

  /// Resolves what repeats or was guessed; returns how many fields are left, listed in ``Scratch/pending``.
  @inline(__always)
  private mutating func predict(_ block: Block, _ view: SymbolView, firstID: UInt32) -> Int {
    let width = columns.count
    let known = view.count
    let (fields, ids, pending, texts) = (block.fields, block.ids, scratch.pending, scratch.texts)
    let hash = hash
    var left = 0
    columns.withUnsafeMutableBufferPointer { columns in
      var column = 0
      for index in 0..<block.count {
        let field = fields[index]
        let above = index >= width ? fields[index &- width] : columns[column].last
        let text = Text(field, in: block.bytes)
        if above.length == field.length, above.head == field.head,
          text.tailEquals(block.bytes + Int(above.start))
        {
          ids[index] = Self.repeated
        } else if columns[column].trust >= ColumnState.guessing, columns[column].guess < known {
          let guess = columns[column].guess
          if view.matches(guess, text) {
            ids[index] = firstID &+ UInt32(truncatingIfNeeded: guess)
            columns[column].guess = guess &+ 1
            columns[column].trust = min(columns[column].trust &+ 1, ColumnState.fullTrust)
          } else {
            columns[column].trust &-= 2
            if let found = view.index(of: text, hash: hash(text)) {
              ids[index] = firstID &+ UInt32(truncatingIfNeeded: found)
              columns[column].guess = found &+ 1
            } else {
              (pending[left], texts[left]) = (UInt32(truncatingIfNeeded: index), text)
              left &+= 1
            }
          }
        } else {
          (pending[left], texts[left]) = (UInt32(truncatingIfNeeded: index), text)
          left &+= 1
        }
        column &+= 1
        if column == width { column = 0 }
      }
    }
    return left
  }

  /// Looks up what is pending; returns how much is left.
  @inline(__always)
  private func find(
    _ block: Block, _ view: SymbolView, firstID: UInt32, _ pending: Int
  ) -> Int {
    let (list, texts, hashes, slots) = (scratch.pending, scratch.texts, scratch.hashes, scratch.slots)
    for number in 0..<pending { hashes[number] = hash(texts[number]) }
    for number in 0..<pending { slots[number] = view.first(hashes[number]) }
    var left = 0
    for number in 0..<pending {
      let (text, hash) = (texts[number], hashes[number])
      if slots[number] != 0, let found = view.index(of: text, hash: hash) {
        block.ids[Int(list[number])] = firstID &+ UInt32(truncatingIfNeeded: found)
      } else {
        (list[left], texts[left], hashes[left]) = (list[number], text, hash)
        left &+= 1
      }
    }
    return left
  }

  private func findInBase(_ block: Block, _ table: SymbolTable, _ pending: Int) -> Int {
    guard table.baseCount > 0 else { return pending }
    var left = 0
    for number in 0..<pending {
      let text = scratch.texts[number]
      let bytes = UnsafeRawBufferPointer(start: text.bytes, count: text.length)
      if let symbol = bytes.withMemoryRebound(to: UInt8.self, { table.baseSymbol($0) }) {
        block.ids[Int(scratch.pending[number])] = symbol.rawValue
      } else {
        scratch.pending[left] = scratch.pending[number]
        scratch.texts[left] = text
        scratch.hashes[left] = scratch.hashes[number]
        left += 1
      }
    }
    return left
  }

  /// Copies the ids of what repeats, and learns where each column goes.
  @inline(__always)
  private mutating func complete(_ block: Block, firstID: UInt32) {
    let width = columns.count
    let (fields, ids) = (block.fields, block.ids)
    columns.withUnsafeMutableBufferPointer { columns in
      for column in columns.indices {
        var above = columns[column].lastID
        var ascents = 0
        var steps = 0
        for index in stride(from: column, to: block.count, by: width) {
          let id = ids[index]
          if id == Self.repeated {
            ids[index] = above
          } else {
            steps &+= 1
            if id == above &+ 1 { ascents &+= 1 }
            above = id
          }
        }
        guard block.count > column else { continue }
        columns[column].last = fields[block.count &- width &+ column]
        columns[column].lastID = above
        let isOwn = above >= firstID && above < Self.newTexts
        columns[column].guess = isOwn ? Int(above &- firstID) &+ 1 : Int.max
        if ascents &* 2 > steps { columns[column].trust = ColumnState.fullTrust }
      }
    }
  }
}
