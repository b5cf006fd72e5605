import Relations
import Testing

@testable import Datalog

/// Checks proofs against a program and its rows, step by step, and their heights against a slow computation.
struct ProofChecker {
  typealias Row = [Value]

  let complete: ClauseEvaluator
  private let checked: CheckedProgram

  init(_ program: Program) {
    checked = program.stratified.withClosureRules().checked
    complete = ClauseEvaluator(program)
  }

  /// Believes the engine's rows, as of programs whose rows give way or keep others out, and checks the proofs alone.
  init(believing program: Program) throws {
    let closed = program.stratified.withClosureRules()
    let all = closed.checked.relations.indices.map(RelationID.init(rawValue:))
    let evaluator = try closed.evaluated(all, facts: GivenFacts(), symbols: SymbolTable(), options: Options())
    var rows: [RelationID: Set<Row>] = [:]
    for relation in all {
      let (table, columns) = (evaluator.table(relation), closed.checked.relations[relation.rawValue].columns)
      rows[relation] = Set(
        (0..<table.count).map { number in
          zip(table.words(of: number), columns).map { word, column in
            evaluator.context.value(of: word, kind: column.kind, layout: column.layout)
          }
        })
    }
    checked = closed.checked
    complete = ClauseEvaluator(closed, rows: rows)
  }

  /// What is wrong with a proof; nothing if it is sound.
  ///
  /// Rows without a root may rest on rows that have given way.
  func fault(of proof: Proof, rootless: [RelationID: Set<Row>] = [:]) -> String? {
    for step in proof.steps {
      guard holds(step.relation, step.row) else { return "\(step.fact) does not hold" }
      switch step.reason {
      case .lost
      where step.height == 0 && rootless.contains { name($0.key, step) && $0.value.contains(step.row) }:
        continue
      case .given, .lost, .cut: return "\(step.fact) needs a reason"
      case .stated:
        guard step.height == 0, isStated(step.relation, step.row) else { return "\(step.fact) is not stated" }
      case .derived(let rule, _, let premises):
        let heights = step.premises.map { proof.steps[$0].height }
        guard step.height == (heights.max() ?? 0) + 1 else { return "\(step.fact) has another height" }
        guard fits(step, rule, premises, proof) else { return "\(step.fact) does not follow by \(rule)" }
      }
    }
    return nil
  }

  private func name(_ relation: RelationID, _ step: Proof.Step) -> Bool {
    checked.relations[relation.rawValue].name == step.relation
  }

  private func holds(_ relation: String, _ row: Row) -> Bool {
    checked.relations.indices.contains { index in
      checked.relations[index].name == relation
        && complete.rows[RelationID(rawValue: index), default: []].contains(row)
    }
  }

  private func isStated(_ relation: String, _ row: Row) -> Bool {
    checked.clauses.contains { clause in
      clause.isConstant && checked.relations[clause.head.rawValue].name == relation
        && zip(clause.arguments, row).allSatisfy { term, value in
          if case .constant(let constant) = term { constant == value } else { false }
        }
    }
  }

  /// Whether some clause of the rule gives the row with just these premises, in their order.
  private func fits(_ step: Proof.Step, _ rule: String, _ premises: [Proof.Premise], _ proof: Proof) -> Bool {
    checked.clauses.contains { clause in
      guard checked.relations[clause.head.rawValue].name == step.relation,
        checked.sources.text(of: clause.span) == rule
      else { return false }
      var rest = step.premises.map { proof.steps[$0] }[...]
      var pinned = clause
      for case (let index, .atom(let atom)) in clause.body.enumerated() {
        guard let premise = rest.popFirst(),
          premise.relation == checked.relations[atom.relation.rawValue].name
        else { return false }
        pinned.body[index] = .atom(atom)
        pinned.body += premise.row.enumerated().compactMap { column, value in
          switch atom.arguments[column] {
          case .variable(let variable):
            .comparison(.equal, value.kind, .variable(variable), .constant(value), clause.span)
          case .constant(let constant): constant == value ? nil : .falsehood
          case .wildcard: nil
          }
        }
      }
      guard rest.isEmpty, absences(of: clause) == premises.count(where: \.isAbsence) else { return false }
      return complete.derives(pinned, step.row)
    }
  }

  private func absences(of clause: Clause) -> Int {
    clause.body.count { if case .negation = $0 { true } else { false } }
  }
}

extension Proof.Premise {
  fileprivate var isAbsence: Bool { if case .absence = self { true } else { false } }
}

extension ProofChecker {
  /// The rows that are left, but that no rule gives from rows that are left.
  func rootless() -> [RelationID: Set<Row>] {
    var rootless = complete.rows
    for clause in checked.clauses {
      rootless[clause.head]?.subtract(complete.rowsDerived(by: clause, from: complete.rows))
    }
    return rootless.filter { !$0.value.isEmpty }
  }

  /// The least height of every row, by trying all rules on all rows of less height, round after round; rows without a
  /// root are there from the start.
  func leastHeights(rootless: [RelationID: Set<Row>] = [:]) -> [RelationID: [Row: Int]] {
    var heights = rootless.mapValues { rows in Dictionary(uniqueKeysWithValues: rows.map { ($0, 0) }) }
    for clause in checked.clauses where clause.isConstant {
      let row = clause.arguments.compactMap { if case .constant(let value) = $0 { value } else { nil } }
      guard complete.rows[clause.head, default: []].contains(row) else { continue }
      heights[clause.head, default: [:]][row] = 0
    }
    var round = 0
    var grows = true
    while grows {
      grows = false
      round += 1
      let below = heights.mapValues { rows in Set(rows.keys) }
      for clause in checked.clauses where !clause.isConstant {
        for row in complete.rowsDerived(by: clause, from: below)
        where heights[clause.head]?[row] == nil && complete.rows[clause.head, default: []].contains(row) {
          heights[clause.head, default: [:]][row] = round
          grows = true
        }
      }
    }
    return heights
  }
}
