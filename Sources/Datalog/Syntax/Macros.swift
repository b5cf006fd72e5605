/// What `#define` gave a name.
struct Macro: Sendable {
  /// None for a macro that is called by its name alone.
  var parameters: [String]?
  /// Whether the last parameter takes all further values, with their commas.
  var isVariadic = false
  var body: [Token]
}

/// The macros defined so far, those that every program has among them.
struct MacroTable: Sendable {
  private var macros: [String: Macro]
  /// How many words came of macros, which is bounded.
  var expandedWords = 0

  /// Words that stand for where they are written.
  static let places: Set<String> = ["__FILE__", "__LINE__"]

  init() {
    let size = Token(kind: .number(64), span: .nowhere, startsLine: false, isJoined: false)
    macros = ["RAM_DOMAIN_SIZE": Macro(parameters: nil, body: [size])]
  }

  subscript(name: String) -> Macro? {
    get { macros[name] }
    set { macros[name] = newValue }
  }

  func isDefined(_ name: String) -> Bool { macros[name] != nil || Self.places.contains(name) }

  mutating func remove(_ name: String) { macros[name] = nil }
}

/// Writes out macros, as C's preprocessor does.
///
/// What a macro stands for is read again from its beginning, and with the words after it; in it the macro itself stays
/// as it is (the method of GCC: a macro is closed while its own words are being read).
struct MacroExpander {
  /// What a macro stands for, being read.
  private struct Context {
    var words: [Token]
    var position = 0
    var macro: String?
  }

  private let macros: MacroTable
  let sources: SourceSet
  private(set) var sink: DiagnosticSink
  private(set) var expandedWords: Int
  private(set) var hasOverflowed = false
  /// How many contexts of each macro are being read.
  private var closed: [String: Int] = [:]
  private var depth = 0
  /// Where the outermost call stands, which becomes the place of every word that comes of it.
  private var callSpan = Span.nowhere

  init(macros: MacroTable, sources: SourceSet, sink: DiagnosticSink) {
    self.macros = macros
    self.sources = sources
    self.sink = sink
    expandedWords = macros.expandedWords
  }

  /// Writes out the macro that a word names; returns the position after its call.
  mutating func expand(_ words: [Token], at position: Int, into result: inout [Token]) -> Int {
    callSpan = words[position].span
    var reader = Reader(base: words, position: position)
    repeat { step(&reader, into: &result) } while !reader.contexts.isEmpty && !hasOverflowed
    return reader.position
  }

  /// The words of a condition, with `defined` answered before macros are written out.
  mutating func expandingCondition(_ words: [Token]) -> [Token] {
    var answered: [Token] = []
    var position = 0
    while position < words.count {
      guard words[position].kind == .identifier("defined") else {
        answered.append(words[position])
        position += 1
        continue
      }
      let isOpen = position + 1 < words.count && words[position + 1].kind == .punctuation(.leftParenthesis)
      let name = position + (isOpen ? 2 : 1)
      var word = words[position]
      word.kind = .number(0)
      if name < words.count, case .identifier(let text) = words[name].kind, macros.isDefined(text) {
        word.kind = .number(1)
      }
      answered.append(word)
      position = name + (isOpen ? 2 : 1)
    }
    callSpan = words.first?.span ?? .nowhere
    return expanded(answered)
  }

  /// Writes out all macros in a row of words by itself.
  mutating func expanded(_ words: [Token]) -> [Token] {
    guard depth < 100 else {
      overflow("macros are called in each other's values more than 100 deep")
      return []
    }
    depth += 1
    defer { depth -= 1 }
    var reader = Reader(base: words, position: 0)
    var result: [Token] = []
    while reader.hasMore, !hasOverflowed { step(&reader, into: &result) }
    return result
  }

  mutating func overflow(_ message: String) {
    if !hasOverflowed { sink.error(message, at: callSpan) }
    hasOverflowed = true
  }
}

// MARK: Reading

extension MacroExpander {
  /// Words to come: those of macros being read, then those of the program.
  private struct Reader {
    let base: [Token]
    var position: Int
    var contexts: [Context] = []

    init(base: [Token], position: Int) {
      self.base = base
      self.position = position
    }

    var hasMore: Bool { !contexts.isEmpty || position < base.count }

    /// The next word, without taking it.
    var next: Token? {
      for context in contexts.reversed() where context.position < context.words.count {
        return context.words[context.position]
      }
      return position < base.count ? base[position] : nil
    }
  }

  /// Opens the macros that are read to their end.
  private mutating func leaveFinished(_ reader: inout Reader) {
    while let top = reader.contexts.last, top.position == top.words.count {
      reader.contexts.removeLast()
      if let macro = top.macro { closed[macro, default: 0] -= 1 }
    }
  }

  /// Takes the next word.
  private mutating func take(_ reader: inout Reader) -> Token? {
    leaveFinished(&reader)
    if let top = reader.contexts.last {
      reader.contexts[reader.contexts.count - 1].position += 1
      return top.words[top.position]
    }
    guard reader.position < reader.base.count else { return nil }
    reader.position += 1
    return reader.base[reader.position - 1]
  }

  private mutating func step(_ reader: inout Reader, into result: inout [Token]) {
    guard var word = take(&reader) else { return }
    defer { leaveFinished(&reader) }
    expandedWords += 1
    guard expandedWords <= 1_000_000 else { return overflow("macros stand for more than a million words") }
    if case .identifier(let name) = word.kind, !word.isFinal, let macro = macros[name] {
      if closed[name, default: 0] > 0 {
        word.isFinal = true
      } else if let words = meaning(of: macro, name, word, &reader) {
        closed[name, default: 0] += 1
        reader.contexts.append(Context(words: words, macro: name))
        return
      }
    }
    if case .identifier(let name) = word.kind, MacroTable.places.contains(name) {
      let place = sources.place(of: callSpan)
      word.kind = name == "__FILE__" ? .string(place.file) : .number(Int64(place.line))
    }
    if depth == 0 { word.span = callSpan }
    result.append(word)
  }

  /// The words that a macro stands for here; nothing if it wants values and none are given.
  private mutating func meaning(
    of macro: Macro, _ name: String, _ word: Token, _ reader: inout Reader
  ) -> [Token]? {
    guard let parameters = macro.parameters else { return substituted(macro, [:]) }
    guard reader.next?.kind == .punctuation(.leftParenthesis) else { return nil }
    _ = take(&reader)
    guard var values = values(&reader) else {
      sink.error("the values of '\(name)' are never closed with ')'", at: callSpan)
      return []
    }
    if parameters.isEmpty, values.count == 1, values[0].isEmpty { values = [] }
    if macro.isVariadic, values.count >= parameters.count {
      let comma = Token(kind: .punctuation(.comma), span: .nowhere, startsLine: false, isJoined: true)
      let rest = values[(parameters.count - 1)...].joined(separator: [comma])
      values = Array(values[..<(parameters.count - 1)]) + [Array(rest)]
    } else if macro.isVariadic, values.count == parameters.count - 1 {
      values.append([])
    }
    guard values.count == parameters.count else {
      let wanted = parameters.count == 1 ? "1 value" : "\(parameters.count) values"
      let given = values.count == 1 ? "1 is given" : "\(values.count) are given"
      sink.error("the macro '\(name)' takes \(wanted), but \(given)", at: callSpan)
      return []
    }
    return substituted(macro, Dictionary(zip(parameters, values)) { first, _ in first })
  }

  /// The values of a call, up to its closing parenthesis.
  private mutating func values(_ reader: inout Reader) -> [[Token]]? {
    var values: [[Token]] = [[]]
    var open = 0
    while let word = take(&reader) {
      switch word.kind {
      case .punctuation(.rightParenthesis) where open == 0: return values
      case .punctuation(.comma) where open == 0:
        values.append([])
        continue
      case .punctuation(.leftParenthesis): open += 1
      case .punctuation(.rightParenthesis): open -= 1
      default: break
      }
      values[values.count - 1].append(word)
    }
    return nil
  }
}
