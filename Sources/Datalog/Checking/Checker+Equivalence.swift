extension Checker {
  /// Closes an `eqrel` relation by rules of its own.
  ///
  /// What the program's rules say of it goes into a hidden relation *g*; with *e* as *g* in both directions, the
  /// relation is the closure of *e*, extended by one step of *e* at a time, which costs as many steps as there are
  /// rows of *e* for each member of a class. Rows that `.input` brings lie in the relation itself.
  mutating func closeEquivalence(_ relation: RelationID) {
    let info = relations[relation.rawValue]
    let types = columnTypes[relation.rawValue]
    let given = addRelation(hidden(info), types)
    let both = addRelation(hidden(info), types)
    for index in clauses.indices where clauses[index].head == relation { clauses[index].head = given }
    func atom(_ relation: RelationID, _ arguments: [Int]) -> Literal {
      .atom(Atom(relation: relation, arguments: arguments.map { .variable($0) }, span: info.span))
    }
    func rule(_ head: RelationID, _ arguments: [Int], _ body: [Literal]) {
      clauses.append(
        Clause(
          head: head, arguments: arguments.map { .variable($0) }, body: body, variables: ["x", "y", "z"],
          span: info.span, headSpan: info.span))
    }
    rule(both, [0, 1], [atom(given, [0, 1])])
    rule(both, [1, 0], [atom(given, [0, 1])])
    if inputs.contains(where: { $0.relation == relation }) { rule(given, [0, 1], [atom(relation, [0, 1])]) }
    rule(relation, [0, 1], [atom(both, [0, 1])])
    rule(relation, [0, 0], [atom(both, [0, 1])])
    rule(relation, [0, 2], [atom(relation, [0, 1]), atom(both, [1, 2])])
  }

  private func hidden(_ info: RelationInfo) -> RelationInfo {
    RelationInfo(name: info.name, columns: info.columns, span: info.span, isHidden: true)
  }
}
