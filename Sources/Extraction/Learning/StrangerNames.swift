import KnowledgeGraph
import Transcripts

/// The strangers whom one talk explains, each with one kind and with the short form by which the talk calls a body.
struct StrangerNames {
  private(set) var lessons: [Lesson] = []

  private struct Settled {
    var kind: EntityKind
    var rank: Int
    var sentence: Int
  }

  init(_ transcript: Transcript, talk: Int, knowledge: BaseKnowledge) {
    var settled: [String: Settled] = [:]
    for (index, sentence) in transcript.sentences.enumerated() {
      let passage = transcript.passages[sentence.passage]
      guard ![.boilerplate, .gloss, .metadata, .heading].contains(passage.role) else { continue }
      let reading = AppositionLessons(
        sentence.text.utf8, isChinese: passage.language == .chinese, knowledge: knowledge)
      for claim in reading.claims where claim.rank < settled[claim.name]?.rank ?? Int.max {
        settled[claim.name] = Settled(kind: claim.kind, rank: claim.rank, sentence: index)
      }
    }
    guard !settled.isEmpty else { return }
    let persons = Set(settled.filter { $0.value.kind == .person }.keys.flatMap(NameShape.parts(ofPerson:)))
    settled = settled.filter { $0.value.kind == .person || !persons.contains($0.key) }
    let short = Self.shortForms(
      of: settled.filter { $0.value.kind == .organization }.keys.sorted(), knowledge
    )
    .filter { !persons.contains($0.value) && Self.stands($0.value, in: transcript) }
    let merged = Set(short.values)
    for (name, what) in settled where !merged.contains(name) {
      let names = [name] + [short[name]].compactMap { $0 }
      lessons.append(
        Lesson(source: .apposition, names: names, kind: what.kind, talk: talk, sentence: what.sentence))
    }
    lessons = Lesson.sorted(lessons)
  }

  /// What a body's name is without its last word (`Brightwave` of `Brightwave Robotics`), where that is nobody else's.
  private static func shortForms(of names: [String], _ knowledge: BaseKnowledge) -> [String: String] {
    var result: [String: String] = [:]
    var owners: [String: Int] = [:]
    for name in names {
      let words = NameShape.words(name)
      guard (2...3).contains(words.count), let last = words.last,
        AppositionCues.bodyEndings.contains(last.lowercased())
      else { continue }
      let short = words.dropLast().joined(separator: " ")
      guard short.count > 2, knowledge.table.usesOfAnyCase(of: short).isEmpty,
        !knowledge.givenNames.contains(short)
      else { continue }
      result[name] = short
      owners[short, default: 0] += 1
    }
    return result.filter { owners[$0.value] == 1 }
  }

  /// Whether a name stands in the talk as a whole run of capitalised words.
  private static func stands(_ name: String, in transcript: Transcript) -> Bool {
    transcript.sentences.contains { sentence in
      let words = CapitalWords(sentence.text.utf8)
      return words.words.indices.contains { index in
        guard let run = words.run(from: index), !words.isCutLeft(run) else { return false }
        return words.text(run) == name
      }
    }
  }
}
