import Datalog
import KnowledgeGraph
import Relations

/// What could stand where the cursor is.
public struct ReplCompletion: Sendable, Equatable {
  /// How many characters before the cursor a candidate takes the place of.
  public var replacing: Int
  /// In byte order.
  public var candidates: [String]
  /// What follows a candidate that is the only one: `(` after a relation, a quote after a name.
  public var ending: String

  public init(replacing: Int, candidates: [String], ending: String) {
    self.replacing = replacing
    self.candidates = candidates
    self.ending = ending
  }

  /// What all candidates begin with.
  public var commonPrefix: String {
    guard var prefix = candidates.first else { return "" }
    for candidate in candidates.dropFirst() { prefix = prefix.commonPrefix(with: candidate) }
    return prefix
  }
}

extension ReplSession {
  /// Candidates for what stands before the cursor.
  ///
  /// Names of things complete in strings, in whatever language they are begun and without regard to case; elsewhere
  /// commands, files, directives, relations, and the columns of the relation whose brackets are open.
  ///
  /// - Parameters:
  ///   - text: the line up to the cursor.
  ///   - files: the names in a folder, those of folders with a slash at their end.
  /// - Returns: The candidates, none if nothing is known to fit.
  public func completion(of text: String, files: (String) -> [String]) -> ReplCompletion {
    if !isUnfinished, let command = CommandLineWords(text) { return completion(of: command, text, files) }
    return completion(of: CompletionContext(unfinishedText + "\n" + text))
  }

  /// Candidates in a statement.
  private func completion(of context: CompletionContext) -> ReplCompletion {
    if let start = context.openString {
      return ReplCompletion(
        replacing: start.count, candidates: graph?.names(beginning: start) ?? [], ending: "\"")
    }
    let word = context.word
    if word.hasPrefix(".") {
      let directives = [
        ".decl", ".input", ".output", ".printsize", ".type", ".param", ".comp", ".init", ".include",
      ]
      return ReplCompletion(word, among: directives, ending: " ")
    }
    let columns = context.openRelation.flatMap { checked.columns(of: $0) }?.map(\.name) ?? []
    if !columns.isEmpty { return ReplCompletion(word, among: columns + context.variables, ending: "") }
    return ReplCompletion(word, among: checked.relationNames, ending: context.isInfix ? " " : "(")
  }

  private func completion(
    of command: CommandLineWords, _ text: String, _ files: (String) -> [String]
  ) -> ReplCompletion {
    guard text.drop(while: \.isWhitespace).contains(where: \.isWhitespace) else {
      return ReplCompletion(":" + command.name, among: ReplCommand.all.map { ":" + $0.name }, ending: " ")
    }
    let word = text.last?.isWhitespace == true ? "" : command.words.last ?? ""
    switch ReplCommand.named(command.name)?.argument ?? .none {
    case .none: return ReplCompletion(word, among: [], ending: "")
    case .command: return ReplCompletion(word, among: ReplCommand.all.map(\.name), ending: "")
    case .words(let words): return ReplCompletion(word, among: words, ending: "")
    case .relation: return ReplCompletion(word, among: checked.relationNames, ending: "")
    case .parameter:
      return ReplCompletion(word, among: program.names(of: [.parameter]).map { $0 + "=" }, ending: "")
    case .setting: return ReplCompletion(word, among: SessionSettings.all.map(\.name), ending: " ")
    case .file: return ReplCompletion(file: command.rest, files)
    case .query:
      if word.contains("/") || word.contains("=") { return ReplCompletion(file: word, files) }
      return ReplCompletion(word, among: QueryLibrary(data: data).entries.map(\.name), ending: " ")
    case .statement: return completion(of: CompletionContext(command.rest + blank(after: text)))
    case .fact:
      let context = CompletionContext(command.rest + blank(after: text))
      return context.isAfterFact
        ? ReplCompletion(context.word, among: ["depth="], ending: "") : completion(of: context)
    }
  }

  /// A blank if a line ends with one, which a command's words do not show.
  private func blank(after text: String) -> String { text.last?.isWhitespace == true ? " " : "" }
}

extension ReplCompletion {
  /// Those of the names that begin with a word.
  init(_ word: String, among names: [String], ending: String) {
    let candidates = Set(names).filter { $0.hasPrefix(word) }.sorted()
    self.init(replacing: word.count, candidates: candidates, ending: ending)
  }

  /// The files whose paths begin so.
  init(file path: String, _ files: (String) -> [String]) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let start = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let names = files(folder.isEmpty ? "." : folder)
      .filter { $0.hasPrefix(start) && (!start.isEmpty || !$0.hasPrefix(".")) }.sorted()
    self.init(replacing: start.count, candidates: names, ending: "")
  }
}

/// Where in a statement the cursor is.
private struct CompletionContext {
  /// The text of a string that is not closed.
  private(set) var openString: String?
  /// The relation whose brackets are open.
  private(set) var openRelation: String?
  /// The beginning of a word that ends at the cursor.
  private(set) var word = ""
  /// Whether a word stands before it, as in `?- who mentions`.
  private(set) var isInfix = false
  /// Whether a bracket that closes a fact stands before it.
  private(set) var isAfterFact = false
  /// Every word met that is followed by no bracket.
  private(set) var variables: [String] = []

  init(_ text: String) {
    var open: [String?] = []
    var previous = ""
    var isEscaped = false
    for character in text {
      if let start = openString {
        let isEnd = character == "\"" && !isEscaped || character.isNewline
        isEscaped = character == "\\" && !isEscaped
        openString = isEnd ? nil : start + String(character)
        continue
      }
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        word.append(character)
        continue
      }
      if "([{".contains(character) {
        open.append(word.isEmpty ? nil : word)
      } else if !word.isEmpty {
        variables.append(word)
      }
      if ")]}".contains(character) { _ = open.popLast() }
      if character == "\"" { openString = "" }
      previous = character.isWhitespace ? (word.isEmpty ? previous : word) : String(character)
      word = ""
    }
    isAfterFact = open.isEmpty && previous == ")"
    isInfix = previous.last.map { $0.isLetter || $0.isNumber || $0 == "\"" } ?? false
    openRelation = open.last.flatMap(\.self)
    variables.removeAll { $0.first?.isLetter != true || $0.contains(".") }
  }
}

// MARK: Names of things

extension OpenGraph {
  /// How many names are offered at most.
  private static let nameLimit = 200

  /// The names of entities, talks and collections that begin so, without regard to case.
  ///
  /// - Complexity: O(*n*) in the names, of which mostly the first bytes are looked at.
  fileprivate func names(beginning start: String) -> [String] {
    guard let symbols = try? graph.symbols else { return [] }
    let wanted = Array(start.lowercased().utf8)
    var found: Set<String> = []
    for (predicate, order) in [
      ("name", Graph.Order.objectFirst), ("kind", .subjectFirst), ("title", .subjectFirst),
    ] {
      guard let rows = try? graph.relation(named: predicate, order: order) else { continue }
      var last: UInt64?
      for row in 0..<rows.count where rows[row, 0] != last {
        last = rows[row, 0]
        let symbol = Symbol(rawValue: UInt32(truncatingIfNeeded: rows[row, 0]))
        let begins = symbols.withUTF8(of: symbol) { bytes in
          wanted.isEmpty || bytes.first.map { $0 >= 0x80 || $0.lowercased == wanted[0] } ?? false
        }
        guard begins else { continue }
        let name = symbols[symbol]
        if name.lowercased().utf8.starts(with: wanted) { found.insert(name) }
        if found.count == OpenGraph.nameLimit { return found.sorted() }
      }
    }
    return found.sorted()
  }
}

extension UInt8 {
  fileprivate var lowercased: UInt8 { self >= 0x41 && self <= 0x5a ? self | 0x20 : self }
}
