import Testing

@testable import Extraction

@Suite("Phonetics")
struct PhoneticsTests {
  @Test(
    "words get the published codes",
    arguments: [
      ("Smith", "SM0", "XMT"), ("Thompson", "TMPSN", "TMPSN"), ("Knight", "NT", "NT"),
      ("Phillips", "FLPS", "FLPS"),
      ("Xavier", "SFR", "SFR"), ("Wright", "RT", "RT"), ("Schmidt", "XMT", "XMT"),
      ("chemistry", "KMSTR", "KMSTR"),
      ("judge", "JJ", "JJ"), ("Codex", "KTKS", "KTKS"), ("", "", ""),
    ])
  func codes(word: String, primary: String, alternate: String) {
    let code = DoubleMetaphone(word.utf8)
    #expect(String(decoding: code.primary, as: UTF8.self) == primary)
    #expect(String(decoding: code.alternate, as: UTF8.self) == alternate)
  }

  @Test(
    "misheard names sound like the names",
    arguments: [
      ("codeex", "Codex"), ("Hawk", "Hock"), ("Main", "Mayne"), ("Gaus", "Gauss"), ("Ilia", "Ilya"),
    ])
  func soundsLike(heard: String, name: String) {
    #expect(DoubleMetaphone(heard.utf8).soundsLike(DoubleMetaphone(name.utf8)))
  }

  /// The definition, letter by letter, without a table.
  private static func slowDistance(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    guard let x = a.last else { return b.count }
    guard let y = b.last else { return a.count }
    var best = slowDistance(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1)
    best = min(best, slowDistance(a.dropLast(), b) + 1, slowDistance(a, b.dropLast()) + 1)
    if a.count > 1, b.count > 1, x == b[b.endIndex - 2], a[a.endIndex - 2] == y {
      best = min(best, slowDistance(a.dropLast(2), b.dropLast(2)) + 1)
    }
    return best
  }

  @Test("the distance is that of the definition", arguments: 0..<40)
  func distance(seed: UInt64) {
    var random = SplitMix(state: seed)
    func word() -> [UInt8] {
      (0..<Int(random.next() % 6)).map { _ in UInt8(ascii: "a") + UInt8(random.next() % 3) }
    }
    let (a, b) = (word(), word())
    #expect(EditDistance.between(a, b) == Self.slowDistance(a[...], b[...]), "seed \(seed)")
  }
}
