import Relations

/// Reads fact files straight from their bytes into words.
///
/// Lines are shared out among threads in pieces of the file. Symbols get their ids in the order in which they first
/// stand in the file, whatever the number of threads.
public struct FactLoader {
  private let file: String
  private let layout: FactLayout
  /// About how many bytes of a file are one thread's task.
  var pieceSize = 1 << 19
  /// Asked between pieces whether reading may go on; where it may not, some rows are left out.
  var budget: LoadBudget?

  /// Prepares for a file of the given columns.
  public init(file: String, columns: [Column], format: FactFormat = .tabSeparated) {
    self.file = file
    layout = FactLayout(columns: columns, format: format)
  }

  /// Reads all lines.
  ///
  /// - Throws: ``FactError`` at the first line that is not a row.
  public func load(
    _ bytes: [UInt8], symbols: inout SymbolTable, workers: Workers = Workers(count: 1)
  ) throws(FactError) -> Relation {
    try bytes.withUnsafeBufferPointer { bytes throws(FactError) in
      try load(bytes, symbols: &symbols, workers: workers)
    }
  }

  /// Reads all lines of bytes that are only lent.
  ///
  /// - Throws: ``FactError`` at the first line that is not a row.
  public func load(
    _ bytes: UnsafeBufferPointer<UInt8>, symbols: inout SymbolTable, workers: Workers = Workers(count: 1)
  ) throws(FactError) -> Relation {
    let start = startOfRows(bytes)
    guard !layout.columns.isEmpty else { return Relation(arity: 0, rows: start < bytes.count ? [0] : []) }
    do throws(LineFault) {
      if let scanner = LineScanner(layout) {
        let pieces = FactPieces(bytes, from: start, size: pieceSize)
        if pieces.longest <= LineScanner.longestPiece {
          return try scanner.read(pieces, symbols: &symbols, workers: workers, budget)
        }
      }
      var reader = LineReader(bytes, layout)
      return try reader.read(from: start, symbols: &symbols, budget)
    } catch {
      let line = bytes[..<error.offset].reduce(1) { $0 + ($1 == 0x0a ? 1 : 0) }
      throw FactError(file: file, line: line, message: error.message)
    }
  }

  /// Where the first row begins: behind a byte order mark and a header.
  private func startOfRows(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    guard layout.format.hasHeaders else { return start }
    return bytes[start...].firstIndex(of: 0x0a).map { $0 + 1 } ?? bytes.count
  }
}

/// A file cut into pieces of whole lines.
struct FactPieces {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where each piece begins; the last one's end.
  let bounds: [Int]

  /// Cuts at the first line end past each multiple of a size.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, size: Int) {
    self.bytes = bytes
    var bounds = [start]
    var position = start
    while bytes.count - position > size {
      position += size
      while position < bytes.count, bytes[position - 1] != 0x0a { position += 1 }
      bounds.append(position)
    }
    if position < bytes.count { bounds.append(bytes.count) }
    self.bounds = bounds
  }

  var count: Int { bounds.count - 1 }

  var longest: Int { (0..<count).map { bounds[$0 + 1] - bounds[$0] }.max() ?? 0 }
}
