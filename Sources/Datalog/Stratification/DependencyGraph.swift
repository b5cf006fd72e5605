/// Which relation is derived from which, and how.
struct DependencyGraph {
  struct Arrow {
    enum Manner {
      case positive, negation, aggregate

      /// What a message says of such a step, and how it calls where that leads.
      var wording: (verb: String, prefix: String) {
        switch self {
        case .positive: ("uses", "")
        case .negation: ("negates", "not ")
        case .aggregate: ("aggregates over", "aggregate of ")
        }
      }
    }

    var target: RelationID
    var manner: Manner
    var span: Span
  }

  private var arrows: [[Arrow]]

  init(_ program: CheckedProgram) {
    arrows = Array(repeating: [], count: program.relations.count)
    for clause in program.clauses { add(clause.head, clause.body, .positive) }
    for domination in program.dominations { add(domination.relation, domination.clause.body, .positive) }
  }

  private mutating func add(_ head: RelationID, _ body: [Literal], _ manner: Arrow.Manner) {
    for literal in body {
      switch literal {
      case .atom(let atom): add(head, Arrow(target: atom.relation, manner: manner, span: atom.span))
      case .negation(let atom):
        add(head, Arrow(target: atom.relation, manner: .negation, span: atom.span))
      case .aggregate(let aggregate):
        if let search = aggregate.search {
          for clause in search.clauses { add(head, clause.body, .aggregate) }
        } else {
          add(head, Arrow(target: aggregate.relation, manner: .aggregate, span: aggregate.span))
        }
      default: break
      }
    }
  }

  private mutating func add(_ source: RelationID, _ arrow: Arrow) { arrows[source.rawValue].append(arrow) }

  /// The relations that one is derived from directly, as often as its rules name them.
  func targets(of relation: RelationID) -> [RelationID] { arrows[relation.rawValue].map(\.target) }

  func dependsOnItself(_ relation: RelationID) -> Bool {
    arrows[relation.rawValue].contains { $0.target == relation }
  }

  /// The relations that the given ones are derived from, themselves among them.
  func reachable(from start: [RelationID]) -> Set<RelationID> {
    var seen = Set(start)
    var pending = start
    while let relation = pending.popLast() {
      for arrow in arrows[relation.rawValue] where seen.insert(arrow.target).inserted {
        pending.append(arrow.target)
      }
    }
    return seen
  }

  /// The strongly connected components, each after those it depends on (Tarjan 1972, without recursion).
  func components() -> [[RelationID]] {
    let count = arrows.count
    var order = Array(repeating: -1, count: count)
    var low = Array(repeating: 0, count: count)
    var isOpen = Array(repeating: false, count: count)
    var open: [Int] = []
    var result: [[RelationID]] = []
    var next = 0
    for start in 0..<count where order[start] < 0 {
      var path: [(node: Int, arrow: Int)] = [(start, 0)]
      while let (node, arrow) = path.last {
        if arrow == 0 {
          order[node] = next
          low[node] = next
          next += 1
          open.append(node)
          isOpen[node] = true
        }
        if arrow < arrows[node].count {
          path[path.count - 1].arrow += 1
          let target = arrows[node][arrow].target.rawValue
          if order[target] < 0 {
            path.append((target, 0))
          } else if isOpen[target] {
            low[node] = min(low[node], order[target])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == order[node] else { continue }
        var component: [RelationID] = []
        repeat {
          let member = open.removeLast()
          isOpen[member] = false
          component.append(RelationID(rawValue: member))
        } while component.last?.rawValue != node
        result.append(component)
      }
    }
    return result
  }
}

// MARK: Cycles

extension DependencyGraph {
  /// Reports the shortest cycle through each first negation or aggregate inside a component.
  func reportNegativeCycle(
    in component: Set<RelationID>, _ relations: [RelationInfo], _ sink: inout DiagnosticSink
  ) {
    for source in component.sorted() {
      for arrow in arrows[source.rawValue] where arrow.manner != .positive && component.contains(arrow.target)
      {
        let back = path(from: arrow.target, to: source, in: component)
        report([(source, arrow)] + back, relations, &sink)
        return
      }
    }
  }

  /// The fewest arrows from one relation to another (breadth first).
  private func path(
    from start: RelationID, to end: RelationID, in component: Set<RelationID>
  ) -> [(RelationID, Arrow)] {
    var cameBy: [RelationID: (RelationID, Arrow)] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count, start != end, cameBy[end] == nil {
      let node = queue[next]
      next += 1
      for arrow in arrows[node.rawValue]
      where component.contains(arrow.target) && arrow.target != start && cameBy[arrow.target] == nil {
        cameBy[arrow.target] = (node, arrow)
        queue.append(arrow.target)
      }
    }
    var steps: [(RelationID, Arrow)] = []
    var node = end
    while node != start, let step = cameBy[node] {
      steps.append(step)
      node = step.0
    }
    return steps.reversed()
  }

  private func report(
    _ cycle: [(RelationID, Arrow)], _ relations: [RelationInfo], _ sink: inout DiagnosticSink
  ) {
    func name(_ id: RelationID) -> String { relations[id.rawValue].name }
    func visible(_ id: RelationID) -> Bool { !relations[id.rawValue].isHidden }
    var chain = [name(cycle[0].0)]
    var notes: [(message: String, span: Span)] = []
    var isGathering = false
    for (source, arrow) in cycle {
      // An aggregate's own relation is not worth a step: what it gathers is.
      guard visible(arrow.target) else {
        isGathering = true
        continue
      }
      let target = name(arrow.target)
      let manner = isGathering ? .aggregate : arrow.manner
      isGathering = false
      chain.append(manner.wording.prefix + target)
      let verb = arrow.manner.wording.verb
      let subject = visible(source) ? "'\(name(source))' \(verb)" : "the aggregate gathers"
      notes.append(("\(subject) '\(target)' here", arrow.span))
    }
    let what = cycle.contains { $0.1.manner == .negation } ? "negation" : "aggregate"
    sink.error(
      "'\(name(cycle[0].0))' depends on its own \(what): \(chain.joined(separator: " -> "))",
      at: cycle[0].1.span, notes: notes)
  }
}
