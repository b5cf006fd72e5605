import GraphExchange
import KnowledgeGraph

/// A page of text about an entity, a talk, or a graph as a whole.
public enum Card {
  /// The page for a name; without a name, the one for the whole graph.
  ///
  /// - Parameters:
  ///   - name: an entity's name in any language, or a talk's id or a part of its title.
  ///   - graph: where it is looked up.
  ///   - language: the language of labels.
  ///   - quotes: how many sentences to quote at most.
  /// - Returns: lines of plain text.
  /// - Throws: ``WorkbenchError`` if nothing or more than one thing is called so.
  public static func text(
    of name: String?, in graph: OpenGraph, language: LabelLanguage, quotes: Int
  ) throws -> String {
    guard let name else { return try GraphCard(graph: graph).text }
    switch try graph.graph.resolve(name) {
    case .entity(let id):
      return try EntityCard(of: id, in: graph.contents(), language: language, quotes: quotes).text
    case .ambiguous(let ids):
      throw WorkbenchError.ambiguousName(kind: "entity", name: name, candidates: ids)
    case .unknown(let nearest):
      guard case .talk(let id) = try graph.talk(named: name) else {
        throw WorkbenchError.unknownName(kind: "entity or talk", name: name, nearest: nearest)
      }
      return try TalkCard(of: id, in: graph.contents(), language: language).text
    }
  }
}

/// Lines of a page: headings, indented rows, quotes.
struct CardText {
  private(set) var text: String

  init(title: String) { text = title + "\n" }

  mutating func line(_ line: String) { text += "  " + line + "\n" }

  mutating func section(_ heading: String, _ lines: [String]) {
    guard !lines.isEmpty else { return }
    text += "\n" + heading + "\n"
    for line in lines { text += "  " + line + "\n" }
  }
}

/// A sentence as it is quoted: its words, who says them, and where.
struct Quotation {
  static func text(_ sentence: SentenceRecord, in talk: TalkRecord, label: (String) -> String) -> String {
    let who = sentence.speaker.map { label($0) + ", " } ?? ""
    return "\"\(sentence.text)\" (\(who)\(talk.title), line \(sentence.line))"
  }
}

/// Counts of things, most frequent first.
struct Ranking {
  let rows: [(name: String, count: Int)]

  init(_ names: some Sequence<String>) {
    let counts = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
    rows = counts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  /// The first so many, as `name (count)`.
  func list(_ limit: Int, label: (String) -> String = { $0 }) -> String {
    let shown = rows.prefix(limit).map { "\(label($0.name)) (\($0.count))" }.joined(separator: ", ")
    return rows.count > limit ? shown + " and \(rows.count - limit) more" : shown
  }
}

/// A number and what it counts, in the right form.
public func counted(_ count: Int, _ thing: String, plural: String? = nil) -> String {
  count == 1 ? "1 \(thing)" : "\(count) \(plural ?? thing + "s")"
}
