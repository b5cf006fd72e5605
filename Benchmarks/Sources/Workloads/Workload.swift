/// A question that several systems can answer: facts, and the program in each one's language.
public struct Workload: Sendable {
  public let name: String
  public let edges: [(Int, Int)]
  public let datalog: String
  public let sql: String

  /// Every pair of places of which the second can be reached from the first.
  static func closure(_ name: String, _ edges: [(Int, Int)]) -> Workload {
    Workload(
      name: name, edges: edges,
      datalog: """
        .decl edge(a: number, b: number)
        .input edge
        .decl path(a: number, b: number)
        path(a, b) :- edge(a, b).
        path(a, c) :- path(a, b), edge(b, c).
        .printsize path
        """,
      sql: """
        WITH RECURSIVE path(a, b) AS (
          SELECT a, b FROM edge UNION SELECT path.a, edge.b FROM path JOIN edge ON path.b = edge.a
        ) SELECT count(*) FROM path
        """)
  }

  /// Cycles of three, each counted once.
  static func triangles(_ name: String, _ edges: [(Int, Int)]) -> Workload {
    Workload(
      name: name, edges: edges,
      datalog: """
        .decl edge(a: number, b: number)
        .input edge
        .decl triangle(a: number, b: number, c: number)
        triangle(a, b, c) :- edge(a, b), edge(b, c), edge(a, c).
        .printsize triangle
        """,
      sql: """
        SELECT count(*) FROM edge x JOIN edge y ON x.b = y.a JOIN edge z ON z.a = x.a AND z.b = y.b
        """)
  }

  /// Places that cannot be reached from place 0.
  static func unreached(_ name: String, _ edges: [(Int, Int)]) -> Workload {
    Workload(
      name: name, edges: edges,
      datalog: """
        .decl edge(a: number, b: number)
        .input edge
        .decl place(a: number)
        place(a) :- edge(a, _).
        place(b) :- edge(_, b).
        .decl reached(a: number)
        reached(0).
        reached(b) :- reached(a), edge(a, b).
        .decl unreached(a: number)
        unreached(a) :- place(a), !reached(a).
        .printsize unreached
        """,
      sql: """
        WITH RECURSIVE reached(a) AS (
          SELECT 0 UNION SELECT edge.b FROM reached JOIN edge ON reached.a = edge.a
        ) SELECT count(*) FROM (SELECT a FROM edge UNION SELECT b FROM edge EXCEPT SELECT a FROM reached)
        """)
  }

  /// What takes SQLite some seconds.
  public static let small: [Workload] = [
    .closure("closure of a chain of 1,500", (0..<1500).map { ($0, $0 + 1) }),
    .closure("closure of 1,500 random places", random(places: 1500, edges: 3000)),
    .triangles("triangles among 20,000 places", random(places: 20_000, edges: 200_000, ascending: true)),
    .unreached("unreached of 300,000 places", random(places: 300_000, edges: 400_000)),
  ]

  /// What takes engines that are made for it some seconds.
  public static let large: [Workload] = [
    .closure("closure of a chain of 4,500", (0..<4500).map { ($0, $0 + 1) }),
    .closure("closure of 5,000 random places", random(places: 5000, edges: 10_000)),
    .triangles("triangles among 100,000 places", random(places: 100_000, edges: 3_000_000, ascending: true)),
    .unreached("unreached of 2,000,000 places", random(places: 2_000_000, edges: 3_000_000)),
  ]

  /// Distinct edges from a fixed sequence (Numerical Recipes' 64-bit congruential generator).
  private static func random(places: Int, edges: Int, ascending: Bool = false) -> [(Int, Int)] {
    var state: UInt64 = 42
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % places
    }
    var seen: Set<Int> = []
    var result: [(Int, Int)] = []
    while result.count < edges {
      let (a, b) = (next(), next())
      guard a != b else { continue }
      let edge = ascending ? (min(a, b), max(a, b)) : (a, b)
      if seen.insert(edge.0 * places + edge.1).inserted { result.append(edge) }
    }
    return result
  }
}
