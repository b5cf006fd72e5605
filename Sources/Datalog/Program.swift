/// A program that has passed every check and can be evaluated any number of times.
///
/// ```swift
/// let program = try Program(sources: [Source(name: "who.dl", text: text)])
/// let answers = try program.evaluate(facts: facts)
/// ```
public struct Program: Sendable {
  let stratified: StratifiedProgram
  /// What is most likely not meant, in the order of the text.
  public let warnings: [Diagnostic]
  /// What it asks of whoever runs it, in the order of the text.
  public let pragmas: [Pragma]

  /// Parses and checks sources, one after the other as one program.
  ///
  /// - Throws: ``ProgramError`` with every fault found.
  public init(sources: [Source], environment: Environment = Environment()) throws(ProgramError) {
    var sink = DiagnosticSink()
    let parsed = ParsedProgram.parsing(
      environment.prelude + sources, includes: environment.includes, into: &sink)
    var checker = Checker(parsed, environment: environment, sink: sink)
    let checked = checker.check()
    sink = checker.sink
    // Cycles among the sound rules are real, whatever is wrong with the others.
    let stratified = checked.stratified(&sink)
    let diagnostics = sink.diagnostics(in: parsed.sources)
    let preludeNames = Set(environment.prelude.map(\.name))
    let shown = diagnostics.filter { diagnostic in
      diagnostic.severity == .error || !(diagnostic.place.map { preludeNames.contains($0.file) } ?? false)
    }
    guard !sink.hasErrors else { throw ProgramError(diagnostics: shown) }
    self.stratified = stratified
    warnings = shown
    pragmas = parsed.pragmas.map { pragma in
      Pragma(name: pragma.name.text, value: pragma.value, place: parsed.sources.place(of: pragma.name.span))
    }
  }
}

// MARK: What it declares

/// A column of a relation: its name, the type it is declared with, and what kind of value that is.
public struct Column: Sendable, Equatable {
  public let name: String
  public let type: String
  public let kind: Kind
  /// How its records are read, if it holds records.
  var layout: RecordLayout?
}

/// A `.param` of a program.
public struct Parameter: Sendable, Equatable {
  public let name: String
  public let type: String
  /// As the program spells it; a parameter without one must be given.
  public let defaultValue: String?
}

/// A `.pragma` of a program: a setting for whoever runs it.
public struct Pragma: Sendable, Equatable {
  public let name: String
  /// Empty if there is none.
  public let value: String
  public let place: Place

  /// Words what is wrong with it.
  public func complaint(_ message: String) -> Diagnostic {
    Diagnostic(severity: .warning, message: message, place: place, notes: [])
  }
}

extension Program {
  /// The parameters that a source declares, found without checking the rest of it.
  public static func parameters(of source: Source) -> [Parameter] {
    var sink = DiagnosticSink()
    let parsed = ParsedProgram.parsing([source], includes: { _, _ in nil }, into: &sink)
    return parsed.parameters.map { parameter in
      Parameter(
        name: parameter.name.text, type: parameter.type.text,
        defaultValue: parameter.defaultValue.map { parsed.sources.text(of: $0.span) })
    }
  }

  /// The comment a source begins with, without its comment marks: what the program is for.
  public static func documentation(of source: Source) -> String {
    var lines: [Substring] = []
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.drop(while: \.isWhitespace)
      guard trimmed.hasPrefix("//") else { break }
      lines.append(trimmed.drop { $0 == "/" }.drop { $0 == " " })
    }
    return lines.joined(separator: "\n")
  }

  /// The declared relations, by name.
  public func columns(of relation: String) -> [Column]? {
    let declared = stratified.checked.relations.first { $0.name == relation && !$0.isHidden }
    return declared?.publicColumns
  }
}

extension Program {
  /// Whether a relation is written out where it is used, and so has no rows of its own.
  public func isInlined(_ relation: String) -> Bool {
    stratified.checked.relations.contains { $0.name == relation && $0.isInline }
  }
}

extension RelationInfo {
  var publicColumns: [Column] {
    columns.map { Column(name: $0.name, type: $0.type, kind: $0.kind, layout: $0.layout) }
  }
}
