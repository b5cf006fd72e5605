import KnowledgeGraph
import Transcripts

/// Reads misheard names: "Sam Allman", "chat GBT", "Alan Touring".
///
/// Four locks (EXTRACTION.md): the words sound like the name or are spelled nearly like it; the name is attested in this
/// talk; no other name of the talk comes as close; and what stands there is no known name and no everyday word. Where
/// the counterpart in the other language names somebody whom this passage does not, less likeness will do.
struct NameRepair {
  let sentences: TalkSentences
  let knowledge: CollectionKnowledge
  let words: WordCounts
  private let targets: RepairTargets

  init(_ sentences: TalkSentences, knowledge: CollectionKnowledge, words: WordCounts, targets: RepairTargets)
  {
    self.sentences = sentences
    self.knowledge = knowledge
    self.words = words
    self.targets = targets
  }

  /// The most words that a misheard name is divided into.
  private static let longestWindow = 3

  func mark(_ board: inout MentionBoard) {
    markByCounterpart(&board)
    for sentence in sentences.indices where sentences.folded[sentence] != nil {
      for window in windows(in: sentence, board) where board.isFree(window.range, inSentence: sentence) {
        guard let (entity, likeness) = bestTarget(for: window, in: sentence) else { continue }
        board.add(
          Mention(
            sentence: sentence, range: window.range, entity: entity, method: .repair,
            confidence: 0.5 + likeness * 0.4))
      }
    }
  }

  /// Neighbouring words that may be one misheard name.
  struct Window {
    let range: Range<Int>
    let words: [Range<Int>]
    let key: [UInt8]
    let isCapital: Bool

    var endsInDigit: Bool { key.endsInDigit }
  }

  /// Runs of up to three words that no mention covers, the longest first.
  private func windows(in sentence: Int, _ board: MentionBoard, onlyRare: Bool = true) -> [Window] {
    let bytes = sentences.bytes(sentence)
    let all = LatinWords.ranges(in: bytes)
    var found: [Window] = []
    for start in all.indices where !onlyRare || isRare(all[start], bytes) {
      var key: [UInt8] = []
      for end in start..<min(start + Self.longestWindow, all.count) {
        guard board.isFree(all[end], inSentence: sentence),
          !sentences.isCut(all[start].lowerBound..<all[end].upperBound, inSentence: sentence)
        else { break }
        if end > start, !isJoined(bytes[all[end - 1].upperBound..<all[end].lowerBound]) { break }
        key += FoldedText(bytes[all[end]], folding: knowledge.table.folding).bytes
        if end > start, knowledge.table.holds(key) { break }
        if isFunctionWord(all[start], bytes) || (end > start && isFunctionWord(all[end], bytes)) { continue }
        let first = all[start].lowerBound
        found.append(
          Window(
            range: first..<all[end].upperBound, words: Array(all[start...end]), key: key,
            isCapital: LatinWords.isCapital(bytes[first])))
      }
    }
    return found.sorted { ($1.range.count, $0.range.lowerBound) < ($0.range.count, $1.range.lowerBound) }
  }

  private func isJoined(_ gap: ArraySlice<UInt8>) -> Bool { gap.allSatisfy { $0 == 0x20 || $0 == 0x2D } }

  /// A short word that the collection uses all the time neither begins nor ends a misheard name.
  private func isFunctionWord(_ word: Range<Int>, _ bytes: [UInt8]) -> Bool {
    word.count < 4 && !LatinWords.isCapital(bytes[word.lowerBound])
      && words.use(of: bytes[word]).contains(.oftenSmall)
  }

  /// A capital or a word that the collection hardly uses: what a misheard name begins with.
  private func isRare(_ word: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let use = words.use(of: bytes[word])
    if LatinWords.isCapital(bytes[word.lowerBound]) { return use.contains(.rarelySmaller) }
    return use.contains(.seldomSmall) && word.count >= 5
  }
}

// MARK: By sound and spelling alone

extension NameRepair {
  private func bestTarget(for window: Window, in sentence: Int) -> (EntityIndex, Double)? {
    guard window.key.count >= 4, !isKnown(window, in: sentence) else { return nil }
    let bytes = sentences.bytes(sentence)
    if window.words.dropFirst().contains(where: { !isRare($0, bytes) && !isNumber(bytes[$0]) }) { return nil }
    var best: (entity: EntityIndex, likeness: Double)?
    var rival = 0.0
    for target in targets.soundingLike(window.key)
    where !knowledge.decisions.forbids(window.key, target.entity) {
      guard window.endsInDigit == target.key.endsInDigit else { continue }
      let likeness = EditDistance.similarity(window.key, target.key)
      guard likeness >= leastLikeness(window, target) else { continue }
      if likeness > (best?.likeness ?? 0) {
        if let best, best.entity != target.entity { rival = best.likeness }
        best = (target.entity, likeness)
      } else if target.entity != best?.entity {
        rival = max(rival, likeness)
      }
    }
    guard let best, best.likeness > rival else { return nil }
    return best
  }

  private func leastLikeness(_ window: Window, _ target: RepairTargets.Target) -> Double {
    if target.key.count < 4 || window.key.first != target.key.first { return 0.75 }
    if !window.isCapital { return 0.75 }
    return target.isPart && window.words.count > 1 ? 0.9 : 0.5
  }

  private func isKnown(_ window: Window, in sentence: Int) -> Bool {
    knowledge.table.holds(window.key) || knowledge.partTable.holds(window.key)
  }

  private func isNumber(_ word: ArraySlice<UInt8>) -> Bool { word.allSatisfy { (0x30...0x39).contains($0) } }
}

// MARK: By the counterpart in the other language

extension NameRepair {
  private func markByCounterpart(_ board: inout MentionBoard) {
    for passage in sentences.transcript.passages where passage.language == .english {
      guard let other = passage.counterpart else { continue }
      let told = entities(in: sentences.transcript.passages[other].sentences, board)
      let heard = entities(in: passage.sentences, board)
      let missing = told.subtracting(heard).sorted()
      guard !missing.isEmpty else { continue }
      let places = passage.sentences.filter { sentences.folded[$0] != nil }.flatMap { sentence in
        windows(in: sentence, board, onlyRare: false).filter {
          $0.key.count >= 3 && !isKnown($0, in: sentence)
        }.map { Place(sentence: sentence, window: $0, sound: DoubleMetaphone($0.key)) }
      }
      for entity in missing { seek(entity, among: places, &board) }
    }
  }

  private func entities(in range: Range<Int>, _ board: MentionBoard) -> Set<EntityIndex> {
    Set(range.flatMap { board.mentions[$0].map(\.entity) })
  }

  /// Words of a passage that may be what its counterpart names.
  private struct Place {
    let sentence: Int
    let window: Window
    let sound: DoubleMetaphone
  }

  private func seek(_ entity: EntityIndex, among places: [Place], _ board: inout MentionBoard) {
    let forms = targets.forms(of: entity)
    guard !forms.isEmpty else { return }
    let isPerson = knowledge.catalog[entity].kind == .person
    var best: (place: Place, likeness: Double)?
    for place in places where !knowledge.decisions.forbids(place.window.key, entity) {
      guard !isPerson || place.window.isCapital, let likeness = likeness(of: place, to: forms),
        likeness > (best?.likeness ?? 0)
      else { continue }
      best = (place, likeness)
    }
    guard let best else { return }
    board.add(
      Mention(
        sentence: best.place.sentence, range: best.place.window.range, entity: entity, method: .repair,
        confidence: min(0.95, 0.5 + best.likeness * 0.4)))
  }

  /// How near a window comes to a name, or nil where that is not enough.
  ///
  /// Everyday words must be spelled nearly like the name; rare ones may only sound like it.
  /// Concepts are made of everyday words.
  private func likeness(of place: Place, to forms: [RepairTargets.Target]) -> Double? {
    let bytes = sentences.bytes(place.sentence)
    let areRare = place.window.words.allSatisfy { isRare($0, bytes) }
    let isConcept = forms.first.map { knowledge.catalog[$0.entity].kind == .concept } ?? false
    let least = areRare && !isConcept ? 0.6 : 0.75
    let alike = forms.filter { $0.key.endsInDigit == place.window.endsInDigit }
    let best = alike.map { $0.likeness(to: place.window.key, sound: areRare ? place.sound : nil) }.max() ?? 0
    return best >= least ? best : nil
  }
}

extension [UInt8] {
  /// A name with a number is never misheard for one without.
  fileprivate var endsInDigit: Bool { last.map { (0x30...0x39).contains($0) } ?? false }
}
