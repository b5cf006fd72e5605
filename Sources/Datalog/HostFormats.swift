/// What a host reads and writes for a program because the library, which depends on nothing, cannot.
///
/// What is left out is refused with a message that says so.
public struct HostFormats {
  /// Where a file of facts lies, for messages; without it, it is called as the program calls it.
  public var path: ((_ name: String) -> String)?
  /// Unpacks a gzip file of a name.
  public var unpack: ((_ name: String, _ bytes: [UInt8]) throws -> [UInt8])?
  /// Lends the bytes of a file of a name for as long as they are read; without it, ``DatalogRun/readFacts`` gives them.
  ///
  /// The bytes must stay as they are: those of a mapped file do not if somebody writes to the file meanwhile.
  public var lend: ((_ name: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void) throws -> Void)?
  /// Opens an output file, as ``DatalogRun/openOutput`` does, whose bytes are packed with gzip on the way.
  public var openPacked: ((_ name: String) throws -> (ArraySlice<UInt8>) throws -> Void)?
  /// Calls back with every row of a table or view of a SQLite database.
  public var readTable:
    (
      (_ database: String, _ table: String, _ columnCount: Int, _ row: ([TableCell]) throws -> Void) throws ->
        Void
    )?
  /// Writes an answer into a table of a SQLite database, in place of the rows that are there.
  public var writeTable: ((_ database: String, _ table: String, _ answer: AnswerRelation) throws -> Void)?

  /// Offers nothing yet.
  public init() {}
}

/// One value of a row of a database.
public enum TableCell: Sendable, Equatable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
}
