import Relations

extension LineScanner {
  /// Reads all pieces of a file.
  ///
  /// With several threads, pieces are read in waves: each gives texts that the table does not hold numbers of its
  /// own, and after each wave the table takes them up in the order of the pieces. So ids come out as one thread
  /// gives them, and the more the table holds, the less is left to be taken up.
  func read(
    _ pieces: FactPieces, symbols: inout SymbolTable, workers: Workers
  ) throws(LineFault) -> Relation {
    // Of the shortest texts there are only so many, and the longer ones take three bytes at least.
    let mostNew = pieces.bytes.count / 3 + 1 << 16
    let isShared =
      workers.count > 1 && pieces.count > 1 && symbols.count + mostNew < Int(FieldInterner.newTexts)
    var rows =
      isShared
      ? try readTogether(pieces, symbols: &symbols, workers: workers)
      : try readInOrder(pieces, symbols: &symbols)
    return rows.takeRelation(workers: workers)
  }

  private func readInOrder(_ pieces: FactPieces, symbols: inout SymbolTable) throws(LineFault) -> FactRows {
    var rows = FactRows(arity: layout.columns.count)
    let block = RowBlock(arity: rows.arity, symbolCount: symbolColumns.count)
    for piece in 0..<pieces.count {
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
  private func readTogether(
    _ pieces: FactPieces, symbols: inout SymbolTable, workers: Workers
  ) throws(LineFault) -> FactRows {
    var read: [FactRows.Piece] = []
    read.reserveCapacity(pieces.count)
    var start = 0
    while start < pieces.count {
      // The first waves are short: what they find new is known to the next ones, however often it comes there.
      let end = min(start + min(max(workers.count, start), workers.count * 8), pieces.count)
      for _ in start..<end { read.append(FactRows.Piece(rows: FactRows(arity: layout.columns.count))) }
      read.withUnsafeMutableBufferPointer { read in
        nonisolated(unsafe) let read = read
        workers.run(tasks: end - start) { task, _ in
          read[start + task] = readPiece(pieces, start + task, symbols)
        }
      }
      for piece in start..<end { if let fault = read[piece].fault { throw fault } }
      let ids = symbols.adopt(read[start..<end].map(\.newTexts), workers: workers)
      for piece in start..<end {
        read[piece].ids = ids[piece - start]
        read[piece].newTexts = NewTexts()
      }
      start = end
    }
    return FactRows(&read, arity: layout.columns.count, symbolColumns: symbolColumns, workers: workers)
  }

  private func readPiece(_ pieces: FactPieces, _ piece: Int, _ known: SymbolTable) -> FactRows.Piece {
    var result = FactRows.Piece(rows: FactRows(arity: layout.columns.count))
    let block = RowBlock(arity: layout.columns.count, symbolCount: symbolColumns.count)
    var interner = FieldInterner(columns: symbolColumns.count, capacity: block.capacity * symbolColumns.count)
    let length = pieces.bounds[piece + 1] - pieces.bounds[piece]
    do throws(LineFault) {
      try scanAll(pieces, piece, of: length, block, &result.rows) { fields in
        interner.resolve(fields, frozen: known)
      }
      result.newTexts = interner.finished()
    } catch {
      result.fault = error
    }
    return result
  }
}
