import Relations

extension LineScanner {
  /// Reads all pieces of a file, or as many as a budget allows.
  ///
  /// With several threads, pieces are read in waves: each gives texts that the table does not hold numbers of its
  /// own, and after each wave the table takes them up in the order of the pieces. So ids come out as one thread
  /// gives them, and the more the table holds, the less is left to be taken up.
  func read(
    _ pieces: FactPieces, symbols: inout SymbolTable, workers: Workers, _ budget: LoadBudget? = nil
  ) throws(LineFault) -> Relation {
    // Of the shortest texts there are only so many, and the longer ones take three bytes at least.
    let mostNew = pieces.bytes.count / 3 + 1 << 16
    let isShared =
      workers.count > 1 && pieces.count > 1 && symbols.count + mostNew < Int(FieldInterner.newTexts)
    var rows =
      isShared
      ? try readTogether(pieces, symbols: &symbols, workers: workers, budget)
      : try readInOrder(pieces, symbols: &symbols, budget)
    return rows.takeRelation(workers: workers)
  }

  private func readInOrder(
    _ pieces: FactPieces, symbols: inout SymbolTable, _ budget: LoadBudget?
  ) throws(LineFault) -> FactRows {
    var rows = FactRows(arity: layout.columns.count)
    let block = RowBlock(arity: rows.arity, symbolCount: symbolColumns.count)
    for piece in 0..<pieces.count where budget?.allows(rows: rows.count) ?? true {
      var interner = FieldInterner(
        columns: symbolColumns.count, capacity: block.capacity * symbolColumns.count)
      try scanAll(pieces, piece, of: pieces.bytes.count, block, &rows) { fields in
        interner.resolve(fields, in: &symbols)
      }
    }
    return rows
  }

  /// Reads one piece into rows, which will be those of so many bytes in all.
  @inline(__always)
  private func scanAll(
    _ pieces: FactPieces, _ piece: Int, of total: Int, _ block: RowBlock, _ rows: inout FactRows,
    resolve: (FieldInterner.Block) -> Void
  ) throws(LineFault) {
    let (start, end) = (pieces.bounds[piece], pieces.bounds[piece + 1])
    let first = total == pieces.bytes.count ? 0 : start
    let bytes = UnsafeBufferPointer(rebasing: pieces.bytes[start...])
    guard let base = bytes.baseAddress else { return }
    var position = 0
    while position < end - start {
      do throws(LineFault) {
        try scan(bytes, &position, end: end - start, into: block)
      } catch {
        throw LineFault(offset: start + error.offset, message: error.message)
      }
      if !symbolColumns.isEmpty {
        resolve(
          FieldInterner.Block(
            fields: block.fields, count: block.count * symbolColumns.count, bytes: base, ids: block.ids))
      }
      let progress = Double(start - first + position) / Double(total)
      rows.append(block, symbolColumns: symbolColumns, progress: progress)
    }
  }
}

// MARK: Several threads

extension LineScanner {
  /// Reads pieces, one at a time, in memory of its own.
  ///
  /// A class because threads fill one each, again and again: what threads free stays with them.
  private final class PieceReader {
    let block: RowBlock
    var interner: FieldInterner
    var rows: FactRows
    var newTexts = NewTexts()
    var fault: LineFault?

    init(_ scanner: LineScanner) {
      let (arity, symbolCount) = (scanner.layout.columns.count, scanner.symbolColumns.count)
      block = RowBlock(arity: arity, symbolCount: symbolCount)
      interner = FieldInterner(columns: symbolCount, capacity: block.capacity * symbolCount)
      rows = FactRows(arity: arity)
    }
  }

  private func readTogether(
    _ pieces: FactPieces, symbols: inout SymbolTable, workers: Workers, _ budget: LoadBudget?
  ) throws(LineFault) -> FactRows {
    var rows = FactRows(arity: layout.columns.count)
    let readers = (0..<min(workers.count * 8, pieces.count)).map { _ in PieceReader(self) }
    var start = 0
    while start < pieces.count, budget?.allows(rows: rows.count) ?? true {
      // The first waves are short: what they find new is known to the next ones, however often it comes there.
      let end = min(start + min(max(workers.count, start), readers.count), pieces.count)
      let wave = readers[..<(end - start)]
      workers.run(tasks: wave.count) { task, _ in read(pieces, start + task, with: wave[task], symbols) }
      for reader in wave { if let fault = reader.fault { throw fault } }
      let ids = symbols.adopt(wave.map(\.newTexts), workers: workers)
      workers.run(tasks: wave.count) { task, _ in
        wave[task].rows.putIDs(ids[task], symbolColumns: symbolColumns)
        wave[task].newTexts = NewTexts()
      }
      for (number, reader) in wave.enumerated() {
        let progress = Double(pieces.bounds[start + number + 1]) / Double(pieces.bytes.count)
        rows.append(reader.rows, progress: progress)
      }
      start = end
    }
    return rows
  }

  private func read(
    _ pieces: FactPieces, _ piece: Int, with reader: PieceReader, _ known: SymbolTable
  ) {
    reader.rows.removeAll()
    reader.interner.reset()
    let length = pieces.bounds[piece + 1] - pieces.bounds[piece]
    do throws(LineFault) {
      try scanAll(pieces, piece, of: length, reader.block, &reader.rows) { fields in
        reader.interner.resolve(fields, frozen: known)
      }
      reader.newTexts = reader.interner.finished()
    } catch {
      reader.fault = error
    }
  }
}
