/// Turns sources into one row of words: follows `.include` and `#include`, expands `#define`, obeys `#ifdef`.
///
/// It works on words instead of text, so that every word keeps the place where it was written.
struct Preprocessor {
  /// Finds the source that an inclusion names, or says that there is none.
  typealias Includes = (_ path: String, _ includedFrom: String) -> Source?

  private struct Macro {
    var parameters: [String]?
    var body: [Token]
  }

  private(set) var sources = SourceSet()
  private(set) var tokens: [Token] = []
  private(set) var sink = DiagnosticSink()
  private let includes: Includes
  private var macros: [String: Macro] = [:]
  private var including: [String] = []
  /// One entry an open `#ifdef`: whether its words count.
  private var conditions: [(isActive: Bool, span: Span)] = []

  init(includes: @escaping Includes) { self.includes = includes }

  /// Reads one source after those read before.
  mutating func read(_ source: Source) {
    let index = sources.add(source)
    including.append(source.name)
    let depth = conditions.count
    process(words(of: index), in: source.name)
    for open in conditions.dropFirst(depth) { sink.error("this condition has no '#endif'", at: open.span) }
    conditions.removeSubrange(depth...)
    including.removeLast()
  }

  /// Ends the row of words.
  mutating func finish() {
    let last = tokens.last?.span
    let end =
      last.map { Span(source: $0.source, start: $0.end, end: $0.end) } ?? Span(source: 0, start: 0, end: 0)
    tokens.append(Token(kind: .end, span: end, startsLine: true, isJoined: false))
  }

  private mutating func words(of source: Int32) -> [Token] {
    var lexer = Lexer(bytes: sources.entries[Int(source)].bytes, source: source)
    var words: [Token] = []
    while true {
      let token = lexer.next(&sink)
      if token.kind == .end { return words }
      words.append(token)
    }
  }

  private mutating func process(_ words: [Token], in file: String) {
    var position = 0
    while position < words.count {
      let token = words[position]
      if token.kind == .punctuation(.hash), token.startsLine {
        let end = words[(position + 1)...].firstIndex(where: \.startsLine) ?? words.count
        directive(Array(words[(position + 1)..<end]), at: token.span, in: file)
        position = end
      } else if !isActive {
        position += 1
      } else if token.kind == .directive("include") {
        position += 1
        let path = position < words.count ? words[position] : token
        if case .string(let name) = path.kind {
          position += 1
          include(name, at: path.span, from: file)
        } else {
          sink.error("'.include' wants a file name in quotes", at: token.span)
        }
      } else {
        // Not straight into the row: this value would hold it too, and have it copied for each word.
        var expanded: [Token] = []
        position = expand(words, at: position, hiding: [], into: &expanded)
        tokens += expanded
      }
    }
  }

  private var isActive: Bool { conditions.allSatisfy(\.isActive) }
}

// MARK: Directives

extension Preprocessor {
  private mutating func directive(_ words: [Token], at hash: Span, in file: String) {
    guard case .identifier(let name) = words.first?.kind else { return }
    let span = words[0].span
    switch name {
    case "ifdef", "ifndef": conditions.append((isDefined(words.dropFirst().first) == (name == "ifdef"), span))
    case "if":
      if case .number(let value) = words.dropFirst().first?.kind {
        conditions.append((value != 0, span))
      } else {
        conditions.append((true, span))
        sink.notSupported("an '#if' of anything but a number is", at: span)
      }
    case "else":
      if conditions.isEmpty {
        sink.error("this '#else' has no '#ifdef'", at: span)
      } else {
        conditions[conditions.count - 1].isActive.toggle()
      }
    case "endif":
      if conditions.popLast() == nil { sink.error("this '#endif' has no '#ifdef'", at: span) }
    case _ where !isActive: break
    case "define": define(Array(words.dropFirst()), at: span)
    case "undef": if case .identifier(let macro) = words.dropFirst().first?.kind { macros[macro] = nil }
    case "include":
      if case .string(let path) = words.dropFirst().first?.kind {
        include(path, at: words[1].span, from: file)
      } else {
        sink.error("'#include' wants a file name in quotes", at: span)
      }
    case "line", "pragma", "warning": break
    default:
      let known = ["ifdef", "ifndef", "if", "else", "endif", "define", "undef", "include", "pragma"]
      sink.error("no preprocessor directive is called '#\(name)'\(didYouMean(name, among: known))", at: span)
    }
  }

  private func isDefined(_ word: Token?) -> Bool {
    guard case .identifier(let name) = word?.kind else { return false }
    return macros[name] != nil
  }

  private mutating func define(_ words: [Token], at span: Span) {
    guard let first = words.first, case .identifier(let name) = first.kind else {
      sink.error("'#define' wants a name", at: span)
      return
    }
    guard words.count > 1, words[1].kind == .punctuation(.leftParenthesis), words[1].isJoined,
      let close = words.firstIndex(where: { $0.kind == .punctuation(.rightParenthesis) })
    else {
      macros[name] = Macro(parameters: nil, body: Array(words.dropFirst()))
      return
    }
    let parameters = words[2..<close].compactMap { word -> String? in
      if case .identifier(let parameter) = word.kind { parameter } else { nil }
    }
    macros[name] = Macro(parameters: parameters, body: Array(words[(close + 1)...]))
  }

  private mutating func include(_ path: String, at span: Span, from file: String) {
    guard let source = includes(path, file) else {
      sink.error("there is no file \"\(path)\" to include", at: span)
      return
    }
    guard !including.contains(source.name) else {
      let chain = (including + [source.name]).joined(separator: " -> ")
      sink.error("\"\(path)\" includes itself: \(chain)", at: span)
      return
    }
    read(source)
  }
}

// MARK: Macros

extension Preprocessor {
  /// Writes the word at a position, or what the macro it names stands for; returns the position after it.
  private func expand(
    _ words: [Token], at position: Int, hiding hidden: Set<String>, into result: inout [Token]
  ) -> Int {
    guard case .identifier(let name) = words[position].kind, let macro = macros[name], !hidden.contains(name)
    else {
      result.append(words[position])
      return position + 1
    }
    guard let parameters = macro.parameters else {
      expandAll(macro.body, hiding: hidden.union([name]), at: words[position].span, into: &result)
      return position + 1
    }
    guard let (arguments, end) = arguments(in: words, after: position) else {
      result.append(words[position])
      return position + 1
    }
    var body: [Token] = []
    for word in macro.body {
      if case .identifier(let parameter) = word.kind, let index = parameters.firstIndex(of: parameter),
        index < arguments.count
      {
        body += arguments[index]
      } else {
        body.append(word)
      }
    }
    expandAll(body, hiding: hidden.union([name]), at: words[position].span, into: &result)
    return end
  }

  private func expandAll(
    _ words: [Token], hiding hidden: Set<String>, at span: Span, into result: inout [Token]
  ) {
    var position = 0
    let placed = words.map { word in
      var word = word
      word.span = span
      return word
    }
    while position < placed.count { position = expand(placed, at: position, hiding: hidden, into: &result) }
  }

  private func arguments(in words: [Token], after position: Int) -> ([[Token]], Int)? {
    guard position + 1 < words.count, words[position + 1].kind == .punctuation(.leftParenthesis) else {
      return nil
    }
    var arguments: [[Token]] = [[]]
    var depth = 0
    for index in (position + 2)..<words.count {
      switch words[index].kind {
      case .punctuation(.rightParenthesis) where depth == 0: return (arguments, index + 1)
      case .punctuation(.comma) where depth == 0:
        arguments.append([])
        continue
      case .punctuation(.leftParenthesis): depth += 1
      case .punctuation(.rightParenthesis): depth -= 1
      default: break
      }
      arguments[arguments.count - 1].append(words[index])
    }
    return nil
  }
}
