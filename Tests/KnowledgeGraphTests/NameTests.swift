import Relations
import Testing

@testable import KnowledgeGraph

@Suite("names")
struct NameTests {
  @Test(
    "a name resolves in any language, case, width and spelling of its gaps",
    arguments: ["Ada Marsh", "ada marsh", "艾达·马什", "艾达・马什", "艾达马什", "ＡＤＡ　ＭＡＲＳＨ", "Ada-Marsh", "marsh"])
  func resolves(name: String) throws {
    #expect(try Graph(Sample.contents).resolve(name) == .entity("Ada Marsh"))
  }

  @Test("a shared name is ambiguous, an id is not, a name as written goes first")
  func ambiguity() throws {
    let graph = try Graph(Sample.contents)
    #expect(try graph.resolve("Reed") == .ambiguous(["Reed (plant)", "Tom Reed"]))
    #expect(try graph.resolve("reed") == .entity("Reed (plant)"))
    #expect(try graph.resolve("Tom Reed") == .entity("Tom Reed"))
  }

  @Test("an unknown name gives the nearest, then those it is a part of")
  func nearest() throws {
    let graph = try Graph(Sample.contents)
    #expect(try graph.resolve("Ada Marhs") == .unknown(nearest: ["Ada Marsh"]))
    #expect(try graph.resolve("Vela") == .unknown(nearest: ["Vela Labs"]))
    #expect(try graph.resolve("Lyra-3") == .unknown(nearest: ["Lyra-2"]))
    #expect(try graph.resolve("Zebedee Q") == .unknown(nearest: []))
    #expect(try graph.resolve("") == .unknown(nearest: []))
    #expect(try graph.resolve("---") == .unknown(nearest: []))
  }

  @Test("the banded distance is the plain one where that is within the limit", arguments: 0..<20)
  func distanceTwin(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let a = randomText(&generator)
      let b = randomText(&generator)
      let plain = plainDistance(a, b)
      var distance = EditDistance(from: a)
      for limit in 0...4 {
        #expect(
          distance.distance(to: b, limit: limit) == (plain <= limit ? plain : nil), "seed \(seed) \(a) \(b)")
      }
    }
  }

  private func randomText(_ generator: inout SeededGenerator) -> [UInt32] {
    (0..<Int.random(in: 0...7, using: &generator)).map { _ in .random(in: 0...2, using: &generator) }
  }

  private func plainDistance(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count {
      for j in 0...b.count {
        if i == 0 || j == 0 {
          table[i][j] = i + j
          continue
        }
        table[i][j] = min(
          table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
        }
      }
    }
    return table[a.count][b.count]
  }
}
