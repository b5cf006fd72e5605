import KnowledgeGraph

/// Finds successors by their numbers: a sentence that names GPT-5 and GPT-6 tells which came after which.
struct VersionStatements: Sendable {
  private struct Version: Hashable {
    let line: String
    let number: Double
  }

  private let text: TalkText
  private let catalog: Catalog

  init(_ text: TalkText, catalog: Catalog) {
    self.text = text
    self.catalog = catalog
  }

  func statements() -> [FoundStatement] {
    text.sentences.indices.flatMap(statements)
  }

  private func statements(_ sentence: Int) -> [FoundStatement] {
    let tokens = text.sentences[sentence]
    let versions = tokens.spans.compactMap { span -> (version: Version, span: SentenceTokens.Span)? in
      version(of: span.entity).map { ($0, span) }
    }
    guard versions.count > 1 else { return [] }
    let sorted = versions.sorted {
      ($0.version.line, $0.version.number) < ($1.version.line, $1.version.number)
    }
    return zip(sorted, sorted.dropFirst()).compactMap { earlier, later in
      let step = later.version.number - earlier.version.number
      guard earlier.version.line == later.version.line, step > 0, step <= 1 else { return nil }
      let first = min(earlier.span.tokens.lowerBound, later.span.tokens.lowerBound)
      let last = max(earlier.span.tokens.upperBound, later.span.tokens.upperBound)
      return FoundStatement(
        subject: later.span.entity, predicate: "successorOf", object: .entity(earlier.span.entity),
        sentence: sentence, range: tokens.textRange(first..<last), pattern: "next-version", confidence: 0.7)
    }
  }

  /// A product's line and number: "GPT-4" is number 4 of "gpt".
  private func version(of entity: EntityIndex) -> Version? {
    guard [.product, .concept].contains(catalog[entity].kind) else { return nil }
    let name = catalog[entity].id
    let digits = String(name.reversed().prefix { $0.isNumber || $0 == "." }.reversed())
    guard let number = Double(digits), number < 100, digits.count < name.count else { return nil }
    let line = PersonNames.key(String(name.dropLast(digits.count)))
    return line.isEmpty ? nil : Version(line: line, number: number)
  }
}
