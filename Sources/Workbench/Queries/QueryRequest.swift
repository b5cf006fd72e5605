import Foundation

/// What a user asks: the program's text and its parameters.
public struct QueryRequest: Sendable {
  /// For messages: the query's file.
  public let name: String
  public let text: String
  public let parameters: [String: String]
  public let limits: QueryLimits
  /// How many threads may be used; all there are if nothing is said.
  public var jobs: Int?
  /// Whether only those rows are derived that the answers need, where that pays.
  public var usesDemand = true

  /// Takes the words of a command line apart: a query's name or file and `name=value` pairs, or Datalog itself.
  ///
  /// - Throws: ``WorkbenchError`` for an unknown query, an unreadable file, or a word that is no parameter.
  public init(
    library: QueryLibrary, words: [String], expression: String? = nil, limits: QueryLimits = QueryLimits()
  ) throws {
    self.limits = limits
    var words = words
    if let expression {
      name = "<expression>"
      text = expression
    } else if let first = words.first {
      words.removeFirst()
      if first.hasSuffix(".dl") || FileKind(of: first) == .regular {
        name = first
        text = try InputFile.text(of: first)
      } else {
        name = "Queries/\(first).dl"
        text = try library.entry(named: first).text
      }
    } else {
      throw WorkbenchError.mistakes(["no query was named; 'talkgraph query --list' shows them all"])
    }
    parameters = try QueryRequest.parameters(of: words)
  }

  private static func parameters(of words: [String]) throws(WorkbenchError) -> [String: String] {
    var parameters: [String: String] = [:]
    for word in words {
      guard let sign = word.firstIndex(of: "="), sign != word.startIndex else {
        throw .mistakes(["\"\(word)\" is no parameter; parameters are written name=value"])
      }
      let name = String(word[..<sign])
      guard parameters.updateValue(String(word[word.index(after: sign)...]), forKey: name) == nil else {
        throw .mistakes(["the parameter \"\(name)\" is given twice"])
      }
    }
    return parameters
  }
}
