/// What keeps contents from being a graph.
public enum GraphContentsError: Error, Sendable, Equatable {
  case duplicateEntity(id: String)
  case duplicateTalk(id: String)
  /// Something in a talk names an entity that is not among the contents' entities.
  case unknownEntity(id: String, talk: String)
  /// A mention or a statement stands in a sentence that its talk does not have.
  case noSuchSentence(index: Int, talk: String)
  /// A statement uses the name of a predicate that every graph has.
  case reservedPredicate(name: String, talk: String)
  /// A line, an offset or a time that is negative or does not fit 32 bits.
  case numberOutOfRange(Int, talk: String)
}

extension GraphContentsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .duplicateEntity(let id):
      "two entities have the id \"\(id)\""
    case .duplicateTalk(let id):
      "two talks have the id \"\(id)\""
    case .unknownEntity(let id, let talk):
      "talk \"\(talk)\" speaks of \"\(id)\", which is not among the entities"
    case .noSuchSentence(let index, let talk):
      "talk \"\(talk)\" has no sentence \(index)"
    case .reservedPredicate(let name, let talk):
      "talk \"\(talk)\" states '\(name)', a predicate that the graph itself fills"
    case .numberOutOfRange(let number, let talk):
      "talk \"\(talk)\" holds the number \(number), which is not between 0 and 4294967294"
    }
  }
}
