/// Reads a row of words into syntax, by recursive descent.
///
/// A fault ends only the item it stands in: reading goes on after the next full stop or at the next directive, so
/// that a text with many faults is told of all of them.
struct Parser {
  /// Thrown once the fault is noted, to leave the item.
  struct Abandoned: Error {}

  let tokens: [Token]
  var position = 0
  var sink: DiagnosticSink
  var program: ParsedProgram
  /// Whether `a likes b` is read as `likes(a, b)`.
  var allowsInfix = false
  /// How deep parentheses and operators are nested, so that no input overflows the stack.
  var depth = 0
  /// How many components are open.
  var componentDepth = 0
  /// Whether a rule was the last thing read, to which a `.plan` may belong.
  var followsRule = false
  /// For each opening bracket the position of the one that closes it, or -1.
  ///
  /// With it a parenthesis is known to hold a condition or a value before it is read, so that nothing is read twice.
  let closings: [Int32]

  init(tokens: [Token], sink: DiagnosticSink, program: ParsedProgram) {
    self.tokens = tokens
    self.sink = sink
    self.program = program
    closings = Self.closings(of: tokens)
  }

  private static func closings(of tokens: [Token]) -> [Int32] {
    var closings = Array(repeating: Int32(-1), count: tokens.count)
    var open: [(position: Int, close: Token.Punctuation)] = []
    for (position, token) in tokens.enumerated() {
      guard case .punctuation(let mark) = token.kind else { continue }
      switch mark {
      case .leftParenthesis: open.append((position, .rightParenthesis))
      case .leftBracket: open.append((position, .rightBracket))
      case .leftBrace: open.append((position, .rightBrace))
      case .rightParenthesis, .rightBracket, .rightBrace:
        if let last = open.last, last.close == mark {
          closings[last.position] = Int32(position)
          open.removeLast()
        }
      default: break
      }
    }
    return closings
  }

  /// The position after the bracket that closes the one at a position.
  func positionAfterBrackets(at position: Int) -> Int? {
    guard position < closings.count, closings[position] >= 0 else { return nil }
    return Int(closings[position]) + 1
  }

  mutating func parseProgram() {
    parseItems()
    while current.kind != .end {
      sink.error("there is no component that this '}' closes", at: advance().span)
      parseItems()
    }
  }

  /// Reads items up to the end, or up to the brace that ends a component.
  mutating func parseItems() {
    while current.kind != .end, !isAt(.rightBrace) {
      let start = position
      let count = program.rules.count
      depth = 0
      allowsInfix = false
      do { try parseItem() } catch { recover(from: start) }
      followsRule = program.rules.count > count
    }
  }

  mutating func recover(from start: Int) {
    if position == start { position += 1 }
    while current.kind != .end {
      if case .directive = current.kind { return }
      if current.startsLine, current.kind == .punctuation(.query) { return }
      if componentDepth > 0, current.startsLine, isAt(.rightBrace) { return }
      let isStop = current.kind == .punctuation(.dot)
      position += 1
      if isStop { return }
    }
  }
}

// MARK: Words

extension Parser {
  var current: Token { tokens[min(position, tokens.count - 1)] }

  func ahead(_ count: Int) -> Token { tokens[min(position + count, tokens.count - 1)] }

  func isAt(_ mark: Token.Punctuation) -> Bool { current.kind == .punctuation(mark) }

  mutating func advance() -> Token {
    let token = current
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  mutating func take(_ mark: Token.Punctuation) -> Bool {
    guard isAt(mark) else { return false }
    _ = advance()
    return true
  }

  @discardableResult
  mutating func expect(_ mark: Token.Punctuation, _ context: String) throws(Abandoned) -> Token {
    guard isAt(mark) else {
      throw fault("expected '\(mark.rawValue)' \(context), found \(current.description)")
    }
    return advance()
  }

  mutating func expectName(_ what: String) throws(Abandoned) -> Name {
    guard case .identifier(let text) = current.kind else {
      throw fault("expected \(what), found \(current.description)")
    }
    return Name(text: text, span: advance().span)
  }

  /// A name, with those of the components it lies in before it.
  mutating func expectQualifiedName(_ what: String) throws(Abandoned) -> Name {
    var name = try expectName(what)
    var parts = 1
    while isAt(.dot), current.isJoined, case .identifier(let part) = ahead(1).kind, ahead(1).isJoined {
      parts += 1
      guard parts <= 100 else { throw fault("this name has more than 100 parts", at: name.span) }
      _ = advance()
      name.text += "." + part
      name.span = name.span.through(advance().span)
    }
    return name
  }

  mutating func fault(_ message: String) -> Abandoned { fault(message, at: current.span) }

  mutating func fault(_ message: String, at span: Span) -> Abandoned {
    sink.error(message, at: span)
    return Abandoned()
  }

  /// From a word to the last one read.
  func span(from start: Span) -> Span {
    position > 0 ? start.through(tokens[position - 1].span) : start
  }

  /// Reads something nested, if it is not nested out of reason.
  mutating func nested<Result>(
    _ read: (inout Parser) throws(Abandoned) -> Result
  ) throws(Abandoned) -> Result {
    guard depth < 200 else { throw fault("this is nested more than 200 levels deep") }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }
}

// MARK: Items

extension Parser {
  mutating func parseItem() throws(Abandoned) {
    try skipAnnotations()
    if isAt(.rightBrace) { return }
    switch current.kind {
    case .end: return
    case .directive(let name): try parseDirective(name)
    case .punctuation(.query): try parseQuery()
    case .identifier: try parseRule()
    case .punctuation where passStrayClosers(): break
    default: throw fault("expected a rule, a fact or a directive, found \(current.description)")
    }
  }

  private mutating func parseRule() throws(Abandoned) {
    let start = current.span
    var heads = [try parseAtom()]
    while take(.comma) { heads.append(try parseAtom()) }
    var isAfterStray = passStrayClosers()
    var dominator: AtomSyntax?
    if heads.count == 1, take(.lessOrEqual) {
      dominator = try parseAtom()
      guard isAt(.colonDash) else {
        throw fault("expected ':-' and when the one row gives way, found \(current.description)")
      }
    }
    var body: Formula?
    if take(.colonDash) {
      try skipAnnotations()
      body = try parseDisjunction()
    }
    let end = body == nil ? "after a fact" : "after a rule's body"
    isAfterStray = passStrayClosers() || isAfterStray
    guard isAt(.dot) else {
      if isAfterStray { throw Abandoned() }
      let also = body == nil ? "'.' or ':-'" : "',', ';' or '.'"
      throw fault("expected \(also) \(end), found \(current.description)")
    }
    _ = advance()
    let span = span(from: start)
    program.rules.append(RuleSyntax(heads: heads, dominator: dominator, body: body, span: span))
  }

  /// Passes over `@[…]` and `@![…]`, which say things about the next item to other programs.
  mutating func skipAnnotations() throws(Abandoned) {
    while isAt(.at) {
      let bracket = ahead(1).kind == .punctuation(.bang) ? 2 : 1
      guard ahead(bracket).kind == .punctuation(.leftBracket) else { return }
      position += bracket
      try skipBalanced()
    }
  }

  /// Passes over closing brackets where nothing is open, complains of the first and says whether there were any.
  ///
  /// A brace within a component is no stray one: it ends the component.
  private mutating func passStrayClosers() -> Bool {
    let start = current
    var count = 0
    while let closer = strayCloser {
      if count == 0 {
        let opener = closer.open.rawValue
        sink.error(
          "there is no '\(opener)' that this '\(closer.close.rawValue)' closes; leave it out, or open one before "
            + "it", at: start.span)
      }
      _ = advance()
      count += 1
    }
    return count > 0
  }

  private var strayCloser: (open: Token.Punctuation, close: Token.Punctuation)? {
    switch current.kind {
    case .punctuation(.rightParenthesis): (.leftParenthesis, .rightParenthesis)
    case .punctuation(.rightBracket): (.leftBracket, .rightBracket)
    case .punctuation(.rightBrace) where componentDepth == 0: (.leftBrace, .rightBrace)
    default: nil
    }
  }

  private mutating func parseQuery() throws(Abandoned) {
    let start = advance().span
    allowsInfix = true
    let body = try parseDisjunction()
    let isAfterStray = passStrayClosers()
    if !take(.dot), current.kind != .end {
      if isAfterStray { throw Abandoned() }
      throw fault("expected ',', ';' or '.' after a question, found \(current.description)")
    }
    program.queries.append(QuerySyntax(body: body, span: span(from: start)))
  }

  mutating func parseAtom() throws(Abandoned) -> AtomSyntax {
    let name = try expectQualifiedName("a relation's name")
    try expect(.leftParenthesis, "after '\(name.text)'")
    let arguments = try parseArguments()
    return AtomSyntax(name: name, arguments: arguments, span: span(from: name.span))
  }
}
