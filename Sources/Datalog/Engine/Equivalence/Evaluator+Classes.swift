extension Evaluator {
  /// Writes out the pairs of those equivalence relations among some whose rows are wanted.
  func writeOutClasses(_ relations: [RelationID]) throws(EvaluationError) {
    for relation in relations {
      let table = table(relation)
      guard let classes = table.classes else { continue }
      context.relation = program.checked.relations[relation.rawValue].name
      do throws(Interruption) {
        try context.checkRoom(for: classes.pairCount * 16, table)
      } catch {
        if case .ended(let error) = error { throw error }
      }
      classes.expand(into: table)
    }
  }
}
