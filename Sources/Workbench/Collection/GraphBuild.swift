import Extraction
import Foundation
import KnowledgeGraph

/// The whole way from a folder of talks to a graph file.
///
/// Talks are read, the collection's own names are learnt, mentions and statements found, and the graph written to a
/// temporary name and moved into place. If nothing that the result depends on has changed since the file that
/// stands there was built, it is left as it is.
public struct GraphBuild: Sendable {
  /// How far a build is.
  public struct Progress: Sendable {
    public var done: Int
    public var total: Int
    public var what: String
  }

  private let paths: [String]
  private let output: String
  private let collection: String?
  private let lexicons: [String]
  private let data: ProgramData
  private let isForced: Bool

  /// Describes a build.
  ///
  /// - Parameters:
  ///   - paths: folders and files to read.
  ///   - output: the graph file to write.
  ///   - collection: the collection's name, in place of the folders' names.
  ///   - lexicons: lexicon files of the user's, besides those found beside the talks.
  ///   - data: the ontology, lexicon and patterns to read by.
  ///   - isForced: whether to build even if nothing has changed.
  public init(
    paths: [String], output: String, collection: String? = nil, lexicons: [String] = [],
    data: ProgramData = .embedded, isForced: Bool = false
  ) {
    self.paths = paths
    self.output = output
    self.collection = collection
    self.lexicons = lexicons
    self.data = data
    self.isForced = isForced
  }

  /// Builds.
  ///
  /// - Parameter progress: called as the work goes on, from one thread at a time.
  /// - Returns: what was done.
  /// - Throws: ``WorkbenchError`` for what cannot be read, `GraphFileError` for what cannot be written.
  public func run(progress: (Progress) -> Void = { _ in }) throws -> BuildReport {
    let clock = ContinuousClock()
    let start = clock.now
    let scan = try CollectionScan(paths: paths, collection: collection)
    let companions = try CompanionFiles(
      lexicons: scan.lexicons + lexicons, corrections: scan.corrections)
    let files = SourceFiles(scan: scan, excluding: output)
    let key = buildKey(companions: companions)
    if !isForced, let known = unchangedGraph(key: key, files: files) {
      let unread = TranscriptSet.refusals(of: files, knownHashes: Set(try known.talks().map(\.contentHash)))
      return BuildReport(
        counts: known.counts, isUnchanged: true, refusals: scan.refusals + files.refusals + unread,
        output: output, seconds: seconds(since: start))
    }
    let transcripts = try TranscriptSet(files: files, progress: progress)
    progress(Progress(done: 0, total: 1, what: "finding names"))
    let extractionData = try ExtractionData(data)
    let earlier = EarlierBuild(output: output, key: key, isIgnored: isForced)
    let extraction = CollectionExtraction.extract(
      from: transcripts.talks, data: extractionData,
      userLexicons: companions.lexicons.map { ($0.path, $0.text) },
      corrections: Corrections(
        joining: companions.corrections.map { Corrections(path: $0.path, text: $0.text) }),
      earlier: { earlier.reading(of: $0) })
    guard extraction.problems.isEmpty else {
      throw WorkbenchError.mistakes(extraction.problems.map(\.description))
    }
    let graph = try Graph(extraction.contents, declaring: data.signatures())
    progress(Progress(done: 1, total: 1, what: "writing"))
    try GraphFile.write(graph, build: files.record(key: key, extraction), to: output)
    return BuildReport(
      counts: graph.counts, isUnchanged: false, recalled: extraction.recalled,
      refusals: scan.refusals + files.refusals + transcripts.refusals,
      warnings: transcripts.warnings, output: output, seconds: seconds(since: start))
  }

  /// The graph that stands at the output, if it is what this build would make.
  private func unchangedGraph(key: String, files: SourceFiles) -> Graph? {
    guard let file = try? GraphFile(path: output), (try? file.buildKey()) == key,
      let sources = try? file.buildSources()
    else { return nil }
    let known = Dictionary(sources.map { ($0.path, $0.contentHash) }) { first, _ in first }
    let now = Dictionary(files.sources.map { ($0.path, $0.contentHash) }) { first, _ in first }
    return known == now ? file.graph : nil
  }

  /// Stands for everything the result depends on besides the talks and their bytes.
  private func buildKey(companions: CompanionFiles) -> String {
    var hash = SHA256()
    var parts = [EmbeddedResources.sourceDigest, data.graphDigest]
    parts += (companions.lexicons + companions.corrections).flatMap { [$0.path, $0.text] }
    for part in parts {
      hash.update(Array("\(part.utf8.count) ".utf8))
      hash.update(Array(part.utf8))
    }
    return hash.hexDigest()
  }

  private func seconds(since start: ContinuousClock.Instant) -> Double {
    let duration = start.duration(to: ContinuousClock.now).components
    return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }
}

/// What a build did.
public struct BuildReport: Sendable {
  public var counts: Graph.Counts
  /// Whether the graph that stood there was already what would have been built.
  public var isUnchanged: Bool
  /// Talks taken over from the graph that stood there.
  public var recalled = 0
  /// Files that could not be read as transcripts, each with the reason.
  public var refusals: [String]
  /// What is odd in files that were read.
  public var warnings: [String] = []
  public var output: String
  public var seconds: Double

  /// One line for the user.
  public var summary: String {
    let time = String(format: "%.2f s", seconds)
    if isUnchanged { return "nothing has changed; \(output) is up to date (\(time))" }
    let known = recalled > 0 ? " (\(recalled) unchanged)" : ""
    return "\(output): \(counted(counts.talks, "talk"))\(known), \(counted(counts.sentences, "sentence")), "
      + "\(counted(counts.entities, "entity", plural: "entities")), \(counted(counts.mentions, "mention")), "
      + "\(counted(counts.statements, "statement")) (\(time))"
  }
}

extension ExtractionData {
  /// Reads the files of `Graph/`.
  ///
  /// - Throws: ``WorkbenchError/mistakes(_:)`` with every line that could not be understood.
  init(_ data: ProgramData) throws(WorkbenchError) {
    self.init(
      files: data.graph.map { file in
        (path: file.path.split(separator: "/").dropFirst().joined(separator: "/"), text: file.text)
      })
    guard problems.isEmpty else { throw .mistakes(problems.map(\.description)) }
  }
}
