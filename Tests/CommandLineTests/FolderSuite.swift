import Foundation

/// A suite whose tests work on files in a folder of their own.
protocol FolderSuite {
  var folder: URL { get }
}

extension FolderSuite {
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file, with the folders that it lies in.
  func write(_ text: String, to name: String) throws {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// What lies in the folder, or in one below it.
  func names(in name: String = "") -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()) ?? []
  }
}
