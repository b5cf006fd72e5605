import KnowledgeGraph

extension PredicateSignature {
  /// The predicates of an ontology file, by name.
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - file: its name, for errors.
  /// - Returns: what each predicate's two ends may be.
  /// - Throws: an error that names the first line that is no predicate's.
  public static func all(in text: String, file: String) throws -> [PredicateSignature] {
    try Ontology(text, file: file).predicates.values.sorted { $0.name < $1.name }.map { predicate in
      PredicateSignature(
        name: predicate.name, subject: predicate.subjects,
        object: predicate.takesValue ? .value : .entity(predicate.objects))
    }
  }
}
