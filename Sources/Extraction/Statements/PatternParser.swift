import KnowledgeGraph

/// Reads one line of a pattern file: `NAME [FLAGS]: ELEMENTS => PREDICATE(SUBJECT, OBJECT) …`.
///
/// The language is described in `Graph/patterns/README.md`.
struct PatternParser {
  let ontology: Ontology
  let place: PatternFault.Place
  /// Whether the line stands among the patterns of glosses, which know `T`, the term explained.
  let isGloss: Bool
  /// Verbs and nouns that are used together, by the name that stands for them after `@`.
  var wordGroups: [String: [[String]]] = [:]

  func pattern(_ line: String) throws(PatternFault) -> StatementPattern {
    guard let arrow = line.ranges(of: "=>").last, let colon = line.firstIndex(of: ":"),
      colon < arrow.lowerBound
    else { throw fault(.noArrow) }
    let (name, flags) = try head(line[..<colon])
    let elements = barring(try elements(line[line.index(after: colon)..<arrow.lowerBound]))
    guard !elements.isEmpty else { throw fault(.emptyPattern) }
    var slots: [String: StatementPattern.Slot] = [:]
    for case .slot(let slot) in elements {
      guard slots.updateValue(slot, forKey: slot.name) == nil else { throw fault(.duplicateSlot(slot.name)) }
    }
    let conclusions = try conclusions(line[arrow.upperBound...], slots)
    return StatementPattern(
      name: name, elements: elements, conclusions: conclusions, flags: flags)
  }

  private func fault(_ reason: PatternFault.Reason) -> PatternFault { PatternFault(place, reason) }

  private func head(_ text: Substring) throws(PatternFault) -> (String, StatementPattern.Flags) {
    let parts = text.split { "[] ,\t".contains($0) }.map(String.init)
    guard let name = parts.first else { throw fault(.noArrow) }
    var flags: StatementPattern.Flags = []
    for word in parts.dropFirst() {
      switch word {
      case "asked": flags.insert(.asked)
      case "weak": flags.insert(.weak)
      case "always": flags.insert(.always)
      default: throw fault(.unknownFlag(word))
      }
    }
    return (name, flags)
  }
}

// MARK: Elements

extension PatternParser {
  private func elements(_ text: Substring) throws(PatternFault) -> [StatementPattern.Element] {
    var rest = text
    var result: [StatementPattern.Element] = []
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first else { return result }
      if first == "(" {
        guard let close = rest.firstIndex(of: ")") else { throw fault(.unclosed(rest.trimmingSpaces)) }
        let inside = rest[rest.index(after: rest.startIndex)..<close]
        rest = rest[rest.index(after: close)...]
        let isOptional = rest.first == "?"
        if isOptional { rest = rest.dropFirst() }
        var alternatives: [[String]] = []
        for alternative in inside.split(separator: "|") { alternatives += try words(alternative) }
        result.append(isOptional ? .optional(alternatives) : .words(alternatives))
      } else {
        let word = rest.prefix { !$0.isWhitespace && $0 != "(" }
        rest = rest[word.endIndex...]
        result.append(try element(String(word)))
      }
    }
  }

  /// The runs of words that one alternative stands for.
  private func words(_ alternative: Substring) throws(PatternFault) -> [[String]] {
    let written = alternative.trimmingSpaces
    guard written.hasPrefix("@") else { return [SentenceTokens.words(written)] }
    guard let group = wordGroups[String(written.dropFirst())] else { throw fault(.unknownGroup(written)) }
    return group
  }

  private func element(_ word: String) throws(PatternFault) -> StatementPattern.Element {
    switch word {
    case "^": return .start
    case "$": return .end
    case "...": return .gap(6, barred: [])
    default: break
    }
    if word.hasPrefix(".."), let length = Int(word.dropFirst(2)) { return .gap(length, barred: []) }
    if let colon = word.firstIndex(of: ":"), word.first?.isUppercase == true, word.first?.isASCII == true {
      return .slot(try slot(String(word[..<colon]), String(word[word.index(after: colon)...])))
    }
    if word.count > 1, word.hasSuffix("?") {
      return .optional([SentenceTokens.words(String(word.dropLast()))])
    }
    return .words([SentenceTokens.words(word)])
  }

  private func slot(_ name: String, _ text: String) throws(PatternFault) -> StatementPattern.Slot {
    let isList = text.hasSuffix("+")
    var fillers: SlotFillers = []
    for word in (isList ? String(text.dropLast()) : text).split(separator: ",").map(String.init) {
      guard let named = SlotFillers.named[word] else { throw fault(.unknownKind(word)) }
      fillers.formUnion(named)
    }
    return StatementPattern.Slot(name: name, isList: isList, fillers: fillers)
  }

  /// Lets no gap pass over another candidate for the slots on its sides, unless those take almost anything.
  private func barring(_ elements: [StatementPattern.Element]) -> [StatementPattern.Element] {
    func slot(_ elements: some Sequence<StatementPattern.Element>) -> StatementPattern.Slot? {
      for case .slot(let slot) in elements { return slot }
      return nil
    }
    return elements.enumerated().map { place, element in
      guard case .gap(let length, _) = element else { return element }
      let sides = [slot(elements[..<place].reversed()), slot(elements[place...])].compactMap {
        $0?.fillers.entities
      }
      let narrow = sides.filter { $0.rawValue.nonzeroBitCount < 5 }
      return .gap(length, barred: narrow.reduce(into: []) { $0.formUnion($1) })
    }
  }
}

// MARK: Conclusions

extension PatternParser {
  private func conclusions(
    _ text: Substring, _ slots: [String: StatementPattern.Slot]
  ) throws(PatternFault) -> [StatementPattern.Conclusion] {
    var result: [StatementPattern.Conclusion] = []
    for part in text.split(separator: ")") {
      let written = String(part.drop { $0.isWhitespace || $0 == "," })
      guard !written.isEmpty else { continue }
      let halves = written.split(separator: "(")
      let arguments = halves.last?.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) } ?? []
      guard halves.count == 2, arguments.count == 2 else { throw fault(.wrongArguments(written)) }
      let name = String(halves[0].filter { !$0.isWhitespace })
      guard let predicate = ontology.predicates[name] else { throw fault(.unknownPredicate(name)) }
      let subject = try term(arguments[0], slots, allowed: predicate.subjects, in: name)
      let object = try term(arguments[1], slots, allowed: predicate.objects, in: name)
      result.append(StatementPattern.Conclusion(predicate: name, subject: subject, object: object))
    }
    guard !result.isEmpty else { throw fault(.noArrow) }
    return result
  }

  private func term(
    _ word: String, _ slots: [String: StatementPattern.Slot], allowed: Set<EntityKind>, in predicate: String
  ) throws(PatternFault) -> StatementPattern.Term {
    if word == "T", isGloss { return .glossed }
    if let pronoun = StatementPattern.Pronoun(rawValue: word) { return .pronoun(pronoun) }
    let parts = word.split(separator: "@").map(String.init)
    for part in parts where slots[part] == nil && StatementPattern.Pronoun(rawValue: part) == nil {
      throw fault(.unknownSlot(part))
    }
    if parts.count == 2 {
      let pronoun = StatementPattern.Pronoun(rawValue: parts[1])
      return .roleAt(role: parts[0], organization: pronoun.map { .pronoun($0) } ?? .slot(parts[1]))
    }
    guard let slot = slots[word] else { throw fault(.unknownSlot(word)) }
    let kinds = allowed.reduce(into: SlotFillers()) { $0.insert(SlotFillers($1)) }
    let takesValue = !slot.fillers.isDisjoint(with: .values)
    let fits = allowed.isEmpty || (!takesValue && !slot.fillers.entities.isDisjoint(with: kinds))
    guard fits else { throw fault(.wrongKinds(predicate: predicate, slot: word)) }
    return .slot(word)
  }
}
