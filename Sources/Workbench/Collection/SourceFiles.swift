import Extraction
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

  /// What is kept of a file with zero bytes near its beginning, which is no text: enough to say what it is.
  private static let binaryPrefix = 1 << 16

  /// Reads and digests every file of a scan but the graph that is to be written anew.
  init(scan: CollectionScan, excluding output: String) {
    let older = GraphFile.stands(at: output) ? URL(fileURLWithPath: output).standardizedFileURL.path : nil
    for entry in scan.entries where URL(fileURLWithPath: entry.path).standardizedFileURL.path != older {
      do {
        let bytes = try InputFile.bytes(of: entry.path)
        let beginning = bytes.prefix(SourceFiles.binaryPrefix)
        files.append(File(entry: entry, bytes: beginning.contains(0) ? Array(beginning) : bytes))
        sources.append(
          BuildRecord.Source(
            path: entry.collection + "/" + entry.relativePath, contentHash: SHA256.hexDigest(of: bytes),
            size: bytes.count, modified: 0))
      } catch {
        refusals.append("\(error)")
      }
    }
  }

  /// What the next build is to know: of each file its digest, and what its reading depended on.
  func record(key: String, _ extraction: CollectionExtraction) -> BuildRecord {
    var digests: [String: UInt64] = [:]
    for (talk, digest) in zip(extraction.contents.talks, extraction.digests) {
      digests[talk.collection + "/" + talk.path] = digest
    }
    return BuildRecord(
      key: key,
      entries: sources.map { source in
        let cache = digests[source.path].map { digest in
          stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: digest >> UInt64($0)) }
        }
        return BuildRecord.Entry(source: source, cache: cache ?? [])
      })
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
