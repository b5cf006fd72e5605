import Transcripts

/// Phrases of a talk that may be terms, with how often and where they stand.
struct TermCandidates {
  /// One phrase in one language.
  struct Candidate {
    /// As it stands the first time.
    let name: String
    /// Words in English, characters in Chinese.
    let length: Int
    /// The sentences that hold it, ascending.
    var sentences: [Int] = []
    /// The passages that hold it; of two that say the same, the first.
    var passages: Set<Int> = []
    /// What stood on its two sides; an edge of a clause is a neighbour of its own each time.
    var left: Set<UInt32> = []
    var right: Set<UInt32> = []
    /// Quoted, or said to be what something is called.
    var isMarked = false
    /// Holds a name that is known: `sparse reward model`.
    var isExtension = false
    /// How often it stands inside a longer candidate, and in how many of these.
    var nested = 0
    var longer: Set<[UInt8]> = []

    /// C-value: frequency without that of the longer terms around it, weighed by length.
    ///
    /// Frantzi, Ananiadou and Mima, *Automatic recognition of multi-word terms*, IJDL 3 (2000). The logarithm is
    /// left out: lengths vary little, and thresholds stay frequencies.
    var value: Double {
      let frequency = Double(sentences.count)
      return longer.isEmpty ? frequency : frequency - Double(nested) / Double(longer.count)
    }
  }

  let transcript: Transcript
  let knowledge: BaseKnowledge
  private(set) var english: [[UInt8]: Candidate] = [:]
  private(set) var chinese: [[UInt8]: Candidate] = [:]

  private static let mostModifiers = 2
  private static let hanModifiers = 2...4
  private static let hanLength = 3

  init(_ transcript: Transcript, knowledge: BaseKnowledge) {
    self.transcript = transcript
    self.knowledge = knowledge
    for (index, sentence) in transcript.sentences.enumerated() {
      let passage = transcript.passages[sentence.passage]
      guard [.speech, .narration, .aside].contains(passage.role) else { continue }
      let places = passage.language == .chinese ? hanPlaces(in: index) : latinPlaces(in: index)
      guard !places.isEmpty else { continue }
      add(places, in: index, isChinese: passage.language == .chinese)
    }
  }

  private typealias Place = (range: Range<Int>, length: Int)

  /// One to three words before a head, all small: `reward hacking`, `multi-agent training run`.
  private func latinPlaces(in index: Int) -> [Place] {
    let bytes = transcript.sentences[index].text.utf8
    let words = LatinWords.ranges(in: bytes)
    var places: [Place] = []
    for (end, word) in words.enumerated().dropFirst()
    where isPlain(bytes[word]) && knowledge.terms.isHead(bytes[word]) {
      for start in stride(from: end - 1, through: max(0, end - Self.mostModifiers), by: -1) {
        let gap = bytes[words[start].upperBound..<words[start + 1].lowerBound]
        guard gap.count == 1, gap.first == 0x20 || gap.first == 0x2D, words[start].count > 2,
          isPlain(bytes[words[start]]), !knowledge.terms.isStop(bytes[words[start]])
        else { break }
        places.append((words[start].lowerBound..<word.upperBound, end - start + 1))
      }
    }
    return places
  }

  private func isPlain(_ word: ArraySlice<UInt8>) -> Bool { word.allSatisfy { (0x61...0x7A).contains($0) } }

  /// Two to four characters before a head: 奖励黑客, 智能体训练.
  private func hanPlaces(in index: Int) -> [Place] {
    let bytes = transcript.sentences[index].text.utf8
    var places: [Place] = []
    var runStart = 0
    var offset = 0
    while offset < bytes.count {
      let (scalar, size) = UTF8Decoding.scalar(in: bytes, at: offset)
      offset += size
      if size != Self.hanLength || !UTF8Decoding.isHan(scalar) || knowledge.terms.isStop(scalar) {
        runStart = offset
        continue
      }
      let head = offset - TermWords.hanHeadLength
      guard head - runStart >= Self.hanModifiers.lowerBound * Self.hanLength,
        knowledge.terms.isHanHead(bytes[head..<offset])
      else { continue }
      for count in Self.hanModifiers where head - count * Self.hanLength >= runStart {
        let start = head - count * Self.hanLength
        if knowledge.terms.beginsWithStop(bytes[start..<offset]) { continue }
        places.append((start..<offset, count + 2))
      }
    }
    return places
  }
}

// MARK: Counting

extension TermCandidates {
  private mutating func add(_ places: [Place], in index: Int, isChinese: Bool) {
    let sentence = transcript.sentences[index]
    let bytes = sentence.text.utf8
    let known = knowledge.table.candidates(in: bytes).map(\.range)
    let free = places.filter { place in
      !known.contains { $0.overlaps(place.range) && !place.range.strictlyContains($0) }
    }
    let passage = min(sentence.passage, transcript.passages[sentence.passage].counterpart ?? .max)
    for place in free {
      let key = key(of: bytes[place.range])
      var candidate =
        (isChinese ? chinese[key] : english[key])
        ?? Candidate(name: String(decoding: bytes[place.range], as: UTF8.self), length: place.length)
      if candidate.sentences.last != index { candidate.sentences.append(index) }
      candidate.passages.insert(passage)
      candidate.left.insert(neighbour(before: place.range.lowerBound, bytes, index))
      candidate.right.insert(neighbour(after: place.range.upperBound, bytes, index))
      candidate.isMarked = candidate.isMarked || TermMarks.isMarked(place.range, in: bytes)
      candidate.isExtension =
        candidate.isExtension || known.contains { place.range.strictlyContains($0) }
      for other in free where other.range.strictlyContains(place.range) {
        candidate.nested += 1
        candidate.longer.insert(self.key(of: bytes[other.range]))
      }
      if isChinese { chinese[key] = candidate } else { english[key] = candidate }
    }
  }

  private func key(of name: ArraySlice<UInt8>) -> [UInt8] {
    let key = FoldedText(name, folding: knowledge.table.folding).bytes
    let s = UInt8(ascii: "s")
    return key.last == s && key.dropLast().last != s ? key.dropLast() : key
  }

  private func neighbour(before offset: Int, _ bytes: [UInt8], _ sentence: Int) -> UInt32 {
    guard offset >= Self.hanLength, bytes[offset - 1] >= 0x80 else { return Self.edge(sentence, offset) }
    let scalar = UTF8Decoding.scalar(in: bytes, at: offset - Self.hanLength).value
    return UTF8Decoding.isHan(scalar) ? scalar : Self.edge(sentence, offset)
  }

  private func neighbour(after offset: Int, _ bytes: [UInt8], _ sentence: Int) -> UInt32 {
    guard offset < bytes.count else { return Self.edge(sentence, offset) }
    let scalar = UTF8Decoding.scalar(in: bytes, at: offset).value
    return UTF8Decoding.isHan(scalar) ? scalar : Self.edge(sentence, offset)
  }

  /// A number beyond Unicode's for the edge of a clause.
  private static func edge(_ sentence: Int, _ offset: Int) -> UInt32 {
    0x20_0000 + UInt32(truncatingIfNeeded: sentence &* 4099 &+ offset) & 0xF_FFFF
  }
}

extension Range<Int> {
  /// Whether another range lies inside and is shorter.
  func strictlyContains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound && other.count < count
  }
}
