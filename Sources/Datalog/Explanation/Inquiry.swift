import Relations

/// A program together with rows of it that one asks about, as they are written in it: `path(1, x)`.
///
/// ```swift
/// let inquiry = try Inquiry(about: ["path(1, 3)"], sources: [source])
/// let explainer = try inquiry.evaluate(facts: facts)
/// for proof in try explainer.proofs(of: explainer.subjects[0]) { print(proof.rendered()) }
/// ```
public struct Inquiry: Sendable {
  /// A row, or all rows that variables and `_` leave open.
  public struct Subject: Sendable {
    /// As it was asked.
    public let text: String
    /// The relation's name.
    public let relation: String
    /// Whether it stands behind a `!`.
    public let isNegated: Bool
    let clause: Clause
    let atom: Atom
  }

  public let subjects: [Subject]
  /// The program's warnings.
  public let warnings: [Diagnostic]
  private let program: Program
  fileprivate static let sourceName = "<fact>"

  /// Checks a program and what is asked about it.
  ///
  /// - Parameters:
  ///   - facts: a relation and its values, or its name alone for all its rows; with a `!` before it if it is denied.
  ///   - sources: the program.
  ///   - environment: what the host adds to it.
  /// - Throws: ``ProgramError`` for what is wrong with the program, or is no fact of it; places in a fact are those in
  ///   what was asked, as it was typed.
  public init(
    about facts: [String], sources: [Source], environment: Environment = Environment()
  ) throws(ProgramError) {
    var questions: [Question] = []
    for fact in facts { questions.append(try Question(fact)) }
    let asked = questions.filter { !$0.isWhole }.map {
      Source(name: Self.sourceName, text: $0.source)
    }
    do throws(ProgramError) {
      program = try Self.check(sources + asked, environment, about: questions.map(\.relation))
    } catch {
      throw ProgramError(diagnostics: error.diagnostics.map { $0.asTyped(questions) })
    }
    warnings = program.warnings.filter { $0.place?.file != Self.sourceName }
    let checked = program.stratified.checked
    var next = checked.sources.entries.count - asked.count
    var subjects: [Subject] = []
    for question in questions {
      if question.isWhole {
        subjects.append(try Self.whole(question, checked))
        continue
      }
      let clauses = checked.clauses.filter { Int($0.span.source) == next && !$0.isAggregateRule(checked) }
      next += 1
      guard clauses.count == 1, let atom = clauses[0].onlyAtom else { throw Self.notOneFact(question.asked) }
      subjects.append(
        Subject(
          text: question.text, relation: checked.relations[atom.relation.rawValue].name,
          isNegated: question.isNegated, clause: clauses[0], atom: atom))
    }
    self.subjects = subjects
  }

  /// A relation asked about by its name alone: all of its rows.
  private static func whole(
    _ question: Question, _ program: CheckedProgram
  ) throws(ProgramError) -> Subject {
    guard let index = program.relations.firstIndex(where: { $0.name == question.text && !$0.isHidden }) else {
      let names = program.relations.lazy.filter { !$0.isHidden }.map(\.name)
      let message = "no relation is called '\(question.text)'" + didYouMean(question.text, among: names)
      throw ProgramError(
        diagnostics: [Diagnostic(severity: .error, message: message, place: nil, notes: [])])
    }
    let info = program.relations[index]
    let arguments = (0..<info.arity).map(Atom.Argument.variable)
    let atom = Atom(relation: RelationID(rawValue: index), arguments: arguments, span: info.span)
    let clause = Clause(
      head: atom.relation, arguments: (0..<info.arity).map(Term.variable), body: [.atom(atom)],
      variables: info.columns.map(\.name), span: info.span, headSpan: info.span)
    return Subject(
      text: factText(info.name, info.columns.map { _ in "_" }), relation: info.name,
      isNegated: question.isNegated, clause: clause, atom: atom)
  }

  /// Derives what is asked about, and nothing else.
  ///
  /// - Parameters:
  ///   - facts: asked for the `.input` relations that are needed.
  ///   - symbols: the table that gave the facts' ids.
  ///   - options: limits, and the threads that may be used.
  /// - Returns: what can be explained now.
  /// - Throws: ``EvaluationError`` if a limit is reached, and what `facts` throws.
  public func evaluate(
    facts: some FactSource = GivenFacts(), symbols: SymbolTable = SymbolTable(), options: Options = Options()
  ) throws -> Explainer {
    let wanted = Set(subjects.map(\.atom.relation)).sorted()
    var options = options
    // Which of several bindings is shown must not depend on the order in which threads bring rows.
    options.rowsWorthSharing = .max
    let closed = program.stratified.withClosureRules()
    var symbols = symbols
    let deadline = Deadline(options.limits)
    let needed = closed.checked.countedTogether(with: wanted)
    let inputs = try closed.givenRows(needed, facts, &symbols, options, deadline)
    let ground = ProofGround(
      program: closed, inputs: inputs, symbols: symbols, options: options, deadline: deadline)
    let explainer = Explainer(ground, relations: wanted, subjects: subjects)
    try explainer.knowSubjects()
    return explainer
  }

  /// Checks the program with its inlined relations as relations, so that they are steps of proofs, if that can be.
  ///
  /// They stay inlined where the order in which they give rows could show in others, unless they are asked about
  /// themselves.
  private static func check(
    _ sources: [Source], _ environment: Environment, about relations: [String]
  ) throws(ProgramError) -> Program {
    var plain = environment
    plain.inlinesRelations = false
    guard let program = try? Program(sources: sources, environment: plain) else {
      return try Program(sources: sources, environment: environment)
    }
    let checked = program.stratified.checked
    let sensitive = DemandEligibility.orderSensitive(checked)
    guard !sensitive.isEmpty, let inlined = try? Program(sources: sources, environment: environment) else {
      return program
    }
    let names = Set(inlined.stratified.checked.relations.filter(\.isInline).map(\.name))
    let feeding = DependencyGraph(checked).reachable(from: sensitive)
    let showsOrder = feeding.contains { names.contains(checked.relations[$0.rawValue].name) }
    return showsOrder && names.isDisjoint(with: relations) ? inlined : program
  }

  fileprivate static func notOneFact(_ text: String) -> ProgramError {
    let message = "'\(text)' is no fact; a fact is a relation and its values, such as 'path(1, x)'"
    return ProgramError(diagnostics: [Diagnostic(severity: .error, message: message, place: nil, notes: [])])
  }
}

/// A fact taken apart as far as can be done without the program.
private struct Question {
  let asked: String
  let text: String
  let isNegated: Bool
  /// Whether it is a relation's name and no more.
  let isWhole: Bool
  /// The name of the relation that is asked about.
  var relation: String { String(text.prefix { $0 != "(" && !$0.isWhitespace }) }

  init(_ asked: String) throws(ProgramError) {
    self.asked = asked
    var rest = asked[...].drop(while: \.isWhitespace)
    isNegated = rest.first == "!"
    if isNegated { rest = rest.dropFirst().drop(while: \.isWhitespace) }
    while let last = rest.last, last.isWhitespace || last == "." { rest.removeLast() }
    let isName = { (character: Character) in
      character.isLetter || character.isNumber || "_.?".contains(character)
    }
    isWhole = !rest.isEmpty && rest.allSatisfy(isName)
    if isWhole {
      text = String(rest)
      return
    }
    guard rest.last == ")", let bracket = rest.firstIndex(of: "("), bracket != rest.startIndex,
      rest[..<bracket].allSatisfy({ isName($0) || $0 == " " })
    else { throw Inquiry.notOneFact(asked) }
    text = String(rest)
  }

  /// What the program is asked.
  var source: String { "\(Self.mark)\(text).\n" }

  private static let mark = "?- "

  /// A place of the question as one of the fact; nothing if it is no place of this question.
  func typed(_ place: Place) -> Place? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return nil }
    let isFirst = place.line == 1
    let line = String(lines[place.line - 1])
    let isLast = place.line == lines.count
    guard place.lineText == (isFirst ? Self.mark : "") + line + (isLast ? "." : "") else { return nil }
    let denial = isFirst && isNegated ? "!" : ""
    let shown = denial + line
    let shifted = place.column + denial.count - (isFirst ? Self.mark.count : 0)
    // What is missing at the end is missing behind the fact, where the question has its full stop.
    let column = min(max(1, shifted), shown.count + 1)
    return Place(
      file: place.file, line: place.line, column: column,
      length: max(1, min(place.length, shown.count + 1 - column)), lineText: shown)
  }
}

extension Diagnostic {
  /// The same with places in facts as they were typed, in place of those in the questions they became.
  fileprivate func asTyped(_ questions: [Question]) -> Diagnostic {
    func typed(_ place: Place?) -> Place? {
      guard let place, place.file == Inquiry.sourceName else { return place }
      return questions.lazy.compactMap { $0.typed(place) }.first ?? place
    }
    return Diagnostic(
      severity: severity, message: message, place: typed(place),
      notes: notes.map { Note(message: $0.message, place: typed($0.place)) })
  }
}

extension Clause {
  fileprivate func isAggregateRule(_ program: CheckedProgram) -> Bool {
    program.relations[head.rawValue].isHidden
  }

  /// The one relation that a fact names; its arguments may be put together by other literals.
  var onlyAtom: Atom? {
    var atoms: [Atom] = []
    for literal in body {
      switch literal {
      case .atom(let atom): atoms.append(atom)
      case .comparison, .record: break
      case .negation, .test, .aggregate, .range, .falsehood: return nil
      }
    }
    return atoms.count == 1 ? atoms[0] : nil
  }
}

// MARK: Asking

extension Explainer {
  /// The most rows of a subject that are looked at.
  private static let rowLimit = 100_000

  /// The rows that a subject stands for, in the order of their values; of very many, the first hundred thousand
  /// derived.
  ///
  /// Of a record with very many in it, the first ones are shown.
  public func rows(of subject: Inquiry.Subject) throws(EvaluationError) -> [[Value]] {
    restartTime()
    return try foundRows(of: subject).map(\.values)
  }

  func foundRows(
    of subject: Inquiry.Subject
  ) throws(EvaluationError) -> [(values: [Value], words: [UInt64])] {
    try knowSubjects()
    let clause = subject.clause.withoutWildcards()
    guard let atom = clause.onlyAtom else { return [] }
    let search = ConjunctionSearch(
      clause, start: [], context: context, table: known.table, complete: known.table, skipsFailures: false)
    try search.run([], limit: Self.rowLimit)
    let rows = (0..<search.count).map { binding in
      let words = atom.words(context) { search.word(binding, $0) }
      return (values: values(of: words, atom.relation), words: words, number: binding)
    }
    let sorted = rows.sorted {
      $0.values == $1.values ? $0.number < $1.number : $0.values.lexicographicallyPrecedes($1.values)
    }
    return sorted.map { (values: $0.values, words: $0.words) }
  }

  /// Proofs of the first rows that a subject stands for.
  ///
  /// - Parameters:
  ///   - subject: one of ``subjects``.
  ///   - limit: how many rows are proved.
  ///   - depth: how many steps from its row a proof goes.
  /// - Returns: a proof for each row, in the order of their values.
  /// - Throws: ``EvaluationError`` if a limit is reached.
  public func proofs(
    of subject: Inquiry.Subject, limit: Int = 20, depth: Int? = nil
  ) throws(EvaluationError) -> [Proof] {
    restartTime()
    var proofs: [Proof] = []
    for row in try foundRows(of: subject).prefix(limit) {
      if let proof = try knownProof(of: subject.atom.relation, row: row.words, depth: depth) {
        proofs.append(proof)
      }
    }
    return proofs
  }
}

extension Answers {
  /// Prepares to explain rows of a relation, which need not be an output; nothing if there is no such relation, or
  /// if it needs inputs that the outputs do not need, which were not read.
  ///
  /// Each explanation evaluates the program once more as far as it need be, within the limits of the options and until
  /// they are cancelled.
  public func explainer(
    of relation: String, options: Options = Options()
  ) throws(EvaluationError) -> Explainer? {
    let program = program.withClosureRules()
    let checked = program.checked
    guard let index = checked.relations.firstIndex(where: { $0.name == relation }) else { return nil }
    let wanted = RelationID(rawValue: index)
    let graph = DependencyGraph(checked)
    let read = graph.reachable(from: checked.outputs.map(\.relation))
    let needed = graph.reachable(from: [wanted])
    guard checked.inputs.allSatisfy({ !needed.contains($0.relation) || read.contains($0.relation) }) else {
      return nil
    }
    var options = options
    options.rowsWorthSharing = .max
    let ground = ProofGround(
      program: program, inputs: inputs, symbols: symbols, options: options, deadline: Deadline(options.limits)
    )
    return Explainer(ground, relations: [wanted])
  }

  /// Why a row is in a relation; nothing if it is not.
  public func proof(of relation: String, row: [Value]) throws(EvaluationError) -> Proof? {
    try explainer(of: relation)?.proof(of: relation, row: row)
  }
}
