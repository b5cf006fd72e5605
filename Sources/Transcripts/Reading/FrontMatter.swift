import Yams

/// The YAML between two lines of `---` at a document's head.
struct FrontMatter {
  /// The YAML parser is never handed more bytes than this.
  static let byteLimit = 65_536

  /// One key and the texts that stand under it.
  struct Entry {
    let key: String
    let values: [MappedText]
    /// Whether the source writes a list, were it of one item only.
    let isList: Bool
  }

  /// Indices of the lines of the front matter, its fences included.
  let lines: Range<Int>
  private(set) var entries: [Entry] = []
  private(set) var warnings: [ReadWarning] = []

  /// - Returns: nil if the body does not begin with `---` and a line like `key: value`.
  init?(_ survey: SourceSurvey) {
    guard let fence = Self.openingFence(of: survey) else { return nil }
    let end = Self.end(after: fence, in: survey)
    lines = survey.body.lowerBound..<(end.isClosed ? end.line + 1 : end.line)
    if !end.isClosed { warn(fence, .unclosedFrontMatter) }
    read(fence + 1..<end.line, of: survey)
  }

  /// The line of a `---` that begins front matter.
  static func openingFence(of survey: SourceSurvey) -> Int? {
    guard let fence = survey.body.first(where: { !survey.lines[$0].isBlank }), survey.string(fence) == "---",
      let next = (fence + 1..<survey.body.upperBound).first(where: { !survey.lines[$0].isBlank }),
      FrontMatterLine(survey.lines[next], of: survey.source.bytes).isKey
    else { return nil }
    return fence
  }

  private static func end(after fence: Int, in survey: SourceSurvey) -> (line: Int, isClosed: Bool) {
    var lastLike = fence
    var isStillLike = true
    for line in fence + 1..<survey.body.upperBound {
      let text = survey.lines[line]
      if text.text.count == 3, text.indent == 0,
        survey.starts(line, with: "---") || survey.starts(line, with: "...")
      {
        return (line, true)
      }
      if survey.source.bytes.has("<details", at: text.text.lowerBound, before: text.text.upperBound) { break }
      if isStillLike {
        isStillLike = text.isBlank || FrontMatterLine(text, of: survey.source.bytes).isLikely
        if isStillLike, !text.isBlank { lastLike = line }
      }
    }
    return (lastLike + 1, false)
  }

  private mutating func warn(_ line: Int, _ reason: ReadWarning.Reason) {
    warnings.append(ReadWarning(line: line + 1, reason: reason))
  }

  private mutating func read(_ content: Range<Int>, of survey: SourceSurvey) {
    guard let first = content.first, let last = content.last else { return }
    let source = survey.source
    let bytes = source.lineRange(first + 1).lowerBound..<survey.lines[last].text.upperBound
    let reader = FrontMatterLineReader(survey: survey, lines: content, byteLimit: Self.byteLimit)
    guard bytes.count <= Self.byteLimit else {
      warn(first, .longFrontMatter(byteCount: bytes.count))
      entries = reader.entries
      return
    }
    guard !YAMLIntricacy.isTooMuch(source.bytes, in: bytes) else {
      warn(first, .intricateFrontMatter)
      entries = reader.entries
      return
    }
    do {
      let node = try Yams.compose(yaml: source.bytes.string(bytes))
      guard let mapping = node?.mapping else {
        entries = reader.entries
        return
      }
      collect(mapping, firstLine: first, source: source)
    } catch {
      warn(first, .unreadableFrontMatter(message: Self.message(of: error)))
      entries = reader.entries
    }
  }

  private static func message(of error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
      problem
    case .duplicatedKeysInMapping(let keys, _): "a key stands twice: \(keys.sorted().joined(separator: ", "))"
    default: "it could not be parsed"
    }
  }

  private mutating func collect(_ mapping: Node.Mapping, firstLine: Int, source: SourceFile) {
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { continue }
      var values: [MappedText] = []
      for scalar in Self.scalars(of: value, depth: 0) where !scalar.string.allSatisfy(\.isWhitespace) {
        guard let mark = scalar.mark else { continue }
        let line = firstLine + mark.line - 1
        let grounding = ScalarGrounding(scalar, line: line, column: mark.column, source: source)
        if let text = grounding.text {
          if !text.isEmpty { values.append(text) }
        } else {
          warn(min(line, source.lineCount - 1), .ungroundedValue(key: name))
        }
      }
      entries.append(Entry(key: name, values: values, isList: value.sequence != nil))
    }
  }

  /// The texts under a key: of a mapping's, its name if it has one.
  private static func scalars(of node: Node, depth: Int) -> [Node.Scalar] {
    guard depth < 4 else { return [] }
    switch node {
    case .scalar(let scalar): return [scalar]
    case .sequence(let sequence): return sequence.flatMap { scalars(of: $0, depth: depth + 1) }
    case .mapping(let mapping):
      let named = mapping.first { ["name", "title", "label"].contains($0.key.scalar?.string) }
      if let named { return scalars(of: named.value, depth: depth + 1) }
      return mapping.flatMap { scalars(of: $0.value, depth: depth + 1) }
    case .alias: return []
    }
  }
}
