/// Entities of two graphs that seem to be the same, though their ids are not.
///
/// A name ties an entity of A to one of B if it is theirs alone among the entities of that kind, in each graph. An id
/// that both have ties, too. What hangs together so, and is not simply one entity under one id, is a regrouping.
public struct Regrouping: Sendable, Equatable, Encodable {
  /// What seems to have happened.
  public enum Change: String, Sendable, Encodable {
    case renamed
    case merged
    case split
    /// Several became several others.
    case regrouped
  }

  public let change: Change
  /// Ids in A, sorted.
  public let a: [String]
  /// Ids in B, sorted.
  public let b: [String]

  private init(a: [String], b: [String]) {
    self.a = a
    self.b = b
    change =
      switch (a.count, b.count) {
      case (1, 1): .renamed
      case (_, 1): .merged
      case (1, _): .split
      default: .regrouped
      }
  }
}

extension Regrouping {
  /// Finds them, in the order of A's ids.
  ///
  /// - Complexity: O(*n*) in names.
  static func all(from a: [EntityGraph.Node], to b: [EntityGraph.Node]) -> [Regrouping] {
    var groups = Groups(count: a.count + b.count)
    let inB = Dictionary(b.indices.map { (b[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    for index in a.indices {
      if let other = inB[a[index].id] { groups.join(index, a.count + other) }
    }
    let ownersInB = owners(of: b)
    for (name, index) in owners(of: a) {
      if let index, case .some(.some(let other)) = ownersInB[name] { groups.join(index, a.count + other) }
    }
    return groups.members.compactMap { members in
      let idsInA = members.filter { $0 < a.count }.map { a[$0].id }.sorted(by: bytesPrecede)
      let idsInB = members.filter { $0 >= a.count }.map { b[$0 - a.count].id }.sorted(by: bytesPrecede)
      let isPlain = idsInA.isEmpty || idsInB.isEmpty || idsInA == idsInB
      return isPlain ? nil : Regrouping(a: idsInA, b: idsInB)
    }
    .sorted { bytesPrecede($0.a[0], $1.a[0]) }
  }

  /// The new id of each entity that was only renamed.
  static func renames(_ regroupings: [Regrouping]) -> [String: String] {
    regroupings.reduce(into: [:]) { result, regrouping in
      if regrouping.change == .renamed { result[regrouping.a[0]] = regrouping.b[0] }
    }
  }

  private struct Name: Hashable {
    let kind: EntityKind
    let folded: FoldedName
  }

  /// Whose each name is; nil where it is several's.
  private static func owners(of nodes: [EntityGraph.Node]) -> [Name: Int?] {
    var result: [Name: Int?] = [:]
    for (index, node) in nodes.enumerated() {
      for text in [node.id] + node.names {
        let name = Name(kind: node.kind, folded: FoldedName(text))
        guard !name.folded.bytes.isEmpty else { continue }
        if let known = result[name], known != index {
          result.updateValue(nil, forKey: name)
        } else {
          result.updateValue(index, forKey: name)
        }
      }
    }
    return result
  }
}

/// Disjoint sets of indices, joined pair by pair.
private struct Groups {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(a), root(b))
    // The smaller index leads, whatever the order of joining.
    parents[max(first, second)] = min(first, second)
  }

  private mutating func root(_ index: Int) -> Int {
    var root = index
    while parents[root] != root { root = parents[root] }
    var step = index
    while parents[step] != root { (parents[step], step) = (root, parents[step]) }
    return root
  }

  /// The sets, by their smallest index.
  var members: [[Int]] {
    var copy = self
    var result: [Int: [Int]] = [:]
    for index in parents.indices { result[copy.root(index), default: []].append(index) }
    return result.sorted { $0.key < $1.key }.map(\.value)
  }
}
