import Foundation

/// What a path holds, told by a file's first bytes.
enum FileSignature: Equatable {
  case missing
  case folder
  /// A device, a pipe, a socket.
  case special
  case unreadable(reason: String)
  case empty
  /// A TalkGraph file, with its schema's version and whether it is as long as its header says.
  case graph(schema: Int, fault: String?)
  /// Something else; what, if known.
  case foreign(found: String?)
}

extension FileSignature {
  private static let headerLength = 100

  init(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(reason: systemReason(errno))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: self = .folder
    case S_IFREG: self = Self.ofFile(path, length: Int(status.st_size))
    default: self = .special
    }
  }

  private static func ofFile(_ path: String, length: Int) -> FileSignature {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return .unreadable(reason: systemReason(errno)) }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: headerLength)
    let count = header.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else { return .unreadable(reason: systemReason(errno)) }
    guard count > 0 else { return .empty }
    return of(Array(header.prefix(count)), length: length)
  }

  /// Reads SQLite's header: page length at 16, format at 18, page count at 28, schema at 60, application at 68.
  private static func of(_ header: [UInt8], length: Int) -> FileSignature {
    guard header.starts(with: Array("SQLite format 3\0".utf8)), header.count == headerLength else {
      return .foreign(found: guess(header))
    }
    guard header.number(at: 68, bytes: 4) == Int(GraphFileFormat.applicationID) else {
      return .foreign(found: "another program's SQLite database")
    }
    let schema = header.number(at: 60, bytes: 4)
    let stored = header.number(at: 16, bytes: 2)
    let expected = header.number(at: 28, bytes: 4) * (stored == 1 ? 65536 : stored)
    if length < expected {
      return .graph(schema: schema, fault: "it is cut short after \(length) of \(expected) bytes")
    }
    if length > expected {
      return .graph(schema: schema, fault: "it has \(length) bytes where \(expected) were written")
    }
    let isJournalled = header[18] != 1 || header[19] != 1
    return .graph(schema: schema, fault: isJournalled ? "its header was changed" : nil)
  }

  private static func guess(_ header: [UInt8]) -> String? {
    let signatures: [(bytes: [UInt8], name: String)] = [
      (Array("%PDF".utf8), "a PDF document"), ([0x89, 0x50, 0x4e, 0x47], "a PNG picture"),
      ([0xff, 0xd8, 0xff], "a JPEG picture"), ([0x1f, 0x8b], "a gzip archive"),
      (Array("PK\u{3}\u{4}".utf8), "a zip archive"), ([0x28, 0xb5, 0x2f, 0xfd], "a zstd archive"),
      ([0x7f, 0x45, 0x4c, 0x46], "a program"), (Array("<?xml".utf8), "an XML file"),
      (Array("{".utf8), "a JSON file"),
      (Array("SQLite format 3".utf8), "the beginning of an SQLite database"),
    ]
    if let known = signatures.first(where: { header.starts(with: $0.bytes) }) { return known.name }
    let isText = header.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
    return isText ? "a text file" : nil
  }

  /// Throws unless the file is a graph that this program reads.
  func requireGraph(at path: String) throws(GraphFileError) {
    switch self {
    case .missing: throw .notFound(path: path)
    case .folder: throw .isFolder(path: path)
    case .special: throw .notAGraph(path: path, found: nil)
    case .unreadable(let reason): throw .cannotRead(path: path, reason: reason)
    case .empty: throw .notAGraph(path: path, found: "an empty file")
    case .foreign(let found): throw .notAGraph(path: path, found: found)
    case .graph(let schema, let fault):
      guard schema <= GraphFileFormat.current.schema else {
        throw .newerSchema(path: path, schema: schema, known: GraphFileFormat.current.schema)
      }
      if let fault { throw .damaged(path: path, what: fault) }
    }
  }

  /// Throws unless a graph may be written there.
  func requireReplaceable(at path: String) throws(GraphFileError) {
    switch self {
    case .missing, .empty, .graph: return
    case .folder: throw .isFolder(path: path)
    case .special: throw .cannotWrite(path: path, reason: "it is not an ordinary file")
    case .unreadable(let reason): throw .cannotWrite(path: path, reason: reason)
    case .foreign(let found): throw .wouldReplace(path: path, found: found)
    }
  }
}

/// The system's words for an error number.
func systemReason(_ number: Int32) -> String {
  switch number {
  case ENOSPC, EDQUOT: "the disk is full"
  case EACCES, EPERM: "permission denied"
  case EROFS: "the file system is read-only"
  case ENOENT: "there is no such folder"
  case ENOTDIR: "a part of the path is not a folder"
  case ENAMETOOLONG: "the name is too long"
  default: String(cString: strerror(number)).lowercased()
  }
}

extension [UInt8] {
  /// A big-endian number.
  fileprivate func number(at offset: Int, bytes: Int) -> Int {
    self[offset..<offset + bytes].reduce(0) { $0 << 8 | Int($1) }
  }
}
