/// How the literals of a clause's body hang together: by the variables they share with each other or with the head.
struct BodyParts {
  /// The numbers of the literals that are tied to the head, or stay with those that are.
  let main: [Int]
  /// Literals that share variables with each other and with nothing else, of which only matters whether they have a
  /// binding.
  let apart: [[Int]]

  /// Parts a clause's body.
  ///
  /// What can fail, or makes symbols and records, stays where it is, so that it is computed for the same bindings
  /// whether or not something else has been found before.
  ///
  /// - Parameters:
  ///   - clause: a rule that advances no counter.
  ///   - start: the variables that are known beforehand.
  ///   - delta: the literal that is read as the newest round's rows.
  init(_ clause: Clause, start: Set<Int>, delta: Int?) {
    var ties = Ties(count: clause.body.count + 1)
    let head = clause.body.count
    var owners: [Int: Int] = [:]
    for variable in start { owners[variable] = head }
    for term in clause.arguments { term.forEachVariable { owners[$0] = head } }
    for (number, literal) in clause.body.enumerated() {
      for variable in literal.variables {
        if let owner = owners[variable] { ties.unite(owner, number) } else { owners[variable] = number }
      }
    }
    var numbers: [Int: Int] = [:]
    var parts: [[Int]] = []
    var main: [Int] = []
    for number in clause.body.indices {
      let root = ties.root(of: number)
      if root == ties.root(of: head) {
        main.append(number)
      } else if let part = numbers[root] {
        parts[part].append(number)
      } else {
        numbers[root] = parts.count
        parts.append([number])
      }
    }
    var apart = parts.filter { part in
      let literals = part.map { clause.body[$0] }
      return literals.contains(where: \.bindsSeveral) && literals.allSatisfy(\.isQuiet)
        && !(literals.count == 1 && literals[0].isOnlyAsked)
    }
    main += parts.filter { !apart.contains($0) }.joined()
    // Something is gone through by all threads, and lets the others know that it is enough.
    let hasAtom = main.contains { if case .atom = clause.body[$0] { true } else { false } }
    if !hasAtom, !apart.isEmpty {
      main += apart.remove(at: apart.firstIndex { delta.map($0.contains) ?? false } ?? 0)
    }
    self.main = main.sorted()
    self.apart = apart
  }
}

/// Which of some numbers belong together.
private struct Ties {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of number: Int) -> Int {
    var number = number
    while parents[number] != number {
      parents[number] = parents[parents[number]]
      number = parents[number]
    }
    return number
  }

  mutating func unite(_ one: Int, _ other: Int) { parents[root(of: one)] = root(of: other) }
}

extension Clause {
  /// Whether no step of it can fail or make symbols and records.
  var isQuiet: Bool { arguments.allSatisfy(\.isQuiet) && body.allSatisfy(\.isQuiet) }
}

extension Literal {
  fileprivate var bindsSeveral: Bool { if case .atom = self { true } else { false } }

  /// Whether it is an atom whose variables stand in it once each, which is a check as it is.
  fileprivate var isOnlyAsked: Bool {
    guard case .atom(let atom) = self else { return true }
    return Set(atom.variables).count == atom.variables.count
  }

  /// Whether nothing of it can fail or makes symbols and records.
  var isQuiet: Bool {
    switch self {
    case .atom, .negation, .falsehood: true
    case .record: false
    case .comparison(_, _, let left, let right, _), .test(_, let left, let right, _, _):
      left.isQuiet && right.isQuiet
    case .range(_, _, let terms, _): terms.allSatisfy(\.isQuiet)
    case .aggregate(let aggregate): aggregate.search == nil
    }
  }
}

extension Term {
  /// Whether it computes nothing that can fail, and makes no symbols and records.
  var isQuiet: Bool {
    guard case .call(let operation, let arguments, _) = self else { return true }
    return operation.isQuiet && arguments.allSatisfy(\.isQuiet)
  }
}

extension Operation {
  fileprivate var isQuiet: Bool {
    switch functor {
    case .divide, .modulo, .toNumber, .toUnsigned, .toFloat, .autoinc: false
    default: result != .symbol && result != .record
    }
  }
}
