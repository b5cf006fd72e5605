import Foundation

/// A walk through a folder and those in it, links to folders included.
///
/// Whatever cannot be looked at is told of: a folder that may not be read, a link to nothing, a name that is no
/// UTF-8. A folder met a second time, as links can make it, is passed over.
struct FolderWalk {
  /// Paths from the folder, in byte order.
  private(set) var files: [String] = []
  private(set) var refusals: [String] = []
  private let root: String
  private let isWanted: (String) -> Bool
  private var met: Set<FolderIdentity> = []

  /// Walks.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - isWanted: whether a file or folder of a name is looked at.
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)`` if the folder itself cannot be read.
  init(path: String, isWanted: @escaping (String) -> Bool) throws(WorkbenchError) {
    root = path
    self.isWanted = isWanted
    if let reason = walk("") { throw .unreadable(path: path, reason: reason) }
    files.sort(by: FolderWalk.precede)
    refusals.sort(by: FolderWalk.precede)
  }

  /// Where a file is.
  func path(of file: String) -> String {
    if file.isEmpty { return root }
    return root.hasSuffix("/") ? root + file : root + "/" + file
  }

  /// Walks a folder; returns the reason why it cannot.
  private mutating func walk(_ folder: String) -> String? {
    guard let identity = FolderIdentity(of: path(of: folder)), met.insert(identity).inserted else {
      return nil
    }
    guard let stream = opendir(path(of: folder)) else { return systemReason(errno) }
    defer { closedir(stream) }
    let prefix = folder.isEmpty ? "" : folder + "/"
    while let name = FolderWalk.nextName(stream) {
      guard let text = String(validating: name, as: UTF8.self) else {
        refuse(prefix + String(decoding: name, as: UTF8.self), "its name is not UTF-8")
        continue
      }
      if isWanted(text) { add(prefix + text) }
    }
    return nil
  }

  private mutating func add(_ file: String) {
    switch FileKind(of: path(of: file)) {
    case .regular: files.append(file)
    case .folder: if let reason = walk(file) { refuse(file, reason) }
    case .missing: refuse(file, "it is a link to nothing")
    case .hidden(let reason): refuse(file, reason)
    case .other: refuse(file, "it is neither a file nor a folder")
    }
  }

  private mutating func refuse(_ file: String, _ reason: String) {
    refusals.append(WorkbenchError.unreadable(path: path(of: file), reason: reason).description)
  }

  /// The bytes of the next name; nil after the last.
  private static func nextName(_ stream: OpaquePointer) -> [UInt8]? {
    guard let entry = readdir(stream) else { return nil }
    return withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
  }

  private static func precede(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }
}

/// What tells folders apart, whatever path leads to them.
private struct FolderIdentity: Hashable {
  let device: UInt64
  let number: UInt64

  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
