/// What is still needed of a relation once its stratum is complete.
struct LaterUse {
  /// What rules of other strata read.
  private var readElsewhere: Set<RelationID> = []
  /// Whose rows may be looked up as a whole.
  private var lookedUp: Set<RelationID> = []
  /// Whose rows are printed.
  private let printed: Set<RelationID>

  init(_ program: StratifiedProgram, _ graph: DependencyGraph) {
    let checked = program.checked
    printed = Set(checked.outputs.filter { !$0.onlySize }.map(\.relation))
    for stratum in program.strata {
      let members = Set(stratum.relations)
      for relation in stratum.relations {
        readElsewhere.formUnion(graph.targets(of: relation).filter { !members.contains($0) })
      }
    }
    for clause in checked.clauses { note(clause.body, known: []) }
    for domination in checked.dominations { note(domination.clause.body, known: []) }
  }

  /// Whether nothing but the relation's own rules and outputs needs its rows.
  func isOwn(_ relation: RelationID) -> Bool { !readElsewhere.contains(relation) }

  /// Whether nobody will see its rows any more.
  func isOver(_ relation: RelationID) -> Bool { isOwn(relation) && !printed.contains(relation) }

  /// Whether a rule may ask if a row is there.
  func mayLookUp(_ relation: RelationID) -> Bool { lookedUp.contains(relation) }

  /// An atom is looked up if all its columns are known, as they may be where other literals have its variables, too.
  private mutating func note(_ body: [Literal], known: Set<Int>) {
    for (number, literal) in body.enumerated() {
      switch literal {
      case .atom(let atom):
        var others = known
        for (other, literal) in body.enumerated() where other != number {
          others.formUnion(literal.variables)
        }
        if !atom.arguments.contains(.wildcard), others.isSuperset(of: atom.variables) {
          lookedUp.insert(atom.relation)
        }
      case .negation(let atom): lookedUp.insert(atom.relation)
      case .aggregate(let aggregate):
        if let search = aggregate.search {
          for clause in search.clauses { note(clause.body, known: Set(clause.body.flatMap(\.variables))) }
        } else if aggregate.columns.allSatisfy(\.isKnown) {
          lookedUp.insert(aggregate.relation)
        }
      default: break
      }
    }
  }
}

extension Aggregate.Column {
  fileprivate var isKnown: Bool {
    switch self {
    case .key, .constant: true
    case .target, .free: false
    }
  }
}

extension Evaluator {
  /// Gives back what is not needed of a complete relation.
  func finish(_ relation: RelationID) {
    guard context.forgetsRows else { return }
    if laterUse.isOver(relation) { table(relation).forgetAll() }
    if !laterUse.mayLookUp(relation) { table(relation).dropLookup() }
  }
}
