extension RecordLiteral {
  /// The steps that take a known record apart, or put one together of known values; nothing if neither can be done.
  func steps(_ bound: Set<Int>) -> [RulePlan.Step]? {
    if bound.contains(variable) { return takingApart(bound) }
    guard fields.allSatisfy(bound.contains) else { return nil }
    let tag = constructor.map { [Term.constant(.symbol($0))] } ?? []
    let pack = Operation(functor: .pack, operand: .record, result: .record)
    return [.assign(variable, .call(pack, tag + fields.map(Term.variable), span))]
  }

  private func takingApart(_ bound: Set<Int>) -> [RulePlan.Step] {
    let record = Term.variable(variable)
    var steps: [RulePlan.Step] = [.compare(.notEqual, .record, record, .constant(.record(nil)))]
    if let constructor {
      steps.append(.compare(.equal, .symbol, part(0, .symbol), .constant(.symbol(constructor))))
    }
    var known = bound
    for (index, field) in fields.enumerated() {
      let value = part(index + (constructor == nil ? 0 : 1), kinds[index])
      if known.insert(field).inserted {
        steps.append(.assign(field, value))
      } else {
        steps.append(.compare(.equal, kinds[index], .variable(field), value))
      }
    }
    return steps
  }

  private func part(_ index: Int, _ kind: Kind) -> Term {
    .call(
      Operation(functor: .part, operand: .record, result: kind),
      [.variable(variable), .constant(.number(Int64(index)))], span)
  }
}
