import KnowledgeGraph
import Relations

/// A graph that a command works on: a graph file, or one collection of it.
public struct OpenGraph: Sendable {
  /// As the user wrote it: `talks.talkgraph`, `talks.talkgraph#2023`.
  public let reference: String
  public let graph: Graph
  /// The collection it was narrowed to.
  public let collection: String?

  /// Opens a graph file, or a collection of one by `GRAPH#COLLECTION`.
  ///
  /// - Throws: `GraphFileError` for the file, ``WorkbenchError`` for one that is not there, with the nearest names, and
  ///   for the collection.
  public init(reference: String) throws {
    self.reference = reference
    guard let hash = reference.lastIndex(of: "#"), FileKind(of: reference) == .missing else {
      graph = try OpenGraph.graph(in: reference)
      collection = nil
      return
    }
    let whole = try OpenGraph.graph(in: String(reference[..<hash]))
    let name = String(reference[reference.index(after: hash)...])
    let collections = try whole.collections()
    guard collections.contains(name) else {
      throw WorkbenchError.unknownName(
        kind: "collection", name: name,
        nearest: collections.count <= 8 ? collections : NearestNames.nearest(to: name, among: collections))
    }
    graph = try Graph(whole.contents(collection: name))
    collection = name
  }

  private static func graph(in path: String) throws -> Graph {
    do {
      return try GraphFile(path: path).graph
    } catch GraphFileError.notFound {
      throw WorkbenchError.mistakes(["no file at \(path)\(NearestNames.suggestion(forFile: path))"])
    }
  }

  /// Everything in it, as records.
  public func contents() throws -> GraphContents { try graph.contents() }

  /// The entity of a name in any language.
  ///
  /// - Throws: ``WorkbenchError`` with the nearest names, or with those it could be.
  public func entity(named name: String) throws -> String {
    switch try graph.resolve(name) {
    case .entity(let id): return id
    case .ambiguous(let ids): throw WorkbenchError.ambiguousName(kind: "entity", name: name, candidates: ids)
    case .unknown(let nearest): throw WorkbenchError.unknownName(kind: "entity", name: name, nearest: nearest)
    }
  }
}

/// What a name of a talk stands for.
public enum TalkResolution: Sendable, Equatable {
  case talk(String)
  case ambiguous([String])
  case unknown(nearest: [String])
}

extension OpenGraph {
  /// The talk of an id, or of a part of an id, title or path that only one talk has.
  public func talk(named name: String) throws -> TalkResolution {
    let talks = try graph.talks()
    if talks.contains(where: { $0.id == name }) { return .talk(name) }
    let wanted = name.lowercased()
    let found = talks.filter { talk in
      [talk.id, talk.title, talk.path].contains { $0.lowercased().contains(wanted) }
    }
    switch found.count {
    case 1: return .talk(found[0].id)
    case 0: return .unknown(nearest: NearestNames.nearest(to: name, among: talks.map(\.id)))
    default: return .ambiguous(found.map(\.id))
    }
  }
}
