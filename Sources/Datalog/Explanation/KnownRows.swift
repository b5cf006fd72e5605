import Relations

/// The rows that explanations rest on: all that the program derives, or those that a question asked for.
///
/// With demand, a relation's rows lie in copies, one for each way in which it was asked. Whatever a row that was asked
/// for can be derived from was asked for, too, and what is negated or gathered on the way is complete as far as it
/// matters: so such a row has the same derivations here as among all rows, and the same height.
///
/// It is a class because it makes the tables of relations without rows when they are first asked for.
final class KnownRows {
  /// The program as written.
  let program: CheckedProgram
  private let evaluator: Evaluator
  private let copies: [RelationID: [RelationID]]
  private var gathered: [RelationID: Table] = [:]

  /// Takes over what an evaluation has derived.
  ///
  /// - Parameters:
  ///   - program: the program as written, whose relations have the same numbers in the one evaluated.
  ///   - evaluator: has derived everything.
  ///   - copies: the relations that have the rows asked for of others.
  /// - Throws: ``EvaluationError`` if a limit is reached while they are put together.
  init(
    _ program: CheckedProgram, _ evaluator: Evaluator, copies: [RelationID: [RelationID]] = [:]
  ) throws(EvaluationError) {
    self.program = program
    self.evaluator = evaluator
    self.copies = copies
    for relation in copies.keys.sorted() { try gather(relation) }
  }

  private func gather(_ relation: RelationID) throws(EvaluationError) {
    let parts = parts(of: relation)
    guard parts.count > 1 else { return }
    let table = Table(arity: program.relations[relation.rawValue].arity, isPacked: false)
    for part in parts {
      for number in 0..<part.count {
        if number % Batch.capacity == 0 { try context.checkTime(in: table) }
        table.insert(words: part.words(of: number))
      }
    }
    table.completeRound()
    table.completeRound()
    gathered[relation] = table
  }

  private func parts(of relation: RelationID) -> [Table] {
    copies[relation, default: [relation]].compactMap { evaluator.tables[$0] }
  }

  var context: EvaluationContext { evaluator.context }
  var inputs: [RelationID: GivenRows] { evaluator.inputs }

  /// Whether only some of a relation's rows are known.
  func isPartial(_ relation: RelationID) -> Bool { copies[relation] != nil }

  /// A relation's rows; none of those that nothing asked for.
  func table(_ relation: RelationID) -> Table {
    if let known = gathered[relation] { return known }
    if let only = parts(of: relation).first { return only }
    let table = Table(arity: program.relations[relation.rawValue].arity, isPacked: false)
    gathered[relation] = table
    return table
  }
}

/// A program with its given rows, of which explanations are wanted.
struct ProofGround {
  let program: StratifiedProgram
  let inputs: [RelationID: GivenRows]
  let symbols: SymbolTable
  let options: Options
  /// When what was asked for must be done.
  var deadline: Deadline

  /// All rows of some relations and of what they rest on.
  func rows(of wanted: [RelationID]) throws(EvaluationError) -> KnownRows {
    let context = program.context(symbols, options, options.limits, deadline)
    let evaluator = Evaluator(
      program, wanted: program.checked.countedTogether(with: wanted), inputs: inputs, context: context)
    try evaluator.run()
    return try KnownRows(program.checked, evaluator)
  }

  /// The rows that some questions of the program ask for; nothing if it is no gain to know only them.
  func rows(askedBy questions: [RelationID]) throws(EvaluationError) -> KnownRows? {
    try rows(askedBy: questions, in: program.checked)
  }

  /// The rows that asking for one row asks for.
  func rows(askedBy row: [Value], of relation: RelationID) throws(EvaluationError) -> KnownRows? {
    var checked = program.checked
    let span = checked.relations[relation.rawValue].span
    let question = RelationID(rawValue: checked.relations.count)
    checked.relations.append(RelationInfo(name: "", columns: [], span: span, isHidden: true))
    let atom = Atom(relation: relation, arguments: row.map { .constant($0) }, span: span)
    checked.clauses.append(
      Clause(head: question, arguments: [], body: [.atom(atom)], variables: [], span: span, headSpan: span))
    return try rows(askedBy: [question], in: checked)
  }

  private func rows(
    askedBy questions: [RelationID], in checked: CheckedProgram
  ) throws(EvaluationError) -> KnownRows? {
    guard options.demand, !checked.countsUp(for: questions) else { return nil }
    var asking = StratifiedProgram(checked: checked, strata: [])
    asking.checked.outputs = questions.map { question in
      OutputDirective(
        relation: question, onlySize: false, parameters: [:], order: [], limit: nil, isQuery: true,
        span: checked.relations[question.rawValue].span)
    }
    let sizes = inputs.mapValues(\.count)
    guard let demanded = asking.demanded(inputSizes: sizes, keepsRules: true),
      let evaluator = try asking.evaluated(demanded, questions, inputs, symbols, options, deadline)
    else { return nil }
    return try KnownRows(program.checked, evaluator, copies: demanded.copies)
  }
}

extension CheckedProgram {
  /// Whether the counter has a part in what some relations hold.
  fileprivate func countsUp(for relations: [RelationID]) -> Bool {
    let heads = clauses.filter(\.countsUp).map(\.head)
    return !heads.isEmpty && !DependencyGraph(self).reachable(from: relations).isDisjoint(with: heads)
  }

  /// Some relations with all that must be derived for their numbers to be those of the answers: the counter goes on
  /// from one relation to the next.
  func countedTogether(with relations: [RelationID]) -> [RelationID] {
    countsUp(for: relations) ? Set(relations + outputs.map(\.relation)).sorted() : relations
  }
}
