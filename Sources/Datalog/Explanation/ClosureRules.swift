extension StratifiedProgram {
  /// The program with rules of its own for what `eqrel` closes, so that each pair has a proof.
  ///
  /// A pair then costs as much as its derivation, which is why answers are found without these rules.
  func withClosureRules() -> StratifiedProgram {
    guard checked.relations.contains(where: \.isEquivalence) else { return self }
    var closed = checked
    for index in checked.relations.indices where checked.relations[index].isEquivalence {
      closed.closeEquivalence(RelationID(rawValue: index))
    }
    // The rules add no negation, so there is nothing to report that was not reported.
    var sink = DiagnosticSink()
    return closed.stratified(&sink)
  }
}

extension CheckedProgram {
  /// Closes an `eqrel` relation by rules.
  ///
  /// What the program's rules say of it goes into a hidden relation *g*; with *e* as *g* in both directions, the
  /// relation is the closure of *e*, extended by one step of *e* at a time, which costs as many steps as there are
  /// rows of *e* for each member of a class that is asked for. Rows that `.input` brings lie in the relation itself.
  fileprivate mutating func closeEquivalence(_ relation: RelationID) {
    relations[relation.rawValue].isEquivalence = false
    let info = relations[relation.rawValue]
    let hidden = RelationInfo(name: info.name, columns: info.columns, span: info.span, isHidden: true)
    relations += [hidden, hidden]
    let given = RelationID(rawValue: relations.count - 2)
    let both = RelationID(rawValue: relations.count - 1)
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
}
