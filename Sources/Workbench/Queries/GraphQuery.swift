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
  /// - Throws: `ProgramError` for a program that is wrong, `EvaluationError` if a limit is reached or another thread
  ///   ends it, and what reading the graph throws.
  public func run(
    _ request: QueryRequest, presentation: QueryPresentation, cancellation: Cancellation? = nil
  ) throws -> QueryAnswer {
    let (program, answers) = try evaluate(
      Source(name: request.name, text: request.text), parameters: request.parameters, limits: request.limits,
      cancellation: cancellation)
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
    return QueryAnswer(tables: tables, warnings: program.warnings.map { $0.rendered() })
  }

  /// Checks and evaluates a program over the graph.
  func evaluate(
    _ source: Source, parameters: [String: String] = [:], limits: QueryLimits = QueryLimits(),
    cancellation: Cancellation? = nil
  ) throws -> (Program, Answers) {
    let program = try Program(sources: [source], environment: environment(parameters: parameters))
    let answers = try program.evaluate(
      facts: GraphFacts(graph: graph.graph), symbols: graph.graph.symbols,
      options: Options(limits: limits.forEvaluation, cancellation: cancellation))
    return (program, answers)
  }

  /// Evaluates what facts rest on, to explain them.
  func explainer(about facts: [String]) throws -> Explainer {
    let inquiry = try Inquiry(about: facts, sources: [], environment: environment(parameters: [:]))
    return try inquiry.evaluate(facts: GraphFacts(graph: graph.graph), symbols: graph.graph.symbols)
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

/// The graph's relations, each read when a program asks for it.
private struct GraphFacts: FactSource {
  let graph: Graph

  func rows(for input: Input, symbols: inout SymbolTable) throws -> Relation? {
    try graph.relation(named: input.relation)
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

extension QueryLimits {
  /// In seconds; more is not told from no limit.
  private static let century = 3.2e9

  var forEvaluation: Limits {
    Limits(
      time: seconds.map { .milliseconds(Int64(min(max($0, 0), QueryLimits.century) * 1000)) },
      rows: rowsDerived,
      memory: megabytes.map { min($0, Int.max >> 20) << 20 })
  }
}
