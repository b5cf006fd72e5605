extension Checker {
  mutating func declare(_ syntax: RelationSyntax) {
    let ids = syntax.columns.map { types.type(of: $0.type, &sink) }
    for (index, column) in syntax.columns.enumerated()
    where syntax.columns[..<index].contains(where: { $0.name.text == column.name.text }) {
      sink.error("two columns are called '\(column.name.text)'", at: column.name.span)
    }
    checkQualifiers(syntax.qualifiers)
    let symbol = types.type(named: "symbol")
    let settled = ids.compactMap { $0 ?? symbol }
    let columns = zip(syntax.columns, settled).map { column, type in
      RelationInfo.Field(
        name: column.name.text, type: column.type.text, kind: types.kind(of: type),
        layout: types.layout(of: type))
    }
    for column in syntax.columns where column.isLattice {
      if parsed.lattices.contains(where: { $0.name.text == column.type.text }) { continue }
      sink.error("no lattice is declared for '\(column.type.text)<>'", at: column.type.span)
    }
    let choices = syntax.choices.map { names in names.compactMap { column($0, in: syntax) } }
    let isEquivalence = syntax.qualifiers.contains { $0.text == "eqrel" }
    if isEquivalence, columns.count != 2 || settled[0] != settled[1] {
      sink.error("an 'eqrel' relation has two columns of one type", at: syntax.span)
    }
    if isEquivalence, !choices.isEmpty {
      sink.error("an 'eqrel' relation cannot have a 'choice-domain'", at: syntax.span)
    }
    for name in syntax.names {
      guard let id = add(name, columns, settled) else { continue }
      relations[id.rawValue].choices = choices
      relations[id.rawValue].isEquivalence = isEquivalence
      relations[id.rawValue].demandMode = demandMode(of: name.text, syntax.qualifiers)
    }
  }

  private mutating func column(_ name: Name, in syntax: RelationSyntax) -> Int? {
    let names = syntax.columns.map(\.name.text)
    if let index = names.firstIndex(of: name.text) { return index }
    sink.error("no column is called '\(name.text)'\(sink.didYouMean(name.text, among: names))", at: name.span)
    return nil
  }

  private mutating func add(
    _ name: Name, _ columns: [RelationInfo.Field], _ ids: [TypeTable.TypeID]
  ) -> RelationID? {
    if let first = relationIDs[name.text] {
      let notes = [(message: "first declared here", span: relations[first.rawValue].span)]
      sink.error("the relation '\(name.text)' is declared twice", at: name.span, notes: notes)
      return nil
    }
    let id = addRelation(RelationInfo(name: name.text, columns: columns, span: name.span), ids)
    relationIDs[name.text] = id
    return id
  }

  mutating func addRelation(_ relation: RelationInfo, _ ids: [TypeTable.TypeID]) -> RelationID {
    relations.append(relation)
    columnTypes.append(ids)
    return RelationID(rawValue: relations.count - 1)
  }

  /// Declares `d = debug_delta(r)`: the rows of `r`, each with the round that brought it.
  ///
  /// Both depend on each other, so that every round's rows are seen in the next one.
  mutating func declareDebugged(_ syntax: RelationSyntax) {
    guard let debugged = syntax.debugged, let name = syntax.names.first, let source = relation(debugged),
      let unsigned = types.type(named: "unsigned")
    else { return }
    checkQualifiers(syntax.qualifiers)
    let info = relations[source.rawValue]
    let round = RelationInfo.Field(name: "<iteration>", type: "unsigned", kind: .unsigned)
    guard let id = add(name, info.columns + [round], columnTypes[source.rawValue] + [unsigned]) else {
      return
    }
    let variables = info.columns.map(\.name) + ["_"]
    let row = Array(info.columns.indices)
    let now = Operation(functor: .iteration, operand: .unsigned, result: .unsigned)
    let last = Operation(functor: .subtract, operand: .unsigned, result: .unsigned)
    let earlier = Term.call(last, [.call(now, [], syntax.span), .constant(.unsigned(1))], syntax.span)
    func rule(_ head: RelationID, _ arguments: [Term], _ body: Atom) {
      clauses.append(
        Clause(
          head: head, arguments: arguments, body: [.atom(body)], variables: variables, span: syntax.span,
          headSpan: syntax.span))
    }
    let values = row.map(Term.variable)
    let columns = row.map(Atom.Argument.variable)
    rule(id, values + [earlier], Atom(relation: source, arguments: columns, span: debugged.span))
    rule(source, values, Atom(relation: id, arguments: columns + [.wildcard], span: syntax.span))
  }

  /// Lattices are read, and refused for what is wrong with them beside that there are none.
  mutating func check(_ lattice: LatticeSyntax) {
    let name = lattice.name.text
    _ = types.type(of: lattice.name, &sink)
    let known = ["Bottom", "Top", "Lub", "Glb", "Leq"]
    for operation in lattice.operations where !known.contains(operation.name.text) {
      let hint = sink.didYouMean(operation.name.text, among: known)
      sink.error(
        "no operation of a lattice is called '\(operation.name.text)'\(hint)", at: operation.name.span)
    }
    if !lattice.operations.contains(where: { $0.name.text == "Lub" }) {
      sink.error("the lattice '\(name)<>' lacks 'Lub', which joins two values", at: lattice.name.span)
    }
    sink.error(
      "the lattice '\(name)<>' is not supported: its values are joined by user-defined functors",
      at: lattice.span)
  }

  private mutating func checkQualifiers(_ qualifiers: [Name]) {
    let harmless = [
      "input", "output", "printsize", "inline", "no_inline", "magic", "no_magic", "brie", "btree",
      "btree_delete",
      "override", "overridable", "provenance",
    ]
    for qualifier in qualifiers {
      switch qualifier.text {
      case "eqrel", "choice": break
      case _ where harmless.contains(qualifier.text): break
      default:
        let hint = sink.didYouMean(qualifier.text, among: harmless + ["eqrel"])
        sink.error("no qualifier is called '\(qualifier.text)'\(hint)", at: qualifier.span)
      }
    }
  }

  /// The relation of a name; an error with the nearest names if there is none.
  mutating func relation(_ name: Name) -> RelationID? {
    if let id = relationIDs[name.text] { return id }
    let hint = sink.didYouMean(name.text, among: relationIDs.keys)
    sink.error("no relation is called '\(name.text)'\(hint)", at: name.span)
    return nil
  }
}
