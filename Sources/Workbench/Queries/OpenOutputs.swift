import Datalog

/// The answer files and databases being written, all finished at the end.
///
/// A class because the closures that write share it.
final class OpenOutputs {
  private let folder: String
  private var files: [OutputFile] = []
  private var packers: [(packer: GzipPacker, file: OutputFile)] = []
  private var databases: [(path: String, database: AnswerDatabase)] = []

  init(folder: String) { self.folder = folder }

  /// Opens a file of answers.
  func open(_ name: String) throws(WorkbenchError) -> OutputFile {
    let file = try OutputFile(path: name.hasPrefix("/") || folder == "." ? name : folder + "/" + name)
    files.append(file)
    return file
  }

  /// Opens a file whose bytes are packed with gzip on their way.
  func openPacked(_ name: String) throws(WorkbenchError) -> (ArraySlice<UInt8>) throws -> Void {
    let file = try open(name)
    let packer = GzipPacker()
    packers.append((packer, file))
    return { bytes in
      try packer.pack(bytes) { (packed: [UInt8]) throws(WorkbenchError) in try file.write(packed) }
    }
  }

  /// The database at a path, which several relations may share.
  func database(_ path: String) throws(WorkbenchError) -> AnswerDatabase {
    if let open = databases.first(where: { $0.path == path }) { return open.database }
    let database = try AnswerDatabase(path: path)
    databases.append((path, database))
    return database
  }

  /// Puts everything in its place.
  func finish() throws(WorkbenchError) {
    for (packer, file) in packers {
      try packer.pack([], isLast: true) { (packed: [UInt8]) throws(WorkbenchError) in try file.write(packed) }
    }
    for (_, database) in databases { try database.finish() }
    for file in files { try file.finish() }
  }
}
