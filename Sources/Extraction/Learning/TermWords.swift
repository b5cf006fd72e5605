import KnowledgeGraph

/// Which words begin, end or bound a term: `Graph/termwords.txt` and the lexicon's concepts.
///
/// A head is a word in which several of the lexicon's concepts end (`learning`, `model`, 模型, 定律): a recurring
/// phrase is taken for a term only if it ends in one.
struct TermWords: Sendable {
  /// Latin words that stand in no term.
  private let stopWords: Set<[UInt8]>
  /// Han characters that stand in no term.
  private let stopCharacters: Set<UInt32>
  /// Han words of two characters or more that begin no term.
  private let stopBeginnings: Set<[UInt8]>
  private var latinHeads: Set<[UInt8]> = []
  private var hanHeads: Set<[UInt8]> = []

  /// How many concepts must end in a word to make it a head.
  private static let leastBearers = 4
  /// Two Han characters in UTF-8.
  static let hanHeadLength = 6

  init(stops: [String] = [], concepts: some Sequence<String> = [String]()) {
    stopWords = Set(stops.map { Array($0.utf8) })
    let hanStops = stops.filter { UTF8Decoding.language(of: $0) == "zh" }
    stopCharacters = Set(hanStops.filter { $0.count == 1 }.flatMap { $0.unicodeScalars.map(\.value) })
    stopBeginnings = Set(hanStops.filter { $0.count > 1 }.map { Array($0.utf8) })
    guard !stops.isEmpty else { return }
    var latin: [[UInt8]: Int] = [:]
    var han: [[UInt8]: Int] = [:]
    for name in concepts {
      let bytes = Array(name.utf8)
      if bytes.count > 2 * Self.hanHeadLength - 3, bytes.suffix(Self.hanHeadLength).allSatisfy({ $0 >= 0x80 })
      {
        han[Array(bytes.suffix(Self.hanHeadLength)), default: 0] += 1
      } else if let space = bytes.lastIndex(of: 0x20) {
        latin[Self.singular(bytes[(space + 1)...]), default: 0] += 1
      }
    }
    latinHeads = Set(latin.filter { $0.value >= Self.leastBearers && !isStop($0.key[...]) }.keys)
    hanHeads = Set(han.filter { $0.value >= Self.leastBearers }.keys)
  }

  /// Nothing is learnt where the words are not known.
  var isEmpty: Bool { stopWords.isEmpty }

  func isStop(_ word: ArraySlice<UInt8>) -> Bool { stopWords.contains(Array(word)) }

  func isStop(_ character: UInt32) -> Bool { stopCharacters.contains(character) }

  /// Whether a Chinese phrase begins like an action.
  func beginsWithStop(_ phrase: ArraySlice<UInt8>) -> Bool {
    stopBeginnings.contains(Array(phrase.prefix(Self.hanHeadLength)))
  }

  func isHead(_ word: ArraySlice<UInt8>) -> Bool { latinHeads.contains(Self.singular(word)) }

  func isHanHead(_ ending: ArraySlice<UInt8>) -> Bool { hanHeads.contains(Array(ending)) }

  private static func singular(_ word: ArraySlice<UInt8>) -> [UInt8] {
    let s = UInt8(ascii: "s")
    return Array(word.count > 3 && word.last == s && word.dropLast().last != s ? word.dropLast() : word)
  }
}
