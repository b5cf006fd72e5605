import Extraction
import KnowledgeGraph

extension ProgramData {
  /// What the ontology says of the predicates that statements may have.
  ///
  /// - Throws: ``WorkbenchError/mistakes(_:)`` for a line that could not be understood.
  public func signatures() throws(WorkbenchError) -> [PredicateSignature] {
    guard let file = graph.first(where: { $0.path.hasSuffix("/ontology.txt") }) else { return [] }
    do {
      return try PredicateSignature.all(in: file.text, file: file.path)
    } catch {
      throw .mistakes(["\(error)"])
    }
  }
}
