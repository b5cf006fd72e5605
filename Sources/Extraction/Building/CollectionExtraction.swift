import Dispatch
import KnowledgeGraph
import Transcripts

/// All that was found in the talks of a collection.
///
/// Two passes: the first gathers what every talk teaches (labels, lists, glosses, titles), the second finds names,
/// speakers and statements in each talk with what all of them taught. Talks are independent within a pass; their
/// results are joined in the order of their paths, so that threads and input order change nothing.
public struct CollectionExtraction: Sendable {
  /// One talk to be read.
  public struct Talk: Sendable {
    public let collection: String
    public let transcript: Transcript
    /// SHA-256 of the source file, in lowercase hexadecimal.
    public let hash: String

    public init(collection: String, transcript: Transcript, hash: String) {
      self.collection = collection
      self.transcript = transcript
      self.hash = hash
    }
  }

  public let contents: GraphContents
  /// What in the user's own files could not be understood or applied.
  public let problems: [DataProblem]
  /// Mentions that were left out because the source's bytes do not read as the mention's words.
  public let ungroundedMentions: Int
  /// For each talk of the contents: stands for all that its reading depends on besides its own bytes, the data and
  /// the user's own files.
  public let digests: [UInt64]
  /// How many talks were not read again.
  public let recalled: Int

  /// Finds who and what talks name, who speaks, and what is stated.
  ///
  /// - Parameters:
  ///   - talks: in any order.
  ///   - data: the files of `Graph/`.
  ///   - userLexicons: in the lexicon's format; their word wins over the built-in ones.
  ///   - corrections: what a person has decided; applied last.
  ///   - earlier: what an earlier build, of the same data and the user's same files, found in an unchanged talk.
  ///   - parallelism: how many talks are read at once; 0 for as many as there are.
  /// - Returns: the graph's contents, talks by path and entities by id.
  /// - Complexity: linear in the text, besides building the name table.
  public static func extract(
    from talks: [Talk], data: ExtractionData, userLexicons: [(path: String, text: String)] = [],
    corrections: Corrections = Corrections(), earlier: @Sendable (Talk) -> EarlierReading? = { _ in nil },
    parallelism: Int = 0
  ) -> CollectionExtraction {
    let talks = talks.sorted { ($0.transcript.source.path, $0.hash) < ($1.transcript.source.path, $1.hash) }
    let lexicons = userLexicons.map { LexiconFile(path: $0.path, text: $0.text) }
    let base = data.base(with: lexicons)
    let taught = concurrently(talks.count, parallelism) { index in
      (
        TalkLessons(talks[index].transcript, talk: index, knowledge: base),
        WordCounts(talks[index].transcript)
      )
    }
    let words = WordCounts(joining: taught.map(\.1))
    let recurring = RecurringNames.recurring(among: taught.flatMap(\.0.sightings), words: words)
    let lessons = taught.flatMap(\.0.lessons) + recurring
    let knowledge = CollectionKnowledge(base: base, lessons: lessons, corrections: corrections)
    let ids = TalkIdentity.ids(of: talks.map(\.transcript))
    let taughtDigest = Lesson.digest(of: lessons)
    let digests = taught.map { taughtDigest ^ words.digest(ofWordsIn: $0.1) }
    let found = concurrently(talks.count, parallelism) { index in
      if let reading = earlier(talks[index]), reading.digest == digests[index],
        reading.record.id == ids[index]
      {
        return FoundTalk(record: reading.record, entities: reading.entities, isRecalled: true)
      }
      let talk = TalkExtraction(
        talks[index], id: ids[index], knowledge: knowledge, words: words, finder: data.statements)
      return FoundTalk(
        record: talk.record, entities: talk.entities, ungroundedMentions: talk.ungroundedMentions)
    }
    return CollectionExtraction(
      contents: GraphContents(
        entities: Self.union(of: found.map(\.entities)), talks: found.map(\.record)),
      problems: lexicons.flatMap(\.problems) + corrections.problems + knowledge.decisions.problems,
      ungroundedMentions: found.map(\.ungroundedMentions).reduce(0, +), digests: digests,
      recalled: found.count(where: \.isRecalled))
  }

  /// A talk's part of the result, read now or recalled.
  private struct FoundTalk: Sendable {
    var record: TalkRecord
    var entities: [EntityRecord]
    var ungroundedMentions = 0
    var isRecalled = false
  }

  /// Entities by id; the names of the first record that has one come first.
  private static func union(of lists: [[EntityRecord]]) -> [EntityRecord] {
    var byID: [String: EntityRecord] = [:]
    for entity in lists.joined() {
      guard var known = byID[entity.id] else {
        byID[entity.id] = entity
        continue
      }
      known.names += entity.names.filter { !known.names.contains($0) }
      byID[entity.id] = known
    }
    return byID.values.sorted { $0.id < $1.id }
  }

  /// Does some work for each index on several threads and returns the results by index.
  private static func concurrently<Result: Sendable>(
    _ count: Int, _ parallelism: Int, _ work: @Sendable (Int) -> Result
  ) -> [Result] {
    guard parallelism != 1, count > 1 else { return (0..<count).map(work) }
    let width = parallelism > 0 ? min(parallelism, count) : count
    let slots = ResultSlots<Result>(count)
    DispatchQueue.concurrentPerform(iterations: width) { lane in
      for index in stride(from: lane, to: count, by: width) { slots.set(index, work(index)) }
    }
    return slots.results()
  }
}

/// Results of concurrent work, each written once by its own thread.
///
/// A class, and unchecked, because every thread writes to a place of its own and the results are read only after all
/// have finished.
private final class ResultSlots<Result: Sendable>: @unchecked Sendable {
  private let storage: UnsafeMutableBufferPointer<Result?>

  init(_ count: Int) {
    storage = .allocate(capacity: count)
    storage.initialize(repeating: nil)
  }

  deinit {
    storage.deinitialize()
    storage.deallocate()
  }

  func set(_ index: Int, _ result: Result) { storage[index] = result }

  func results() -> [Result] { storage.compactMap { $0 } }
}
