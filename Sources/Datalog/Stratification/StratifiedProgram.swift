/// A program whose relations are put in an order in which each may be completed before it is negated or counted.
struct StratifiedProgram: Sendable {
  /// Relations that depend on each other, with the rules that derive them.
  struct Stratum: Sendable {
    var relations: [RelationID]
    var clauses: [Clause]
    var isRecursive: Bool
  }

  var checked: CheckedProgram
  var strata: [Stratum]
}

extension CheckedProgram {
  /// Orders the relations; a relation that depends on its own negation or aggregate is an error that shows the cycle.
  func stratified(_ sink: inout DiagnosticSink) -> StratifiedProgram {
    let graph = DependencyGraph(self)
    var strata: [StratifiedProgram.Stratum] = []
    var clausesByHead: [[Clause]] = Array(repeating: [], count: relations.count)
    for clause in clauses { clausesByHead[clause.head.rawValue].append(clause) }
    var dominationsByHead: [RelationID: [Clause]] = [:]
    for domination in dominations {
      dominationsByHead[domination.relation, default: []].append(domination.clause)
    }
    for component in graph.components() {
      let members = component.sorted()
      graph.reportNegativeCycle(in: Set(members), relations, &sink)
      let isRecursive = members.count > 1 || graph.dependsOnItself(members[0])
      let own = members.flatMap { clausesByHead[$0.rawValue] }
      let planned = own + members.flatMap { dominationsByHead[$0] ?? [] }
      for clause in planned where !clause.plan.isEmpty {
        checkPlan(of: clause, in: isRecursive ? Set(members) : [], &sink)
      }
      for clause in own where isRecursive && clause.countsUp {
        let usesOwn = clause.body.contains {
          if case .atom(let atom) = $0 { members.contains(atom.relation) } else { false }
        }
        if usesOwn {
          sink.error("'autoinc' cannot stand in a rule that depends on its own head", at: clause.span)
        }
      }
      strata.append(StratifiedProgram.Stratum(relations: members, clauses: own, isRecursive: isRecursive))
    }
    return StratifiedProgram(checked: self, strata: strata)
  }
}
