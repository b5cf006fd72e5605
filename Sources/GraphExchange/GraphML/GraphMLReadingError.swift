/// Why a file could not be read as GraphML, with the line it stands in.
public struct GraphMLReadingError: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Reason: Sendable, Equatable {
    /// Not well-formed; the XML library's own words.
    case malformed(String)
    case notGraphML(root: String)
    case documentType
    case entityReference(String)
    case missingAttribute(String, element: String)
    case duplicateNode(String)
    case unknownNode(String, edge: String)
    case tooLarge(what: String, limit: Int)
  }

  /// The file's name, as the caller gave it.
  public var name: String
  /// 1-based; 0 where no line is to blame.
  public var line: Int
  public var reason: Reason
}

extension GraphMLReadingError: CustomStringConvertible {
  public var description: String {
    line > 0 ? "\(name):\(line): \(reason.words)" : "\(name): \(reason.words)"
  }
}

extension GraphMLReadingError.Reason {
  fileprivate var words: String {
    switch self {
    case .malformed(let message):
      "this is not well-formed XML: \(message)"
    case .notGraphML(let root):
      "expected the element 'graphml' at the root, found '\(root)'"
    case .documentType:
      "a document type declaration is not accepted; GraphML needs none, remove '<!DOCTYPE …>'"
    case .entityReference(let name):
      "the entity '&\(name);' is not accepted; only the five of XML and character numbers are"
    case .missingAttribute(let attribute, let element):
      "'<\(element)>' has no '\(attribute)'"
    case .duplicateNode(let id):
      "the node \"\(id)\" is declared twice"
    case .unknownNode(let id, let edge):
      "the edge \(edge) names the node \"\(id)\", which is not in the file"
    case .tooLarge(let what, let limit):
      "more than \(limit) \(what)"
    }
  }
}
