import KnowledgeGraph

/// One entity as a lexicon lists it: a line of `Graph/lexicon/*.txt` or of a user's own `lexicon`.
struct LexiconEntry: Sendable, Equatable {
  /// A way to call the entity, with the marks that stand before it.
  struct Name: Sendable, Equatable {
    var text: String
    /// `=`: counts only as written.
    var isExact = false
    /// `~`: counts only where something else of the talk speaks for it.
    var isWeak = false
    /// `^`: found, never shown.
    var isMisheard = false
  }

  /// The first field: the unique, readable name.
  let identity: String
  let kind: EntityKind
  /// Every name, the identity's own first unless that serves only to tell namesakes apart.
  let names: [Name]
  /// Identities of entities it belongs with.
  let associates: [String]
  let line: Int
}

/// A lexicon file as parsed, with what could not be understood in it.
struct LexiconFile: Sendable {
  let path: String
  private(set) var entries: [LexiconEntry] = []
  private(set) var problems: [DataProblem] = []

  init(path: String, text: String) {
    self.path = path
    var kind: EntityKind?
    for line in DataLines(text) {
      if line.bytes.first == UInt8(ascii: "[") {
        kind = heading(line) ?? kind
      } else if let kind {
        addEntry(line, kind: kind)
      } else {
        report(line, .entityBeforeHeading)
      }
    }
  }

  private mutating func heading(_ line: DataLines.Line) -> EntityKind? {
    guard line.bytes.last == UInt8(ascii: "]") else {
      report(line, .unclosedHeading)
      return nil
    }
    let word = String(decoding: line.bytes.dropFirst().dropLast().trimmed, as: UTF8.self)
    guard let kind = EntityKind(rawValue: word) else {
      report(line, .unknownKind(word))
      return nil
    }
    return kind
  }

  private mutating func addEntry(_ line: DataLines.Line, kind: EntityKind) {
    var names: [LexiconEntry.Name] = []
    var associates: [String] = []
    var isFirst = true
    for field in line.bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
      let content = field.trimmed
      if content.first == UInt8(ascii: "@"), !isFirst {
        associates.append(String(decoding: content.dropFirst().trimmed, as: UTF8.self))
      } else if let name = Self.name(content, isIdentity: isFirst) {
        names.append(name)
      } else {
        report(line, .emptyName, at: field.startIndex)
        if isFirst { return }
      }
      isFirst = false
    }
    guard let identity = names.first?.text else { return }
    entries.append(
      LexiconEntry(
        identity: identity, kind: kind, names: Self.called(names), associates: associates, line: line.number))
  }

  private static func name(_ field: ArraySlice<UInt8>, isIdentity: Bool) -> LexiconEntry.Name? {
    var rest = field
    var name = LexiconEntry.Name(text: "")
    marks: while !isIdentity, let mark = rest.first {
      switch mark {
      case UInt8(ascii: "="): name.isExact = true
      case UInt8(ascii: "~"): name.isWeak = true
      case UInt8(ascii: "^"): name.isMisheard = true
      default: break marks
      }
      rest = rest.dropFirst().trimmed
    }
    guard !rest.isEmpty else { return nil }
    name.text = String(decoding: rest, as: UTF8.self)
    return name
  }

  /// The names to look for: an identity with a word in brackets is none, and one that is repeated with a mark
  /// (`Meta | =Meta`) counts as marked.
  private static func called(_ names: [LexiconEntry.Name]) -> [LexiconEntry.Name] {
    var names = names
    let identity = names.removeFirst()
    let bare = identity.text.withoutDistinction
    if let marked = names.firstIndex(where: { $0.text == bare }) {
      let name = names.remove(at: marked)
      return [name] + names
    }
    if bare != identity.text { return names.isEmpty ? [LexiconEntry.Name(text: bare)] : names }
    return [identity] + names
  }

  private mutating func report(_ line: DataLines.Line, _ reason: DataProblem.Reason, at index: Int? = nil) {
    let column = index.map { line.column(at: $0) } ?? line.column
    problems.append(DataProblem(file: path, line: line.number, column: column, reason: reason))
  }
}

extension String {
  /// A name without the bracketed word that tells namesakes apart: `Transformer (architecture)` reads `Transformer`.
  var withoutDistinction: String {
    guard hasSuffix(")"), let open = firstRange(of: " (") else { return self }
    return String(self[..<open.lowerBound])
  }
}
