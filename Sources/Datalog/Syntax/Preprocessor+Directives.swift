extension Preprocessor {
  /// An open `#if`, with what became of its branches so far.
  struct Condition {
    /// Whether the words of the branch at hand count.
    var isActive: Bool
    /// Whether this branch or one before it counted, so that no later one does.
    var wasActive: Bool
    /// Whether the words around the condition count.
    var isInActive: Bool
    var hasElse = false
    var span: Span
  }

  /// Obeys a line that begins with `#`.
  mutating func directive(_ words: [Token], at hash: Span, in file: String) {
    guard case .identifier(let name) = words.first?.kind else { return }
    let rest = Array(words.dropFirst())
    let span = words[0].span
    switch name {
    case "ifdef", "ifndef":
      let isDefined = macroName(rest, name, at: span).map { macros.isDefined($0) } ?? false
      open(isActive && isDefined == (name == "ifdef"), at: span)
    case "if": open(isActive && holds(rest, at: span), at: span)
    case "elif": orElse(rest, at: span)
    case "else": orElse(at: span)
    case "endif":
      if conditions.popLast() == nil { sink.error("this '#endif' has no '#if'", at: span) }
    case _ where !isActive: break
    case "define": define(rest, at: span)
    case "undef": if let name = macroName(rest, name, at: span) { macros.remove(name) }
    case "include":
      if case .string(let path) = rest.first?.kind {
        include(path, at: rest[0].span, from: file)
      } else {
        sink.error("'#include' wants a file name in quotes", at: span)
      }
    case "error": sink.error("#error\(text(after: words[0], rest))", at: span)
    case "warning": sink.warning("#warning\(text(after: words[0], rest))", at: span)
    case "line", "pragma": break
    default:
      let known = [
        "ifdef", "ifndef", "if", "elif", "else", "endif", "define", "undef", "include", "pragma", "error",
        "warning", "line",
      ]
      sink.error(
        "no preprocessor directive is called '#\(name)'\(sink.didYouMean(name, among: known))", at: span)
    }
  }

  private func text(after word: Token, _ rest: [Token]) -> String {
    guard let first = rest.first, let last = rest.last else { return "" }
    return ": " + sources.text(of: first.span.through(last.span))
  }

  private mutating func macroName(_ words: [Token], _ directive: String, at span: Span) -> String? {
    if case .identifier(let name) = words.first?.kind { return name }
    sink.error("'#\(directive)' wants a name", at: span)
    return nil
  }
}

// MARK: Conditions

extension Preprocessor {
  private mutating func open(_ holds: Bool, at span: Span) {
    conditions.append(Condition(isActive: holds, wasActive: holds, isInActive: isActive, span: span))
  }

  private mutating func orElse(_ words: [Token], at span: Span) {
    guard let index = branch("elif", at: span) else { return }
    let isNext = conditions[index].isInActive && !conditions[index].wasActive
    let holds = isNext && holds(words, at: span)
    conditions[index].isActive = holds
    conditions[index].wasActive = conditions[index].wasActive || holds
  }

  private mutating func orElse(at span: Span) {
    guard let index = branch("else", at: span) else { return }
    conditions[index].isActive = conditions[index].isInActive && !conditions[index].wasActive
    conditions[index].wasActive = true
    conditions[index].hasElse = true
  }

  /// The condition that a further branch belongs to.
  private mutating func branch(_ name: String, at span: Span) -> Int? {
    guard let open = conditions.last else {
      sink.error("this '#\(name)' has no '#if'", at: span)
      return nil
    }
    if open.hasElse {
      sink.error(
        "this '#\(name)' comes after the '#else' of its '#if'", at: span,
        notes: [(message: "the condition begins here", span: open.span)])
    }
    return conditions.count - 1
  }

  private mutating func holds(_ words: [Token], at span: Span) -> Bool {
    var expander = MacroExpander(macros: macros, sources: sources, sink: sink)
    let expanded = expander.expandingCondition(words)
    sink = expander.sink
    var condition = MacroCondition(words: expanded, end: words.last?.span ?? span)
    do { return try condition.value() != 0 } catch {
      sink.error(error.message, at: error.span)
      return false
    }
  }
}

// MARK: Definitions

extension Preprocessor {
  private mutating func define(_ words: [Token], at span: Span) {
    guard let name = macroName(words, "define", at: span) else { return }
    guard words.count > 1, words[1].kind == .punctuation(.leftParenthesis), words[1].isJoined else {
      macros[name] = Macro(parameters: nil, body: Array(words.dropFirst()))
      return
    }
    guard let close = words.firstIndex(where: { $0.kind == .punctuation(.rightParenthesis) }) else {
      sink.error("the parameters of '\(name)' are never closed with ')'", at: words[1].span)
      return
    }
    var parameters: [String] = []
    var isVariadic = false
    for word in words[2..<close] {
      switch word.kind {
      case .identifier(let parameter): parameters.append(parameter)
      case .punctuation(.dot): isVariadic = true
      default: break
      }
    }
    if isVariadic { parameters.append("__VA_ARGS__") }
    macros[name] = Macro(parameters: parameters, isVariadic: isVariadic, body: Array(words[(close + 1)...]))
  }
}
