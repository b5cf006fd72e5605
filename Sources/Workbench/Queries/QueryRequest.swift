import Foundation

/// What a user asks: the program's text and its parameters.
public struct QueryRequest: Sendable {
  /// For messages: the query's file.
  public let name: String
  public let text: String
  /// Whether it is one of the library's.
  public let isOfLibrary: Bool
  public let parameters: [String: String]
  public let limits: QueryLimits
  /// How many threads may be used; all there are if nothing is said.
  public var jobs: Int?
  /// Whether only those rows are derived that the answers need, where that pays.
  public var usesDemand = true

  /// Takes the words of a command line apart: a query's name or file and `name=value` pairs, or Datalog itself.
  ///
  /// A file is known by its ending, by a slash, or by being there; `-` is standard input.
  ///
  /// - Throws: ``WorkbenchError`` for an unknown query, an unreadable file, or a word that is no parameter.
  public init(
    library: QueryLibrary, words: [String], expression: String? = nil, limits: QueryLimits = QueryLimits()
  ) throws {
    self.limits = limits
    var words = words
    if let expression {
      (name, text, isOfLibrary) = ("<expression>", UnfinishedStatement(expression: expression).program, false)
    } else if let first = words.first {
      words.removeFirst()
      if QueryRequest.isFile(first) {
        let text = try InputFile.text(of: first == "-" ? "/dev/stdin" : first)
        (name, self.text, isOfLibrary) = (first, text, false)
      } else {
        (name, text, isOfLibrary) = ("Queries/\(first).dl", try library.entry(named: first).text, true)
      }
    } else {
      throw WorkbenchError.mistakes(["no query was named; 'talkgraph query --list' shows them all"])
    }
    parameters = try QueryRequest.parameters(of: words)
  }

  private static func isFile(_ word: String) -> Bool {
    word == "-" || word.hasSuffix(".dl") || word.contains("/") || FileKind(of: word) == .regular
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
