import KnowledgeGraph

/// Reads GraphML, ours and that of other programs, as an `EntityGraph`.
///
/// What `<key>` declares is found by name, so that ids of keys do not matter; unknown fields are passed over. A node
/// without `kind` is a concept, an edge without `interaction` or `label` is `related`. A document type declaration
/// and entities are refused, external files and the network are never touched.
public struct GraphMLReader: Sendable {
  /// Where reading stops, so that a hostile file cannot take the memory.
  public struct Limits: Sendable {
    public var bytes: Int
    public var nodes: Int
    public var edges: Int

    public init(bytes: Int = 1 << 30, nodes: Int = 5_000_000, edges: Int = 20_000_000) {
      self.bytes = bytes
      self.nodes = nodes
      self.edges = edges
    }
  }

  public var limits: Limits

  public init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - name: what the file is called in errors.
  /// - Returns: the graph, sorted as an `EntityGraph` is.
  /// - Throws: ``GraphMLReadingError``.
  public func graph(from bytes: [UInt8], named name: String) throws(GraphMLReadingError) -> EntityGraph {
    guard bytes.count <= min(limits.bytes, Int(Int32.max)) else {
      throw GraphMLReadingError(name: name, line: 0, reason: .tooLarge(what: "bytes", limit: limits.bytes))
    }
    guard !bytes.isEmpty else {
      throw GraphMLReadingError(name: name, line: 0, reason: .malformed("it is empty"))
    }
    let result: Result<EntityGraph, GraphMLReadingError> = bytes.withUnsafeBytes { buffer in
      guard let reader = XMLPullReader(buffer) else {
        return .failure(GraphMLReadingError(name: name, line: 0, reason: .malformed("no memory left")))
      }
      do throws(GraphMLReadingError) {
        var parse = GraphMLParse(name: name, limits: limits, reader: reader)
        try parse.run()
        return .success(try parse.graph())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
