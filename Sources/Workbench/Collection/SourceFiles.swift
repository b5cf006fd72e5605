import Foundation
import KnowledgeGraph

/// The bytes of a collection's files, and which of them could not be had.
struct SourceFiles: Sendable {
  /// A file's place, collection and bytes.
  struct File: Sendable {
    var entry: CollectionScan.Entry
    var bytes: [UInt8]
  }

  private(set) var files: [File] = []
  private(set) var sources: [BuildRecord.Source] = []
  private(set) var refusals: [String] = []

  /// Reads and digests every file of a scan but the one that is to be written.
  init(scan: CollectionScan, excluding output: String) {
    let outputPath = URL(fileURLWithPath: output).standardizedFileURL.path
    for entry in scan.entries where URL(fileURLWithPath: entry.path).standardizedFileURL.path != outputPath {
      do {
        let bytes = try InputFile.bytes(of: entry.path)
        files.append(File(entry: entry, bytes: bytes))
        sources.append(
          BuildRecord.Source(
            path: entry.collection + "/" + entry.relativePath, contentHash: SHA256.hexDigest(of: bytes),
            size: bytes.count, modified: 0))
      } catch {
        refusals.append("\(error)")
      }
    }
  }

  /// What the next build is to know.
  func record(key: String) -> BuildRecord {
    BuildRecord(key: key, entries: sources.map { BuildRecord.Entry(source: $0, cache: []) })
  }
}

/// The user's own lexicons and corrections.
struct CompanionFiles: Sendable {
  let lexicons: [ProgramData.File]
  let corrections: [ProgramData.File]

  /// Reads them.
  ///
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)``: what a user says of names is never silently left out.
  init(lexicons: [String], corrections: [String]) throws(WorkbenchError) {
    self.lexicons = try CompanionFiles.read(lexicons)
    self.corrections = try CompanionFiles.read(corrections)
  }

  private static func read(_ paths: [String]) throws(WorkbenchError) -> [ProgramData.File] {
    var files: [ProgramData.File] = []
    for path in paths { files.append(ProgramData.File(path: path, text: try InputFile.text(of: path))) }
    return files
  }
}
