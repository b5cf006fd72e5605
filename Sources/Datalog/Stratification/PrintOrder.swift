/// In which order relations are printed: Soufflé's, so that what a program prints is the same here.
///
/// Soufflé prints a relation when its stratum is complete, and completes strata by their distance from those that
/// depend on nothing, then by the least name in each.
struct PrintOrder {
  /// A relation's rank, by its number.
  let ranks: [Int]

  init(_ program: StratifiedProgram) {
    let relations = program.checked.relations
    let graph = DependencyGraph(program.checked)
    var stratum = Array(repeating: 0, count: relations.count)
    var distances: [Int] = []
    for (number, members) in program.strata.map(\.relations).enumerated() {
      for relation in members { stratum[relation.rawValue] = number }
      let before = members.flatMap { graph.targets(of: $0) }.map { stratum[$0.rawValue] }
      distances.append(before.filter { $0 != number }.map { distances[$0] + 1 }.max() ?? 0)
    }
    let leastNames = program.strata.map { $0.relations.map { relations[$0.rawValue].name }.min() ?? "" }
    let ordered = relations.indices.sorted { a, b in
      let (one, other) = (stratum[a], stratum[b])
      return (distances[one], leastNames[one], relations[a].name, a)
        < (distances[other], leastNames[other], relations[b].name, b)
    }
    var ranks = Array(repeating: 0, count: relations.count)
    for (rank, relation) in ordered.enumerated() { ranks[relation] = rank }
    self.ranks = ranks
  }
}
