import KnowledgeGraph

/// Graphs made for the tests.
enum SampleGraphs {
  /// Two people, a company and a year.
  static let small = EntityGraph(
    nodes: [
      node("Acme", .organization, ["Acme", "极致公司"], mentions: 4, talks: ["one", "two"]),
      node("Ada Lovelace", .person, ["Ada Lovelace", "埃达·洛夫莱斯", "Ada | \\ Countess"], mentions: 9),
      node("Bob", .person, ["Bob"], mentions: 1),
    ],
    edges: [
      edge("Acme", value: "1950", "createdIn"),
      edge("Ada Lovelace", "Acme", "founderOf", 2, quote: "Ada founded Acme & said “<hello>”."),
      edge("Ada Lovelace", "Bob", "coMentioned", 3),
    ])

  /// A label for everything that has ever broken a file.
  static let tortures: [(name: String, text: String)] = [
    ("quotes", #"say "yes" or 'no'"#),
    ("backslashes", #"C:\new\Network\"#),
    ("a backslash before a quote", #"\"end\"#),
    ("controls", "bell\u{7}nul\u{0}esc\u{1B}del\u{7F}nel\u{85}"),
    ("markup", "<b>R&D</b> &lt; &amp; &#65; <!-- -->"),
    ("section end", "]]> and <![CDATA["),
    ("emoji", "👩🏽‍🚀 rocket 🚀 🇨🇳"),
    ("Chinese", "通用人工智能（AGI）：“定义”"),
    ("non-characters", "a\u{FFFE}b\u{FFFF}c"),
    ("line ends", "one\ntwo\r\nthree\ttab\u{2028}four"),
    ("keywords", "node"),
    ("a port", "a:b:ne"),
    ("a number", "-1.5"),
    ("an HTML label", "<<b>>"),
    ("escapes", "\\N \\G \\l %s {x|y}"),
    ("right to left", "שלום \u{202E}abc"),
    ("nothing", ""),
    ("10 KB", String(repeating: "long 长 ", count: 1_100)),
    ("10 KB without a space", String(repeating: "x", count: 10_240)),
  ]

  /// Every torture as id, label, name, talk, predicate, quote and value.
  static let torture: EntityGraph = {
    let nodes = tortures.map { name, text in
      node("\(name): \(text)", .concept, [text, "\(text)|", "x"], mentions: 1, talks: [text, "t"])
    }
    var edges: [EntityGraph.Edge] = []
    for (from, to) in zip(nodes, nodes.dropFirst() + nodes.prefix(1)) {
      edges.append(
        .init(
          source: from.id, target: to.id, predicate: "rel \(from.label)", weight: 2,
          talks: [from.label, "t"],
          quote: from.label))
      edges.append(edge(from.id, value: "value \(from.label)", "quantity"))
    }
    return EntityGraph(nodes: nodes.sortedByID, edges: edges.sortedByEnds)
  }()

  static func node(
    _ id: String, _ kind: EntityKind, _ names: [String], mentions: Int, talks: [String] = ["one"]
  ) -> EntityGraph.Node {
    .init(id: id, kind: kind, label: names.first ?? id, names: names, mentions: mentions, talks: talks)
  }

  static func edge(
    _ source: String, _ target: String, _ predicate: String, _ weight: Int, quote: String? = nil
  ) -> EntityGraph.Edge {
    .init(source: source, target: target, predicate: predicate, weight: weight, talks: ["one"], quote: quote)
  }

  static func edge(_ source: String, value: String, _ predicate: String) -> EntityGraph.Edge {
    .init(source: source, target: value, predicate: predicate, weight: 1, talks: ["one"], targetIsValue: true)
  }
}

extension [EntityGraph.Node] {
  var sortedByID: Self { sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) } }
}

extension [EntityGraph.Edge] {
  var sortedByEnds: Self {
    sorted { a, b in
      let pairs = [(a.source, b.source), (a.target, b.target), (a.predicate, b.predicate)]
      guard let (first, second) = pairs.first(where: { $0 != $1 }) else { return false }
      return first.utf8.lexicographicallyPrecedes(second.utf8)
    }
  }
}
