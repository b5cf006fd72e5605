/// Turns sources into one row of words: follows `.include` and `#include`, expands `#define`, obeys `#if`.
///
/// It works on words instead of text, so that every word keeps the place where it was written.
struct Preprocessor {
  /// Finds the source that an inclusion names, or says that there is none.
  typealias Includes = (_ path: String, _ includedFrom: String) -> Source?

  private(set) var sources = SourceSet()
  private(set) var tokens: [Token] = []
  var sink = DiagnosticSink()
  var macros = MacroTable()
  /// One entry an open `#if`.
  var conditions: [Condition] = []
  private let includes: Includes
  private var including: [String] = []
  /// The sources that say `.once` of themselves.
  private var onlyOnce: Set<String> = []
  private var sourceCount = 0
  /// Whether reading ended early, so that nothing more is to be said of the rest.
  private var isStopped = false

  init(includes: @escaping Includes) { self.includes = includes }

  /// Reads one source after those read before.
  mutating func read(_ source: Source) {
    let index = sources.add(source)
    if let invalid = source.invalidByte {
      let start = Int32(invalid.offset)
      sink.error(
        "the byte 0x\(String(invalid.value, radix: 16)) is not UTF-8 text",
        at: Span(source: index, start: start, end: start + 1))
    }
    including.append(source.name)
    let depth = conditions.count
    var lexical = DiagnosticSink()
    let words = words(of: index, &lexical)
    let skipped = process(words, in: source.name)
    for open in conditions.dropFirst(depth) { sink.error("this condition has no '#endif'", at: open.span) }
    conditions.removeSubrange(min(depth, conditions.count)...)
    including.removeLast()
    for finding in lexical.findings where !skipped.contains(where: { $0.contains(finding.span.start) }) {
      sink.error(finding.message, at: finding.span)
    }
  }

  /// Ends the row of words.
  mutating func finish() {
    if isStopped { tokens = [] }
    let last = tokens.last?.span
    let end =
      last.map { Span(source: $0.source, start: $0.end, end: $0.end) } ?? Span(source: 0, start: 0, end: 0)
    tokens.append(Token(kind: .end, span: end, startsLine: true, isJoined: false))
  }

  private func words(of source: Int32, _ lexical: inout DiagnosticSink) -> [Token] {
    var lexer = Lexer(bytes: sources.entries[Int(source)].bytes, source: source)
    var words: [Token] = []
    while true {
      let token = lexer.next(&lexical)
      if case .end = token.kind { return words }
      words.append(token)
    }
  }

  /// Takes in the words of one source.
  ///
  /// - Returns: The ranges of bytes that are no words of the program: what `#if` leaves out, and messages.
  private mutating func process(_ words: [Token], in file: String) -> [Range<Int32>] {
    var skipped: [Range<Int32>] = []
    var inactiveFrom: Int32?
    var position = 0
    while position < words.count, !isStopped {
      let token = words[position]
      if token.startsLine, case .punctuation(.hash) = token.kind {
        let end = words[(position + 1)...].firstIndex(where: \.startsLine) ?? words.count
        let line = words[(position + 1)..<end]
        if isFreeText(line.first) {
          skipped.append(token.span.start..<(line.last?.span.end ?? token.span.end))
        }
        directive(Array(line), at: token.span, in: file)
        if isActive, let start = inactiveFrom {
          skipped.append(start..<max(start, token.span.start))
          inactiveFrom = nil
        } else if !isActive, inactiveFrom == nil {
          inactiveFrom = token.span.end
        }
        position = end
      } else if !isActive {
        position += 1
      } else if case .directive(let name) = token.kind, name == "include" || name == "once" {
        position += 1
        if name == "once" {
          if !enterOnce(file) { break }
        } else {
          takeInclude(words, &position, token, file)
        }
      } else {
        position = take(words, at: position)
      }
    }
    if let start = inactiveFrom { skipped.append(start..<Int32.max) }
    return skipped
  }

  /// Whether a directive's line is text for people, in which any mark may stand.
  private func isFreeText(_ name: Token?) -> Bool {
    guard case .identifier(let name) = name?.kind else { return false }
    return ["error", "warning", "pragma", "line"].contains(name)
  }

  var isActive: Bool { conditions.last?.isActive ?? true }

  /// Takes a word, or what the macro it names stands for; returns the position after it.
  private mutating func take(_ words: [Token], at position: Int) -> Int {
    guard case .identifier(let name) = words[position].kind, macros.isDefined(name) else {
      tokens.append(words[position])
      return position + 1
    }
    var expander = MacroExpander(macros: macros, sources: sources, sink: sink)
    let end = expander.expand(words, at: position, into: &tokens)
    macros.expandedWords = expander.expandedWords
    sink = expander.sink
    if expander.hasOverflowed { isStopped = true }
    return end
  }
}

// MARK: Inclusion

extension Preprocessor {
  private mutating func takeInclude(
    _ words: [Token], _ position: inout Int, _ directive: Token, _ file: String
  ) {
    guard position < words.count, case .string(let name) = words[position].kind else {
      sink.error("'.include' wants a file name in quotes", at: directive.span)
      return
    }
    position += 1
    include(name, at: words[position - 1].span, from: file)
  }

  mutating func include(_ path: String, at span: Span, from file: String) {
    guard let source = includes(path, file) else {
      sink.error("there is no file \"\(path)\" to include", at: span)
      return
    }
    if onlyOnce.contains(source.name) { return }
    sourceCount += 1
    guard sourceCount <= 10_000 else {
      return stop("more than ten thousand files are included", at: span)
    }
    guard including.count < 100 else { return stop("files include each other more than 100 deep", at: span) }
    guard let start = including.lastIndex(of: source.name) else { return read(source) }
    // What '#ifndef' guards may include itself again: then nothing comes of it.
    let count = tokens.count
    let isDeep = including.filter { $0 == source.name }.count > 1
    if !isDeep { read(source) }
    guard isDeep || tokens.count > count, !isStopped else { return }
    let chain = (including[start...] + [source.name]).joined(separator: " -> ")
    stop("\"\(path)\" includes itself: \(chain)", at: span)
  }

  private mutating func stop(_ message: String, at span: Span) {
    sink.error(message, at: span)
    isStopped = true
  }

  /// Obeys `.once`; whether the source is read for the first time.
  private mutating func enterOnce(_ file: String) -> Bool {
    onlyOnce.insert(file).inserted
  }
}
