import KnowledgeGraph

/// What the graph can say: its predicates, and what may stand at their ends.
///
/// Read from `Graph/ontology.txt`, where one line is one predicate:
/// ```
/// predicate developed  person,organization  product,concept
/// predicate familyOf   person               person           symmetric
/// ```
struct Ontology: Sendable {
  struct Predicate: Sendable, Equatable {
    let name: String
    let subjects: Set<EntityKind>
    /// Empty where a literal stands in the object's place.
    let objects: Set<EntityKind>
    let isSymmetric: Bool

    var takesValue: Bool { objects.isEmpty }
  }

  private(set) var predicates: [String: Predicate] = [:]

  /// Reads an ontology.
  ///
  /// - Throws: ``PatternFault`` for a line that is no predicate's.
  init(_ text: String, file: String = "ontology.txt") throws(PatternFault) {
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
      guard !words.isEmpty else { continue }
      let place = PatternFault.Place(file: file, line: number + 1)
      guard words.count >= 4, words[0] == "predicate" else {
        throw PatternFault(place, .notAPredicate(String(line)))
      }
      predicates[words[1]] = Predicate(
        name: words[1], subjects: try Self.kinds(words[2], place), objects: try Self.kinds(words[3], place),
        isSymmetric: words.dropFirst(4).contains("symmetric"))
    }
  }

  private static func kinds(_ word: String, _ place: PatternFault.Place) throws(PatternFault) -> Set<
    EntityKind
  > {
    switch word {
    case "any": return Set(EntityKind.allCases)
    case "value": return []
    default:
      var kinds: Set<EntityKind> = []
      for name in word.split(separator: ",") {
        guard let kind = EntityKind(rawValue: String(name)) else {
          throw PatternFault(place, .unknownKind(String(name)))
        }
        kinds.insert(kind)
      }
      return kinds
    }
  }
}
