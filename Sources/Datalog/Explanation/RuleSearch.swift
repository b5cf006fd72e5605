/// A rule asked backwards: which bindings derive one certain row.
///
/// It is a class because searches are.
final class RuleSearch {
  /// The rule, with a variable in every column of its atoms and nothing to compute in its head.
  let clause: Clause
  let search: ConjunctionSearch
  private let start: [Int]
  private let context: EvaluationContext

  init(
    _ original: Clause, context: EvaluationContext, table: @escaping (RelationID) -> Table,
    complete: @escaping (RelationID) -> Table, fanOut: @escaping (RelationID, [Int]) -> Double?
  ) {
    let clause = original.withPlainHead().withoutWildcards().withInverses()
    self.clause = clause
    self.context = context
    start = clause.headVariables
    search = ConjunctionSearch(
      clause, start: start, context: context, table: table, complete: complete, fanOut: fanOut)
  }

  /// Searches the first bindings that give a row and are as they should be; says whether there is one.
  ///
  /// The others, of which there may be as many as pairs of rows, are not kept.
  func run(
    _ row: [UInt64], limit: Int, where isWanted: @escaping (ConjunctionSearch.Binding) -> Bool
  ) throws(EvaluationError) -> Bool {
    var values: [Int: UInt64] = [:]
    for (term, word) in zip(clause.arguments, row) {
      switch term {
      case .constant(let value): guard context.word(of: value) == word else { return false }
      case .variable(let variable):
        guard values.updateValue(word, forKey: variable).map({ $0 == word }) ?? true else { return false }
      case .call: preconditionFailure("a plain head computes nothing")
      }
    }
    try search.run(start.map { values[$0] ?? 0 }, limit: limit, where: isWanted)
    return search.count > 0
  }

  /// The row an atom has in the first binding that was found.
  func words(of atom: Atom) -> [UInt64] { atom.words(context) { search.word(0, $0) } }
}
