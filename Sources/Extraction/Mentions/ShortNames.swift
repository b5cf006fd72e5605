import KnowledgeGraph
import Transcripts

/// Gives short names to those of the talk whom they may mean: `Altman`, `Sam`, 奥尔特曼.
///
/// The antecedent may also come later. Where several bear the name, those named in the same passage together with
/// what belongs to them come first, then the one named last before.
struct ShortNames {
  let sentences: TalkSentences
  let knowledge: CollectionKnowledge
  let words: WordCounts
  /// Persons whom the talk's labels name.
  let labelled: [EntityIndex]

  /// By person: the sentences that name him, ascending.
  private var anchors: [EntityIndex: [Int]] = [:]

  /// A surname of this length tells a person of the lexicon even where nobody says the whole name.
  private static let tellingLatinLength = 6
  private static let tellingHanLength = 3

  init(_ sentences: TalkSentences, knowledge: CollectionKnowledge, words: WordCounts, labelled: [EntityIndex])
  {
    self.sentences = sentences
    self.knowledge = knowledge
    self.words = words
    self.labelled = labelled
  }

  /// Adds the talk's short names to the board.
  mutating func mark(_ board: inout MentionBoard) {
    for list in board.mentions {
      for mention in list where knowledge.catalog[mention.entity].kind == .person {
        anchors[mention.entity, default: []].append(mention.sentence)
      }
    }
    for person in labelled where anchors[person] == nil { anchors[person] = [0] }
    for sentence in sentences.indices {
      guard let folded = sentences.folded[sentence] else { continue }
      for candidate in knowledge.partTable.candidates(in: folded)
      where board.isFree(candidate.range, inSentence: sentence) {
        guard !sentences.isCut(candidate.range, inSentence: sentence),
          standsAlone(candidate.range, in: sentence, board),
          let (person, confidence) = person(meantBy: candidate, in: sentence, board)
        else { continue }
        board.add(
          Mention(
            sentence: sentence, range: candidate.range, entity: person, method: .shortName,
            confidence: confidence))
      }
    }
  }
}

// MARK: Who is meant

extension ShortNames {
  private func person(
    meantBy candidate: NameTable.Candidate, in sentence: Int, _ board: MentionBoard
  ) -> (EntityIndex, Double)? {
    let bearers = candidate.uses.map(\.entity)
    let present = bearers.filter { anchors[$0] != nil }
    if present.count == 1 { return (present[0], 0.9) }
    if present.count > 1 { return (nearest(present, to: sentence, board), 0.75) }
    let accompanied = bearers.filter { companions(of: $0, around: sentence, board) > 0 }
    if accompanied.count == 1, !isOrdinary(candidate, in: sentence) { return (accompanied[0], 0.65) }
    guard bearers.count == 1, isTelling(candidate, of: bearers[0], in: sentence) else { return nil }
    return (bearers[0], 0.65)
  }

  private func nearest(_ persons: [EntityIndex], to sentence: Int, _ board: MentionBoard) -> EntityIndex {
    func rank(_ person: EntityIndex) -> (Int, Int, EntityIndex) {
      let places = anchors[person] ?? []
      let before = places.last { $0 <= sentence }.map { sentence - $0 }
      let after = places.first { $0 > sentence }.map { ($0 - sentence) + 1_000_000 }
      return (-companions(of: person, around: sentence, board), before ?? after ?? Int.max, person)
    }
    return persons.min { rank($0) < rank($1) } ?? persons[0]
  }

  /// How many of those who belong with a person are named in the same passage.
  private func companions(of person: EntityIndex, around sentence: Int, _ board: MentionBoard) -> Int {
    let passage = sentences.passage(of: sentence)
    var count = 0
    for other in passage.sentences {
      for mention in board.mentions[other]
      where knowledge.catalog[person].associates.contains(mention.entity)
        || knowledge.catalog[mention.entity].associates.contains(person)
      {
        count += 1
      }
    }
    return count
  }

  /// A long surname of one person alone tells him without an antecedent.
  private func isTelling(_ candidate: NameTable.Candidate, of person: EntityIndex, in sentence: Int) -> Bool {
    let text = String(decoding: sentences.bytes(sentence)[candidate.range], as: UTF8.self)
    let isSurname = knowledge.catalog[person].names.contains {
      NameShape.parts(ofPerson: $0.text).last == text && NameShape.parts(ofPerson: $0.text).count > 1
    }
    guard isSurname else { return false }
    if UTF8Decoding.language(of: text) == "zh" { return text.count >= Self.tellingHanLength }
    return text.count >= Self.tellingLatinLength && !isOrdinary(candidate, in: sentence)
  }

  private func isOrdinary(_ candidate: NameTable.Candidate, in sentence: Int) -> Bool {
    words.isOrdinary(sentences.bytes(sentence)[candidate.range])
  }
}

// MARK: What stands beside it

extension ShortNames {
  /// Whether a part is not itself part of somebody else's longer name: `Sam Harris`, 萨姆·哈里斯.
  private func standsAlone(_ range: Range<Int>, in sentence: Int, _ board: MentionBoard) -> Bool {
    let bytes = sentences.bytes(sentence)
    if bytes[range.lowerBound] >= 0xE0 { return !touchesNameDot(range, bytes) }
    if isOrdinary(bytes[range]), isSentenceStart(range.lowerBound, bytes) { return false }
    if let next = wordAfter(range.upperBound, bytes), isStrangeName(next, in: sentence, board) {
      return false
    }
    if let last = wordBefore(range.lowerBound, bytes), isStrangeName(last, in: sentence, board),
      !isSentenceStart(last.lowerBound, bytes)
    {
      return false
    }
    return true
  }

  private func touchesNameDot(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let before = String(decoding: bytes[..<range.lowerBound].suffix(3), as: UTF8.self).last
    let after = String(decoding: bytes[range.upperBound...].prefix(3), as: UTF8.self).first
    return before.map(NameShape.isNameDot) == true || after.map(NameShape.isNameDot) == true
  }

  private func isOrdinary(_ word: ArraySlice<UInt8>) -> Bool { words.isOrdinary(word) }

  /// A capitalised word that is no word of the language and belongs to no other mention.
  private func isStrangeName(_ word: Range<Int>, in sentence: Int, _ board: MentionBoard) -> Bool {
    let bytes = sentences.bytes(sentence)
    return LatinWords.isCapital(bytes[word.lowerBound]) && word.count > 1 && !words.isOrdinary(bytes[word])
      && words.use(of: bytes[word]).contains(.neverSmall) && board.isFree(word, inSentence: sentence)
      && bytes[word].contains { (0x61...0x7A).contains($0) }
  }

  private func wordAfter(_ end: Int, _ bytes: [UInt8]) -> Range<Int>? {
    guard end + 1 < bytes.count, bytes[end] == 0x20, LatinWords.isCapital(bytes[end + 1]) else { return nil }
    return end + 1..<(bytes[(end + 1)...].firstIndex { !LatinWords.isASCIILetter($0) } ?? bytes.count)
  }

  private func wordBefore(_ start: Int, _ bytes: [UInt8]) -> Range<Int>? {
    guard start > 1, bytes[start - 1] == 0x20, LatinWords.isASCIILetter(bytes[start - 2]) else { return nil }
    let first = bytes[..<(start - 1)].lastIndex { !LatinWords.isASCIILetter($0) }.map { $0 + 1 } ?? 0
    return first..<start - 1
  }

  private func isSentenceStart(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    !bytes[..<offset].contains { $0 >= 0x80 || LatinWords.isASCIILetter($0) }
  }
}
