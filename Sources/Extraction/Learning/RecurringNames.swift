import KnowledgeGraph
import Transcripts

/// Names of persons and bodies that no lexicon lists and no source marks, but that recur: `Petra Vance`, `Marlow Labs`.
///
/// Only names whose own words tell their kind are taken: a known given name before a capitalised word, or a last word
/// such as `University`. A known name inside a longer one (`Marlow Labs Hackathon`) leaves only events. What comes near a known person's name is left to be repaired.
enum RecurringNames {
  private static let longest = 4
  /// In how many sentences a name must stand.
  private static let least = 2

  /// Sightings in one sentence, each a lesson that counts only together with others.
  static func sightings(
    in bytes: [UInt8], sentence: Int, talk: Int, isChinese: Bool, knowledge: BaseKnowledge
  ) -> [Lesson] {
    let runs = capitalisedRuns(in: bytes, isChinese: isChinese, knowledge: knowledge)
    guard !runs.isEmpty else { return [] }
    let known = knowledge.table.candidates(in: bytes).filter { !$0.uses.isEmpty }
    return runs.compactMap { run in
      let inside = known.filter { $0.range.overlaps(run) }
      guard inside.allSatisfy({ run.strictlyContains($0.range) }) else { return nil }
      let name = String(decoding: bytes[run], as: UTF8.self)
      guard let kind = kind(of: name, knowledge), inside.isEmpty || kind == .event else { return nil }
      return Lesson(source: .recurrence, names: [name], kind: kind, talk: talk, sentence: sentence)
    }
  }

  /// Those of some sightings that recur or that their sentence explains, one a name, in order.
  static func recurring(among sightings: [Lesson], words: WordCounts) -> [Lesson] {
    var byName: [String: [Lesson]] = [:]
    for lesson in sightings where lesson.source == .recurrence {
      byName[lesson.names[0], default: []].append(lesson)
    }
    let explained = sightings.filter { $0.source == .apposition }.compactMap { lesson in
      var lesson = lesson
      lesson.names.removeAll { isOrdinary($0, words) }
      return lesson.names.isEmpty ? nil : lesson
    }
    return Lesson.sorted(
      explained
        + byName.compactMap { name, lessons in
          let places = Set(lessons.map { [$0.talk, $0.sentence] })
          let isOrdinary = NameShape.words(name).contains { words.isOrdinary($0.utf8) }
          return places.count >= least && !isOrdinary ? Lesson.sorted(lessons).first : nil
        })
  }

  /// Whether a name is made of the language's words; the last word of a body's name (`Robotics`) may be one.
  private static func isOrdinary(_ name: String, _ words: WordCounts) -> Bool {
    let parts = NameShape.words(name)
    let telling =
      parts.count > 1
        && AppositionCues.bodyEndings.contains(
          name.lowercased().split(separator: " ").last.map(String.init) ?? "")
      ? parts.dropLast() : parts
    return telling.contains { ($0.first?.isUppercase ?? false) && words.isOrdinary($0.utf8) }
  }

  /// Whether a name may be a known one misheard: then it is left to be repaired.
  static func isNearKnown(_ name: String, _ kind: EntityKind, _ knowledge: BaseKnowledge) -> Bool {
    let parts = NameShape.words(name)
    guard kind == .person, parts.count > 1, let last = parts.last else { return false }
    return isNearKnownPerson(String(parts[0]), String(last), knowledge)
  }

  private static func kind(of name: String, _ knowledge: BaseKnowledge) -> EntityKind? {
    if let kind = knowledge.kinds.kind(endingOf: name) { return kind }
    let words = NameShape.words(name)
    guard words.count == 2, NameShape.mayBePerson(name), knowledge.givenNames.contains(String(words[0])),
      !isNearKnownPerson(String(words[0]), String(words[1]), knowledge)
    else { return nil }
    return .person
  }

  /// Whether a known person has one of the two names and nearly the other.
  private static func isNearKnownPerson(_ given: String, _ surname: String, _ knowledge: BaseKnowledge)
    -> Bool
  {
    func isNear(_ a: String, _ b: String) -> Bool {
      DoubleMetaphone(a.utf8).soundsLike(DoubleMetaphone(b.utf8))
        || EditDistance.similarity(Array(a.lowercased().utf8), Array(b.lowercased().utf8)) >= 0.5
    }
    func others(of name: String) -> [[String]] {
      (knowledge.personsByPart[name] ?? []).flatMap { knowledge.catalog[$0].names }
        .map { NameShape.parts(ofPerson: $0.text) }.filter { $0.count == 2 }
    }
    return others(of: surname).contains { $0[1] == surname && isNear($0[0], given) }
      || others(of: given).contains { $0[0] == given && isNear($0[1], surname) }
  }

  /// Two to four capitalised words with single spaces between them; an English sentence's first word does not count
  /// unless it is a given name.
  private static func capitalisedRuns(
    in bytes: [UInt8], isChinese: Bool, knowledge: BaseKnowledge
  ) -> [Range<Int>] {
    var runs: [[Range<Int>]] = []
    var current: [Range<Int>] = []
    for (place, word) in LatinWords.ranges(in: bytes).enumerated() {
      let isName = LatinWords.isCapital(bytes[word.lowerBound]) && word.count > 1
      let follows =
        current.last.map { word.lowerBound == $0.upperBound + 1 && bytes[$0.upperBound] == 0x20 } ?? true
      if !isName || !follows {
        runs.append(current)
        current = []
      }
      let opensSentence = place == 0 && !isChinese
      let isGiven = { knowledge.givenNames.contains(String(decoding: bytes[word], as: UTF8.self)) }
      if isName, !opensSentence || isGiven() { current.append(word) }
    }
    runs.append(current)
    return runs.filter { (2...longest).contains($0.count) }.map {
      $0[0].lowerBound..<$0[$0.count - 1].upperBound
    }
  }
}
