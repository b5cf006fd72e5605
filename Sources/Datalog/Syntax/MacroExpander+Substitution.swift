/// What a macro's words become in a call: its values put in, words pasted together or quoted.
extension MacroExpander {
  /// A macro's words with values in place of its parameters, `#` and `##` obeyed.
  mutating func substituted(_ macro: Macro, _ values: [String: [Token]]) -> [Token] {
    var result: [Token] = []
    var written: [String: [Token]] = [:]
    var position = 0
    var isPasting = false
    func parameter(at index: Int) -> String? {
      guard index < macro.body.count, case .identifier(let name) = macro.body[index].kind, values[name] != nil
      else { return nil }
      return name
    }
    func pastes(at index: Int) -> Bool {
      index + 1 < macro.body.count && macro.body[index].kind == .punctuation(.hash)
        && macro.body[index + 1].kind == .punctuation(.hash) && macro.body[index + 1].isJoined
    }
    while position < macro.body.count {
      if pastes(at: position) {
        isPasting = !result.isEmpty
        position += 2
        continue
      }
      var piece = [macro.body[position]]
      if macro.parameters != nil, macro.body[position].kind == .punctuation(.hash),
        let name = parameter(at: position + 1)
      {
        piece = [quoted(values[name] ?? [])]
        position += 1
      } else if let name = parameter(at: position) {
        if isPasting || pastes(at: position + 1) {
          piece = values[name] ?? []
        } else {
          if written[name] == nil { written[name] = expanded(values[name] ?? []) }
          piece = written[name] ?? []
        }
      }
      position += 1
      guard result.count + piece.count <= 1_000_000 else {
        overflow("macros stand for more than a million words")
        return []
      }
      if isPasting, let last = result.last, let first = piece.first {
        result.removeLast()
        result += pasted(last, first) + piece.dropFirst()
      } else {
        result += piece
      }
      isPasting = false
    }
    return result
  }

  private func spelling(_ word: Token) -> String {
    word.span == .nowhere ? word.spelling : sources.exactText(of: word.span)
  }

  /// Two words as one.
  private func pasted(_ left: Token, _ right: Token) -> [Token] {
    var ignored = DiagnosticSink()
    var lexer = Lexer(bytes: Array((spelling(left) + spelling(right)).utf8), source: -1)
    var words: [Token] = []
    while true {
      var word = lexer.next(&ignored)
      if case .end = word.kind { return words }
      word.span = .nowhere
      word.startsLine = false
      if words.isEmpty { word.isJoined = left.isJoined }
      words.append(word)
    }
  }

  private func quoted(_ words: [Token]) -> Token {
    var text = ""
    for word in words { text += (text.isEmpty || word.isJoined ? "" : " ") + spelling(word) }
    return Token(kind: .string(text), span: .nowhere, startsLine: false, isJoined: false)
  }
}
