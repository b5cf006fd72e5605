/// The numbers that writer and reader of graph files agree on.
struct GraphFileFormat: Equatable {
  let schema: Int
  /// Bytes of a chunk but the last; a whole number of words of either size.
  let chunkLength: Int

  /// As files are written: four chunks fill a large page, so that SQLite lends them as they lie there, and a row that
  /// is looked up costs an eighth of what it costs in the first files.
  static let current = GraphFileFormat(schema: 2, chunkLength: 8128)
  /// As the first files were written, which do not say how long their chunks are.
  static let first = GraphFileFormat(schema: 1, chunkLength: 1 << 16)

  /// "TkGr", in SQLite's header.
  static let applicationID: Int32 = 0x546b_4772

  /// Bytes of a database page: small for a small file's sake, large for a large one's speed.
  static func pageLength(forBytes bytes: Int) -> Int { bytes < 1 << 22 ? 4096 : 32768 }

  /// The column that holds all terms' bytes, and the one that tells where each begins.
  static let termText = "terms.text"
  static let termOffsets = "terms.offsets"

  static func chunkID(column: Int, number: Int) -> Int { column << 32 | number }

  static let tables = """
    CREATE TABLE metadata (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE tables (name TEXT PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE predicates (
      name TEXT PRIMARY KEY, subject TEXT NOT NULL, object TEXT NOT NULL, rows INTEGER NOT NULL,
      stated INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE columns (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, ordering TEXT NOT NULL, length INTEGER NOT NULL
    );
    CREATE TABLE chunks (id INTEGER PRIMARY KEY, checksum INTEGER NOT NULL, bytes BLOB NOT NULL);
    CREATE TABLE build (
      path TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
      checksum INTEGER NOT NULL, cache BLOB NOT NULL
    );
    """
}

/// A number that almost surely changes when any bit of the bytes does.
///
/// Not cryptographic. Four lanes multiply side by side, so that it costs less than copying the bytes.
func checksum(_ bytes: UnsafeRawBufferPointer) -> Int64 {
  let prime: UInt64 = 0x9e37_79b1_85eb_ca87
  var lanes: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, UInt64(bytes.count))
  let whole = bytes.count & ~31
  for offset in stride(from: 0, to: whole, by: 32) {
    lanes.0 = mix(lanes.0, bytes.word(at: offset), prime)
    lanes.1 = mix(lanes.1, bytes.word(at: offset + 8), prime)
    lanes.2 = mix(lanes.2, bytes.word(at: offset + 16), prime)
    lanes.3 = mix(lanes.3, bytes.word(at: offset + 24), prime)
  }
  for byte in bytes[whole...] { lanes.0 = mix(lanes.0, UInt64(byte), prime) }
  var sum = lanes.0
  sum = mix(sum, lanes.1, prime)
  sum = mix(sum, lanes.2, prime)
  sum = mix(sum, lanes.3, prime)
  return Int64(bitPattern: sum ^ sum >> 29)
}

/// One to one in each of its two words, so that no change of a single word goes unseen.
@inline(__always)
private func mix(_ state: UInt64, _ word: UInt64, _ prime: UInt64) -> UInt64 {
  let mixed = (state ^ word) &* prime
  return mixed << 31 | mixed >> 33
}

extension UnsafeRawBufferPointer {
  @inline(__always)
  fileprivate func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
