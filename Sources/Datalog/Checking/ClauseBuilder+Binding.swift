/// Checks of a whole clause.
extension ClauseBuilder {
  mutating func checkBound(_ clause: Clause, known: Set<Int> = []) {
    let bound = boundVariables(of: clause.body, from: known)
    var used: Set<Int> = []
    for literal in clause.body { used.formUnion(literal.variables) }
    for argument in clause.arguments { argument.forEachVariable { used.insert($0) } }
    var told: Set<String> = []
    for variable in used.subtracting(bound).sorted() {
      let info = variables[variable]
      // A nameless variable stands for a calculation whose own variables are told of.
      guard info.name != "_" || used.subtracting(bound).count == 1, told.insert(info.name).inserted else {
        continue
      }
      reportUnbound(info, clause)
    }
  }

  private mutating func reportUnbound(_ variable: Variable, _ clause: Clause) {
    let contexts = Set(variable.occurrences.map(\.context)).subtracting([.head]).sorted()
    let phrases = contexts.map { context in
      switch context {
      case .head: "in the head"
      case .negation: "under negation"
      case .comparison: "in a comparison"
      case .calculation: "in a calculation"
      case .aggregate: "inside an aggregate"
      case .atom: "where nothing gives it a value"
      }
    }
    let place = phrases.isEmpty ? "in the head" : phrases.joined(separator: " and ")
    let span = variable.occurrences.first { $0.context != .head } ?? variable.occurrences.first
    error(
      "'\(variable.name)' is not bound in this rule: it occurs only \(place)", at: span?.span ?? clause.span)
  }

  /// Two groups of atoms that no variable ties together multiply each other; mostly a variable is misspelt.
  mutating func warnOfCrossProduct(_ clause: Clause) {
    var group = Array(variables.indices)
    func root(_ variable: Int) -> Int {
      var variable = variable
      while group[variable] != variable { variable = group[variable] }
      return variable
    }
    for literal in clause.body {
      let all = literal.variables
      for other in all.dropFirst() { group[root(other)] = root(all[0]) }
      if let first = all.first { group[first] = root(first) }
    }
    var groups: [(root: Int, atoms: [Span])] = []
    for case .atom(let atom) in clause.body {
      guard let first = atom.variables.first else { continue }
      if let index = groups.firstIndex(where: { $0.root == root(first) }) {
        groups[index].atoms.append(atom.span)
      } else {
        groups.append((root(first), [atom.span]))
      }
    }
    guard groups.count > 1 else { return }
    func list(_ atoms: [Span]) -> String {
      let shown = atoms.prefix(4).map { "'\(checker.parsed.sources.excerpt(of: $0))'" }
      let rest = atoms.count > shown.count ? " and \(atoms.count - shown.count) more" : ""
      return shown.joined(separator: ", ") + rest
    }
    checker.sink.warning(
      "\(list(groups[0].atoms)) and \(list(groups[1].atoms)) share no variable, so every row of the one meets "
        + "every row of the other", at: groups[1].atoms[0])
  }
}
