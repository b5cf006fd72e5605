extension CheckedProgram {
  /// Checks the orders that `.plan` gives a rule: one a version, and each with every atom once.
  ///
  /// A rule has a version for each of its atoms that is derived along with its head, which is read first then.
  func checkPlan(of clause: Clause, in recursive: Set<RelationID>, _ sink: inout DiagnosticSink) {
    var atoms: [Atom] = []
    for case .atom(let atom) in clause.body { atoms.append(atom) }
    let versions = atoms.count { recursive.contains($0.relation) }
    guard versions > 0 else {
      sink.error(
        "this '.plan' orders nothing: the rule does not depend on its own head", at: clause.plan[0].span)
      return
    }
    for plan in clause.plan {
      if plan.version >= versions {
        let known = versions == 1 ? "only version 0" : "only versions 0 to \(versions - 1)"
        sink.error("there is no version \(plan.version) of this rule, \(known)", at: plan.span)
      }
      if plan.order.count != atoms.count {
        let count = atoms.count == 1 ? "1 atom" : "\(atoms.count) atoms"
        sink.error("the rule has \(count), but this order has \(plan.order.count)", at: plan.span)
      } else if Set(plan.order) != Set(1...atoms.count) {
        sink.error("this order does not have each atom from 1 to \(atoms.count) once", at: plan.span)
      }
    }
  }
}
