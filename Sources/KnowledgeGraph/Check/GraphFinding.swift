/// Something in a graph that is not as it should be.
public enum GraphFinding: Sendable, Equatable {
  /// What the database itself says, or a column that cannot be read.
  case damaged(what: String)
  /// A term does not sort after the one before it.
  case unsortedTerm(String)
  /// A predicate's rows are not those that the tables say.
  case differingRows(predicate: String, missing: Int, unfounded: Int)
  /// The two orders of a predicate hold different rows.
  case differingOrders(predicate: String)
  /// A relation that no sentence states.
  case withoutEvidence(subject: String, predicate: String, object: String)
  /// A predicate that the ontology does not know.
  case unknownPredicate(name: String)
  case wrongSubject(id: String, kind: String, predicate: String, expected: [String])
  /// The kind is `value` for a literal.
  case wrongObject(id: String, kind: String, predicate: String, expected: [String])
  /// One who speaks and is not a person.
  case wrongSpeaker(id: String, kind: String)
  case mentionOutsideSentence(entity: String, sentence: String, line: Int)
}

extension GraphFinding: CustomStringConvertible {
  public var description: String {
    switch self {
    case .damaged(let what):
      "damaged: \(what)"
    case .unsortedTerm(let term):
      "the term \"\(term)\" is not in its place"
    case .differingRows(let predicate, let missing, let unfounded):
      "'\(predicate)' lacks \(missing) rows that the tables have, and has \(unfounded) that they lack"
    case .differingOrders(let predicate):
      "'\(predicate)' has other rows object first than subject first"
    case .withoutEvidence(let subject, let predicate, let object):
      "no sentence says \(predicate)(\"\(subject)\", \"\(object)\")"
    case .unknownPredicate(let name):
      "'\(name)' is not in the ontology"
    case .wrongSubject(let id, let kind, let predicate, let expected):
      "'\(predicate)' is said of \"\(id)\" (\(kind)), where the ontology expects \(Self.list(expected))"
    case .wrongObject(let id, let kind, let predicate, let expected):
      "'\(predicate)' leads to \"\(id)\" (\(kind)), where the ontology expects \(Self.list(expected))"
    case .wrongSpeaker(let id, let kind):
      "\"\(id)\" speaks, but its kind is \(kind)"
    case .mentionOutsideSentence(let entity, let sentence, let line):
      "the mention of \"\(entity)\" in line \(line) lies outside its sentence, \(sentence)"
    }
  }

  private static func list(_ kinds: [String]) -> String { kinds.joined(separator: " or ") }
}
