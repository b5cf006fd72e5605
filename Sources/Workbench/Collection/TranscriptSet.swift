import Extraction
import Transcripts

/// A collection's files as transcripts, in the order of the scan.
struct TranscriptSet {
  private(set) var talks: [CollectionExtraction.Talk] = []
  /// Files that are no transcript, each with the reason.
  private(set) var refusals: [String] = []
  /// What could not be read as it was meant, with file and line.
  private(set) var warnings: [String] = []

  /// Reads every file.
  ///
  /// - Throws: ``WorkbenchError/nothingReadable(reasons:)`` if none is a transcript.
  init(files: SourceFiles, progress: (GraphBuild.Progress) -> Void) throws(WorkbenchError) {
    for (index, file) in files.files.enumerated() {
      progress(GraphBuild.Progress(done: index, total: files.files.count, what: file.entry.relativePath))
      do {
        let transcript = try TranscriptReading.read(path: file.entry.relativePath, bytes: file.bytes)
        talks.append(
          CollectionExtraction.Talk(
            collection: file.entry.collection, transcript: transcript, hash: files.sources[index].contentHash)
        )
        warnings += transcript.warnings.map { "\(file.entry.path):\($0.line): \($0.reason)" }
      } catch {
        refusals.append("\(file.entry.path): \(error.reason)")
      }
    }
    guard !talks.isEmpty else {
      throw .nothingReadable(reasons: files.refusals + refusals)
    }
  }

  /// The files that an earlier build of the same files could not read as transcripts, each with the reason.
  static func refusals(of files: SourceFiles, knownHashes: Set<String>) -> [String] {
    zip(files.files, files.sources).compactMap { file, source in
      guard !knownHashes.contains(source.contentHash) else { return nil }
      do throws(ReadError) {
        _ = try TranscriptReading.read(path: file.entry.relativePath, bytes: file.bytes)
        return nil
      } catch {
        return "\(file.entry.path): \(error.reason)"
      }
    }
  }
}
