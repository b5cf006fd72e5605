/// Steps over equivalence relations, whose pairs are not rows of a table.
extension PipelineCompiler {
  /// An operator for a scan or a join; nothing if the relation's pairs are rows.
  func overClasses(
    _ step: RulePlan.Step, _ output: Batch, _ carried: [Int], _ needed: Set<Int>
  ) -> (any Operator)? {
    switch step {
    case .scan(let atom, let view):
      let table = table(atom.relation)
      guard let classes = table.classes else { return nil }
      return ClassScanOperator(
        table, classes, view, compiled(atom, skipping: [], needed: needed), output: output, carried: carried)
    case .join(let atom, let view, let columns):
      let table = table(atom.relation)
      guard let classes = table.classes else { return nil }
      let arguments = compiled(atom, skipping: columns, needed: needed)
      return ClassJoinOperator(
        table, classes, view, key(atom.arguments, columns), new: arguments.outputs.first?.variable,
        output: output,
        carried: carried)
    default: return nil
    }
  }

  /// An operator for what asks for any row, a negation or an aggregate; nothing if the relation's pairs are rows.
  func overClasses(_ step: RulePlan.Step) -> (any Operator)? {
    switch step {
    case .exists(let atom, let view, let columns):
      let table = table(atom.relation)
      guard table.classes != nil, let column = columns.first else { return nil }
      return CheckOperator(table, view, key(atom.arguments, [column, column]), isNegated: false)
    case .absent(let atom, let columns):
      let table = completeTable(atom.relation)
      guard table.classes != nil, let column = columns.first else { return nil }
      // A value that has any partner is its own.
      let key = key(atom.arguments, [column, column])
      return CheckOperator(table, .full, key, isNegated: true)
    case .aggregate(let aggregate) where aggregate.search == nil:
      let table = completeTable(aggregate.relation)
      guard let classes = table.classes else { return nil }
      let parts = aggregate.columns.compactMap { column -> CompiledKey.Part? in
        switch column {
        case .key(let variable): .variable(variable)
        case .constant(let value): .constant(context.word(of: value))
        case .target, .free: nil
        }
      }
      return ClassAggregateOperator(aggregate, table, classes, CompiledKey(parts: parts))
    default: return nil
    }
  }
}
