/// Why a pattern file or the ontology cannot be read.
public struct PatternFault: Error, Sendable, Equatable {
  public struct Place: Sendable, Equatable {
    public let file: String
    /// 1-based.
    public let line: Int
  }

  public enum Reason: Sendable, Equatable {
    case notAPredicate(String)
    case unknownKind(String)
    case unknownSection(String)
    case unknownFlag(String)
    case unknownPredicate(String)
    case unknownSlot(String)
    case noArrow
    case unknownGroup(String)
    case unclosed(String)
    case emptyPattern
    case duplicateSlot(String)
    case wrongArguments(String)
    case wrongKinds(predicate: String, slot: String)
  }

  public let place: Place
  public let reason: Reason

  init(_ place: Place, _ reason: Reason) {
    self.place = place
    self.reason = reason
  }
}

extension PatternFault: CustomStringConvertible {
  public var description: String { "\(place.file):\(place.line): \(reason.wording)" }
}

extension PatternFault.Reason {
  var wording: String {
    switch self {
    case .notAPredicate(let line): "expected 'predicate NAME SUBJECTS OBJECTS', found '\(line)'"
    case .unknownKind(let word): "'\(word)' is no kind, pronoun or value that a slot can take"
    case .unknownSection(let name): "no section is called '[\(name)]'"
    case .unknownFlag(let name): "no flag is called '\(name)'"
    case .unknownPredicate(let name): "the ontology has no predicate '\(name)'"
    case .unknownSlot(let name): "the pattern has no slot '\(name)'"
    case .unknownGroup(let name): "no words stand for '\(name)'"
    case .noArrow: "expected 'NAME: PATTERN => PREDICATE(SUBJECT, OBJECT)'"
    case .unclosed(let text): "'\(text)' is not closed"
    case .emptyPattern: "the pattern is empty"
    case .duplicateSlot(let name): "slot '\(name)' stands twice"
    case .wrongArguments(let text): "expected 'PREDICATE(SUBJECT, OBJECT)', found '\(text)'"
    case .wrongKinds(let predicate, let slot): "'\(predicate)' can never hold for what slot '\(slot)' takes"
    }
  }
}
