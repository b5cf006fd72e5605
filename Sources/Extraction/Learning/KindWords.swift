import KnowledgeGraph

/// Words that tell what kind of thing a name stands for: `Graph/kinds.txt`.
struct KindWords: Sendable {
  private var lists: [String: EntityKind] = [:]
  private var classes: [String: EntityKind] = [:]
  private var endings: [String: EntityKind] = [:]
  private(set) var problems: [DataProblem] = []

  private static let longestChineseClass = 7

  init() {}

  init(path: String, text: String) {
    var section = ""
    for line in DataLines(text) {
      if line.bytes.first == UInt8(ascii: "[") {
        section = line.text.filter { $0 != "[" && $0 != "]" }
        if !["list", "class", "ending"].contains(section) {
          problems.append(
            DataProblem(
              file: path, line: line.number, column: line.column, reason: .unknownSection(section)))
        }
        continue
      }
      let fields = line.text.split(separator: "|").map { String($0).trimmed }
      guard let first = fields.first, let kind = EntityKind(rawValue: first) else {
        problems.append(
          DataProblem(
            file: path, line: line.number, column: line.column, reason: .unknownKind(fields.first ?? "")))
        continue
      }
      for word in fields.dropFirst() { add(word.lowercased(), kind, to: section) }
    }
  }

  private mutating func add(_ word: String, _ kind: EntityKind, to section: String) {
    switch section {
    case "list": lists[word] = kind
    case "class": classes[word] = kind
    case "ending": endings[word] = kind
    default: break
    }
  }

  /// The kind of what a metadata list of that key holds (`companies_orgs`, `人物`), or nil.
  func kind(ofList key: String) -> EntityKind? {
    let words = key.lowercased().split { !$0.isLetter }
    for word in words {
      if let kind = lists[String(word)] { return kind }
    }
    return nil
  }

  /// The kind that a name's last word tells: `Julius Labs`, `北达科他大学`.
  func kind(endingOf name: String) -> EntityKind? {
    let lowered = name.lowercased()
    if let word = lowered.split(separator: " ").last, lowered.contains(" "), let kind = endings[String(word)]
    {
      return kind
    }
    return longestChineseEnding(of: lowered, in: endings)
  }

  /// The kind that an explanation's first clause tells: `法国数学家，群论的奠基者`.
  func kind(ofExplanation text: String) -> EntityKind? {
    let clause = text.lowercased().prefix { !"，。；,;.（(".contains($0) }
    let lowered = String(clause).trimmed
    if let kind = longestChineseEnding(of: lowered, in: classes) { return kind }
    var kind: EntityKind?
    for word in lowered.split(separator: " ") {
      if Self.headEnds.contains(word) { break }
      kind = classes[String(word)] ?? kind
    }
    return kind
  }

  /// Whether a name is itself a class (`机器学习工程师`), so that an explanation's class is its own, not a name's.
  func isClass(_ name: String) -> Bool {
    let lowered = name.lowercased()
    if longestChineseEnding(of: lowered, in: classes) != nil { return true }
    return lowered.split(separator: " ").last.map { classes[String($0)] != nil } ?? false
  }

  private static let headEnds: Set<Substring> = [
    "that", "which", "who", "whose", "for", "of", "used", "where", "in", "at", "by", "with",
  ]

  private func longestChineseEnding(of text: String, in words: [String: EntityKind]) -> EntityKind? {
    guard let last = text.unicodeScalars.last, UTF8Decoding.isHan(last.value) else { return nil }
    for length in stride(from: min(Self.longestChineseClass, text.count), through: 1, by: -1) {
      if let kind = words[String(text.suffix(length))] { return kind }
    }
    return nil
  }
}
