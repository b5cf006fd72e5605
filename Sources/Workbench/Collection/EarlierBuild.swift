import Extraction
import KnowledgeGraph

/// What the graph that stands at the output was built of, for talks that have not changed since.
struct EarlierBuild: Sendable {
  private var records: [String: TalkRecord] = [:]
  private var entities: [String: EntityRecord] = [:]
  private var digests: [String: UInt64] = [:]

  /// Recalls the build of a graph file; nothing if there is none, or it was built of other data.
  ///
  /// - Parameters:
  ///   - output: the graph file.
  ///   - key: stands for the data that a build must have had to be of use.
  ///   - isIgnored: whether to recall nothing in any case.
  init(output: String, key: String, isIgnored: Bool) {
    guard !isIgnored, let file = try? GraphFile(path: output), (try? file.buildKey()) == key,
      let record = try? file.buildRecord(), let contents = try? file.graph.contents()
    else { return }
    for entry in record.entries where entry.cache.count == 8 {
      digests[entry.source.path] = entry.cache.reduce(0) { $0 << 8 | UInt64($1) }
    }
    for talk in contents.talks { records[talk.collection + "/" + talk.path] = talk }
    entities = Dictionary(contents.entities.map { ($0.id, $0) }) { first, _ in first }
  }

  /// What was found in a talk with the same bytes.
  func reading(of talk: CollectionExtraction.Talk) -> EarlierReading? {
    let path = talk.collection + "/" + talk.transcript.source.path
    guard let digest = digests[path], let record = records[path], record.contentHash == talk.hash else {
      return nil
    }
    return EarlierReading(record: record, entities: entities, digest: digest)
  }
}
