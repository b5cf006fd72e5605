/// A program as it is written: nothing looked up yet.
struct ParsedProgram {
  var sources: SourceSet
  var types: [TypeSyntax] = []
  var lattices: [LatticeSyntax] = []
  var relations: [RelationSyntax] = []
  var rules: [RuleSyntax] = []
  var directives: [DirectiveSyntax] = []
  var parameters: [ParameterSyntax] = []
  var queries: [QuerySyntax] = []
  var pragmas: [PragmaSyntax] = []
  var components: [ComponentSyntax] = []
  var instances: [InstanceSyntax] = []
  /// What `.override` names, which only a component may.
  var overrides: [Name] = []

  /// Reads sources one after the other as one program, noting every fault on the way.
  static func parsing(
    _ sources: [Source], includes: @escaping Preprocessor.Includes, into sink: inout DiagnosticSink
  ) -> ParsedProgram {
    var preprocessor = Preprocessor(includes: includes)
    for source in sources { preprocessor.read(source) }
    preprocessor.finish()
    var parser = Parser(
      tokens: preprocessor.tokens, sink: preprocessor.sink,
      program: ParsedProgram(sources: preprocessor.sources))
    parser.parseProgram()
    sink = parser.sink
    return parser.program.expandingComponents(&sink)
  }
}
