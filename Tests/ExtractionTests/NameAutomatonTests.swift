import Testing

@testable import Extraction

@Suite("Name automaton")
struct NameAutomatonTests {
  /// The obvious way: every name at every place.
  private static func slowMatches(_ names: [[UInt8]], in text: [UInt8]) -> [NameAutomaton.Match] {
    var found: [NameAutomaton.Match] = []
    for end in stride(from: 1, through: text.count, by: 1) {
      let ending = names.indices.filter {
        names[$0].count <= end && text[(end - names[$0].count)..<end].elementsEqual(names[$0])
      }
      for name in ending.sorted(by: { names[$0].count > names[$1].count }) {
        found.append(NameAutomaton.Match(name: name, range: end - names[name].count..<end))
      }
    }
    return found
  }

  @Test("finds what trying every name at every place finds", arguments: 0..<60)
  func agreesWithTwin(seed: UInt64) {
    var random = SplitMix(state: seed)
    let letters = Array("abc".utf8)
    func word(_ longest: Int) -> [UInt8] {
      (0..<Int(random.next() % UInt64(longest)) + 1).map { _ in letters[Int(random.next() % 3)] }
    }
    var names: [[UInt8]] = []
    for _ in 0..<20 {
      let name = word(5)
      if !names.contains(name) { names.append(name) }
    }
    let text = word(200)
    var found: [NameAutomaton.Match] = []
    NameAutomaton(names).forEachMatch(in: text) { found.append($0) }
    #expect(found == Self.slowMatches(names, in: text), "seed \(seed)")
  }

  @Test("no names find nothing")
  func empty() {
    var count = 0
    NameAutomaton([]).forEachMatch(in: Array("abc".utf8)) { _ in count += 1 }
    #expect(count == 0)
  }
}

/// A small generator, so that a seed gives one run everywhere (Steele, Lea, Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
