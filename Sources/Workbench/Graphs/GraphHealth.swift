import KnowledgeGraph

/// Whether a graph file is whole and its statements agree with the ontology.
public enum GraphHealth {
  /// What is wrong, a line each; nothing if all is well.
  ///
  /// - Throws: `GraphFileError` if there is no graph to check, ``WorkbenchError`` if the ontology cannot be read.
  public static func findings(inFileAt path: String, data: ProgramData) throws -> [String] {
    let signatures = try data.signatures()
    do throws(GraphFileError) {
      return try GraphFile(path: path).findings(signatures: signatures).map(\.description)
    } catch {
      guard case .damaged = error else { throw error }
      return [error.description]
    }
  }
}
