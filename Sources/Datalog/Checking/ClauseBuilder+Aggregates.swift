extension ClauseBuilder {
  /// Drafts an aggregate as a literal that binds a new variable to its result.
  mutating func draft(_ syntax: AggregateSyntax, _ drafts: inout [DraftLiteral]) -> Int {
    let (outerContext, outerCounts) = (context, countsNameless)
    defer { (context, countsNameless) = (outerContext, outerCounts) }
    let result = makeVariable("_")
    guard let forms = checker.normalForm(of: syntax.body, at: syntax.span) else {
      fail()
      return result
    }
    let start = variables.count
    let witnesses = openScope(syntax, forms)
    var conjunctions = forms.map { draft($0) }
    var target: Draft?
    var ofTarget: [DraftLiteral] = []
    if let expression = syntax.target {
      context = .calculation
      target = draft(expression, &ofTarget)
    }
    let named = closeScope(&conjunctions, ofTarget)
    constrain(result, syntax, target)
    let aggregate = DraftAggregate(
      result: result, function: syntax.function, target: target, conjunctions: conjunctions,
      locals: start..<variables.count, named: named, countsNameless: countsNameless, span: syntax.span)
    export(aggregate, witnesses, &drafts)
    return result
  }

  /// Makes variables of the aggregate's own for the names that are not given from around it.
  ///
  /// As in Soufflé, a name of the target is always its own. One that has no value around the aggregate, but has one
  /// inside, gets it from there: it is a witness.
  private mutating func openScope(_ syntax: AggregateSyntax, _ forms: [[Leaf]]) -> [Witness] {
    var ofTarget: Set<String> = []
    syntax.target?.forEachOuterVariable { ofTarget.insert($0) }
    var names: [Name] = []
    func note(_ name: Name) { if !names.contains(where: { $0.text == name.text }) { names.append(name) } }
    syntax.body.forEachName(inAggregates: false, note)
    syntax.target?.forEachName(inAggregates: false, note)
    let bound = forms.map { Datalog.boundNames(of: $0) }
    let isBoundInside: (String) -> Bool = { name in bound.allSatisfy { $0.contains(name) } }

    var own: [String: Int] = [:]
    var witnesses: [Witness] = []
    for name in names {
      guard let level = scopes.lastIndex(where: { $0[name.text] != nil }),
        let outer = scopes[level][name.text]
      else {
        own[name.text] = makeVariable(name.text)
        continue
      }
      let isGiven = boundNames[level].contains(name.text)
      if isGiven ? ofTarget.contains(name.text) : isBoundInside(name.text) {
        let inner = makeVariable(name.text)
        own[name.text] = inner
        guard !isGiven else { continue }
        witnesses.append(Witness(level: level, outer: outer, inner: inner, name: name))
        if syntax.function != .min, syntax.function != .max { reportWitness(name, syntax.function) }
      }
    }
    scopes.append(own)
    boundNames.append(bound.dropFirst().reduce(bound.first ?? []) { $0.union($1) })
    exports.append([])
    countsNameless = forms.count == 1 && forms[0].isOneAtom
    return witnesses
  }

  /// Ends the aggregate's scope; returns its named variables.
  private mutating func closeScope(
    _ conjunctions: inout [[DraftLiteral]], _ ofTarget: [DraftLiteral]
  ) -> [Int] {
    let added = ofTarget + (exports.popLast() ?? [])
    for index in conjunctions.indices { conjunctions[index] += added }
    boundNames.removeLast()
    return (scopes.popLast() ?? [:]).values.sorted()
  }

  private mutating func reportWitness(_ name: Name, _ function: AggregateFunction) {
    let reason =
      "'\(function.rawValue)' gathers many rows, and only 'min' and 'max' give out values of the row they find"
    error("'\(name.text)' is not bound in this rule: \(reason)", at: name.span)
  }

  /// Adds the aggregate where it stands, and where its witnesses are wanted if that is further out.
  private mutating func export(
    _ aggregate: DraftAggregate, _ witnesses: [Witness], _ drafts: inout [DraftLiteral]
  ) {
    for witness in witnesses {
      let name = witness.name
      let claim = "'\(name.text)' is the same inside and outside the aggregate"
      let origin = KindSolver.Origin(claim: claim, span: name.span)
      report(solver.join(variables[witness.outer].cell, variables[witness.inner].cell, origin))
      variables[witness.outer].types += variables[witness.inner].types
    }
    for level in scopes.indices {
      var exported = aggregate
      exported.witnesses = witnesses.filter { $0.level == level }.map { ($0.outer, $0.inner) }
      if level == scopes.count - 1 {
        drafts.append(.aggregate(exported))
      } else if !exported.witnesses.isEmpty {
        exported.result = variables.count
        variables.append(Variable(name: "_", cell: variables[aggregate.result].cell))
        exports[level].append(.aggregate(exported))
      }
    }
  }

  /// A variable of a scope further out whose value an aggregate's body gives.
  private struct Witness {
    var level: Int
    var outer: Int
    var inner: Int
    var name: Name
  }

  private mutating func constrain(_ result: Int, _ syntax: AggregateSyntax, _ target: Draft?) {
    let name = syntax.function.rawValue
    let origin = KindSolver.Origin(
      claim: "'\(name)' gives a \(syntax.function == .mean ? "float" : "number")", span: syntax.span)
    switch syntax.function {
    case .count: report(solver.set(variables[result].cell, to: .number, origin))
    case .mean: report(solver.set(variables[result].cell, to: .float, origin))
    case .sum, .min, .max:
      if let target { report(solver.join(cell(of: target), variables[result].cell, origin)) }
    }
    if let target, syntax.function == .sum || syntax.function == .mean {
      let claim = "'\(name)' adds up numbers"
      let span = syntax.target?.span ?? syntax.span
      report(
        solver.makeNumeric(cell(of: target), wholeOnly: false, KindSolver.Origin(claim: claim, span: span)))
    }
  }
}
