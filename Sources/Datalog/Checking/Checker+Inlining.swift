extension Checker {
  /// Decides which relations are inlined, and tells of those that cannot be.
  ///
  /// An equivalence, a choice, a relation whose rows give way and one of more than a hundred facts stay relations:
  /// nothing is gained by writing them out. So do those that the pragma `inline-exclude` names.
  mutating func chooseInlined() {
    var asked: Set<String> = []
    for syntax in parsed.relations {
      let qualifiers = Set(syntax.qualifiers.map(\.text))
      guard qualifiers.contains("inline"), !qualifiers.contains("no_inline"), !qualifiers.contains("eqrel"),
        syntax.choices.isEmpty
      else { continue }
      asked.formUnion(syntax.names.map(\.text).filter { !named($0, inPragma: "inline-exclude") })
    }
    guard !asked.isEmpty, environment.inlinesRelations else { return }
    var facts: [String: Int] = [:]
    for rule in parsed.rules {
      if rule.dominator != nil { for head in rule.heads { asked.remove(head.name.text) } }
      if rule.body == nil { for head in rule.heads { facts[head.name.text, default: 0] += 1 } }
    }
    for name in asked.sorted() where facts[name, default: 0] <= 100 {
      guard let id = relationIDs[name], !reportDirective(of: id) else { continue }
      relations[id.rawValue].isInline = true
    }
  }

  /// Tells that a relation cannot be inlined because its rows are wanted, if they are.
  private mutating func reportDirective(of id: RelationID) -> Bool {
    let input = inputs.first { $0.relation == id }?.span
    let output = outputs.first { $0.relation == id }?.span
    guard let span = input ?? output else { return false }
    let info = relations[id.rawValue]
    sink.error(
      "'\(info.name)' is \(input == nil ? "written" : "read"), so it cannot be inlined", at: info.span,
      notes: [(message: "\(input == nil ? "written" : "read") here", span: span)])
    return true
  }
}

// MARK: Order

extension Checker {
  /// The inlined relations, each after those that its own rules use; what would never end is an error.
  mutating func inlinedInOrder() -> [RelationID] {
    let inline = relations.indices.map { RelationID(rawValue: $0) }.filter { relations[$0.rawValue].isInline }
    let uses = inlineUses(Set(inline))
    var order: [RelationID] = []
    var cycles: [[(relation: RelationID, span: Span)]] = []
    var isOpen: [RelationID: Bool] = [:]
    for start in inline where isOpen[start] == nil {
      var path: [(relation: RelationID, next: Int)] = [(start, 0)]
      isOpen[start] = true
      while let (relation, next) = path.last {
        guard next < uses[relation, default: []].count else {
          path.removeLast()
          isOpen[relation] = false
          order.append(relation)
          continue
        }
        path[path.count - 1].next += 1
        let target = uses[relation, default: []][next].target
        if isOpen[target] == nil {
          path.append((target, 0))
          isOpen[target] = true
        } else if isOpen[target] == true, let first = path.firstIndex(where: { $0.relation == target }) {
          cycles.append(
            path[first...].map { ($0.relation, uses[$0.relation, default: []][$0.next - 1].span) })
        }
      }
    }
    if let cycle = cycles.first { reportCycle(cycle) }
    return order
  }

  private func inlineUses(_ inline: Set<RelationID>) -> [RelationID: [(target: RelationID, span: Span)]] {
    var uses: [RelationID: [(target: RelationID, span: Span)]] = [:]
    for rule in parsed.rules {
      for head in rule.heads {
        guard let source = relationIDs[head.name.text], inline.contains(source) else { continue }
        func note(_ atom: AtomSyntax) {
          guard let target = relationIDs[atom.name.text], inline.contains(target) else { return }
          uses[source, default: []].append((target, atom.span))
        }
        rule.body?.forEachAtom(note)
        for argument in head.arguments { argument.forEachAtom(note) }
      }
    }
    return uses
  }

  private mutating func reportCycle(_ cycle: [(relation: RelationID, span: Span)]) {
    // The one declared first heads the chain, wherever the search came in.
    let first = cycle.indices.min { cycle[$0].relation < cycle[$1].relation } ?? 0
    let steps = cycle[first...] + cycle[..<first]
    let names = steps.map { relations[$0.relation.rawValue].name }
    let chain = (names + names.prefix(1)).joined(separator: " -> ")
    let notes = zip(steps, names.dropFirst() + names.prefix(1)).map { step, target in
      (message: "'\(relations[step.relation.rawValue].name)' uses '\(target)' here", span: step.span)
    }
    sink.error(
      "'\(names[0])' cannot be inlined, as it depends on itself: \(chain)",
      at: relations[steps[steps.startIndex].relation.rawValue].span, notes: notes)
    for step in steps { relations[step.relation.rawValue].isInline = false }
  }
}

extension Formula {
  /// Calls back with every atom, those in aggregates among them.
  fileprivate func forEachAtom(_ body: (AtomSyntax) -> Void) {
    switch self {
    case .atom(let atom):
      body(atom)
      for argument in atom.arguments { argument.forEachAtom(body) }
    case .comparison(_, let left, let right, _):
      left.forEachAtom(body)
      right.forEachAtom(body)
    case .test(_, let arguments, _): for argument in arguments { argument.forEachAtom(body) }
    case .truth: break
    case .negation(let inner, _): inner.forEachAtom(body)
    case .conjunction(let parts), .disjunction(let parts): for part in parts { part.forEachAtom(body) }
    }
  }
}

extension Expression {
  fileprivate func forEachAtom(_ body: (AtomSyntax) -> Void) {
    switch self {
    case .aggregate(let aggregate):
      aggregate.target?.forEachAtom(body)
      aggregate.body.forEachAtom(body)
    case .call(_, let values, _), .record(_, let values, _):
      for value in values { value.forEachAtom(body) }
    case .cast(let inner, _, _): inner.forEachAtom(body)
    default: break
    }
  }
}
