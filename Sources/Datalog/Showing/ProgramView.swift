/// What can be shown of a program and its stages, by the names that Soufflé's `--show` has for it.
public enum ProgramView: String, Sendable, CaseIterable {
  /// What is wrong with the text, before any name is looked up.
  case parseErrors = "parse-errors"
  /// The program as it was read: files included, macros and components expanded.
  case initialTree = "initial-ast"
  /// The rules in normal form: one head each, aggregates' bodies with relations of their own.
  case transformedTree = "transformed-ast"
  /// Of which types the variables of each rule are.
  case typeAnalysis = "type-analysis"
  /// Which relation is derived from which, for Graphviz.
  case precedenceGraph = "precedence-graph"
  case precedenceGraphText = "precedence-graph-text"
  /// Relations that need each other as one node, for Graphviz.
  case strataGraph = "scc-graph"
  case strataGraphText = "scc-graph-text"
}

extension ProgramView {
  /// The view of a name, the older ones of Soufflé's among them.
  public init?(name: String) {
    self.init(rawValue: name.replacing("-datalog", with: "-ast"))
  }

  /// Shows a program.
  ///
  /// - Returns: whole lines; none for ``parseErrors`` if there are none.
  /// - Throws: ``ProgramError`` if it has faults that keep the stage from being reached.
  public func text(of sources: [Source], environment: Environment = Environment()) throws(ProgramError)
    -> String
  {
    var sink = DiagnosticSink()
    let parsed = ParsedProgram.parsing(
      environment.prelude + sources, includes: environment.includes, into: &sink)
    let found = sink.diagnostics(in: parsed.sources)
    switch self {
    case .parseErrors: return found.map { $0.rendered() }.joined()
    case .initialTree:
      guard !sink.hasErrors else { throw ProgramError(diagnostics: found) }
      return SyntaxPrinter(sources: parsed.sources).text(of: parsed)
    case .transformedTree, .typeAnalysis, .precedenceGraph, .precedenceGraphText, .strataGraph,
      .strataGraphText:
      return text(of: try Program(sources: sources, environment: environment).stratified)
    }
  }

  private func text(of program: StratifiedProgram) -> String {
    switch self {
    case .typeAnalysis: ClausePrinter(program: program.checked).types
    case .precedenceGraph, .precedenceGraphText: GraphPrinter(program: program).relations
    case .strataGraph, .strataGraphText: GraphPrinter(program: program).strata
    case .parseErrors, .initialTree, .transformedTree: ClausePrinter(program: program.checked).rules
    }
  }
}
