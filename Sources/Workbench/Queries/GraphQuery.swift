import Datalog
import Foundation
import GraphExchange
import KnowledgeGraph
import Relations

/// Datalog over a graph: the bridge between the two, which do not know each other.
///
/// The prelude declares the graph's predicates as inputs; their relations are handed over as they lie in the file,
/// and the graph's terms are the program's symbols. Only what a query uses is read.
public struct GraphQuery: Sendable {
  private let graph: OpenGraph
  private let data: ProgramData

  /// Prepares for queries over a graph, with the prelude and rules of `Graph/`.
  public init(graph: OpenGraph, data: ProgramData) {
    self.graph = graph
    self.data = data
  }

  /// Answers a query.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - presentation: how answers are shown.
  ///   - cancellation: lets another thread end it.
  ///   - recorder: records how it is evaluated.
  /// - Returns: the answer.
  /// - Throws: `ProgramError` for a program that is wrong, `EvaluationError` if a limit is reached or another thread
  ///   ends it, and what reading the graph throws.
  public func run(
    _ request: QueryRequest, presentation: QueryPresentation, cancellation: Cancellation? = nil,
    recorder: EvaluationRecorder? = nil
  ) throws -> QueryAnswer {
    let (program, answers) = try evaluate(request, cancellation, recorder)
    guard !answers.relations.isEmpty else {
      throw WorkbenchError.mistakes([
        "\(request.name) asks for nothing: it has no '.output' and no '?-' question"
      ])
    }
    var renderer = AnswerRenderer(graph: graph.graph, presentation: presentation)
    let tables = try answers.relations.map { relation in
      QueryAnswer.Part(
        name: relation.isQuery ? "answer" : relation.name,
        table: try renderer.table(of: relation, limit: request.limits.rowsShown))
    }
    try graph.graph.requireRead()
    return QueryAnswer(tables: tables, warnings: program.warnings.map { $0.rendered() })
  }

  /// Evaluates a query and says how its rules were run, in place of answering it.
  ///
  /// - Parameters:
  ///   - request: what is asked.
  ///   - format: text or JSON.
  ///   - cancellation: lets another thread end it.
  /// - Returns: the plan.
  /// - Throws: as ``run(_:presentation:cancellation:recorder:)`` does.
  public func plan(
    _ request: QueryRequest, _ format: ExplanationFormat, cancellation: Cancellation? = nil
  ) throws -> String {
    let recorder = EvaluationRecorder()
    _ = try evaluate(request, cancellation, recorder)
    return format == .json ? recorder.plan.json().rendered() : recorder.plan.rendered()
  }

  /// Explains rows of the graph or of a query's relations, in place of answering it.
  ///
  /// - Parameters:
  ///   - asked: what is to be explained.
  ///   - request: the query, which may be none.
  ///   - language: the language of entities' names.
  ///   - cancellation: lets another thread end it.
  /// - Returns: the explanation, and the query's warnings.
  /// - Throws: as ``run(_:presentation:cancellation:recorder:)`` does.
  public func explain(
    _ asked: ExplanationRequest, of request: QueryRequest? = nil, language: LabelLanguage = .english,
    cancellation: Cancellation? = nil
  ) throws -> (explanation: Explanation, warnings: [String]) {
    let inquiry = try Inquiry(
      about: asked.facts, sources: request.map { [$0.source] } ?? [],
      environment: environment(parameters: request?.parameters ?? [:]))
    // Proofs go on reading long after this, so all that they may need is read now.
    let explainer = try inquiry.evaluate(
      facts: GraphFacts(graph: graph.graph, areLookedUp: false), symbols: graph.graph.symbols,
      options: request?.options(cancellation) ?? Options(cancellation: cancellation))
    let writer = ProofWriter(graph: graph.graph, language: language)
    return (try Explanation(asked, explainer, writer: writer), inquiry.warnings.map { $0.rendered() })
  }

  private func evaluate(
    _ request: QueryRequest, _ cancellation: Cancellation?, _ recorder: EvaluationRecorder?
  ) throws -> (Program, Answers) {
    let program = try Program(
      sources: [request.source], environment: environment(parameters: request.parameters))
    var options = request.options(cancellation)
    options.recorder = recorder
    let answers = try program.evaluate(
      facts: GraphFacts(graph: graph.graph), symbols: graph.graph.symbolsOnDemand, options: options)
    try graph.graph.requireRead()
    return (program, answers)
  }

  func environment(parameters: [String: String]) -> Environment {
    let prelude = data.graph.filter { $0.path.hasSuffix(".dl") }
      .map { Source(name: $0.path, text: $0.text) }
    let graph = graph
    return Environment(
      prelude: prelude, parameters: parameters, resolvingTypes: ["Entity", "Talk", "Collection"],
      resolveName: { name, type in (try? graph.resolve(name, type: type)) ?? .symbol(name) },
      includes: GraphQuery.include)
  }

  /// Reads a file that a program includes, found from the file that includes it.
  @Sendable static func include(_ path: String, from includer: String) -> Source? {
    let folder = URL(fileURLWithPath: includer).deletingLastPathComponent()
    let file = URL(fileURLWithPath: path, relativeTo: folder).path
    return (try? InputFile.text(of: file)).map { Source(name: file, text: $0) }
  }
}

/// The graph's relations, each read when a program asks for it, or looked up as far as it does.
private struct GraphFacts: FactSource {
  let graph: Graph
  var areLookedUp = true

  func rows(for input: Input, symbols: inout SymbolTable) throws -> Relation? {
    try graph.relation(named: input.relation)
  }

  func pairs(for input: Input) -> (any SortedPairs)? {
    areLookedUp ? graph.pairs(named: input.relation) : nil
  }
}

extension OpenGraph {
  /// What a name written in a column of a type stands for.
  ///
  /// An empty name, a parameter left open, stands for itself.
  fileprivate func resolve(_ name: String, type: String) throws -> Datalog.NameResolution {
    if name.isEmpty { return .symbol(name) }
    switch type {
    case "Talk":
      switch try talk(named: name) {
      case .talk(let id): return .symbol(id)
      case .ambiguous(let ids): return .ambiguous(ids)
      case .unknown(let nearest): return .unknown(nearest: nearest)
      }
    case "Collection":
      let collections = try graph.collections()
      return collections.contains(name) ? .symbol(name) : .unknown(nearest: collections)
    default:
      switch try graph.resolve(name) {
      case .entity(let id): return .symbol(id)
      case .ambiguous(let ids): return .ambiguous(ids)
      case .unknown(let nearest): return .unknown(nearest: nearest)
      }
    }
  }
}

extension QueryRequest {
  fileprivate var source: Source { Source(name: name, text: text) }

  fileprivate func options(_ cancellation: Cancellation?) -> Options {
    Options(
      limits: limits.forEvaluation, cancellation: cancellation,
      workers: Workers(count: jobs ?? ProcessInfo.processInfo.activeProcessorCount), demand: usesDemand)
  }
}
