import Foundation
import KnowledgeGraph
import Testing

@testable import GraphExchange

@Suite("GraphML")
struct GraphMLTests {
  @Test("a graph reads back the same", arguments: [GraphMLExporter.Flavor.plain, .yed])
  func roundTrip(flavor: GraphMLExporter.Flavor) throws {
    let bytes = try GraphMLExporter(flavor: flavor).bytes(of: SampleGraphs.small)
    #expect(try GraphMLReader().graph(from: bytes, named: "x.graphml") == SampleGraphs.small)
  }

  @Test(
    "hostile text reads back without what XML cannot hold", arguments: [GraphMLExporter.Flavor.plain, .yed])
  func tortureRoundTrip(flavor: GraphMLExporter.Flavor) throws {
    let bytes = try GraphMLExporter(flavor: flavor).bytes(of: SampleGraphs.torture)
    let read = try GraphMLReader().graph(from: bytes, named: "x.graphml")
    #expect(read == SampleGraphs.torture.writable)
  }

  @Test("random graphs read back the same", arguments: 1...20 as ClosedRange<UInt64>)
  func randomRoundTrip(seed: UInt64) throws {
    let graph = RandomGraph(seed: seed).graph(nodes: 40, edges: 90)
    let bytes = try GraphMLExporter().bytes(of: graph)
    #expect(try GraphMLReader().graph(from: bytes, named: "seed \(seed)") == graph)
  }

  @Test("the file is what every reader takes: keys, then nodes, then edges, each edge with an id")
  func shape() throws {
    let text = try GraphMLExporter().text(of: SampleGraphs.small)
    let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(lines[0] == #"<?xml version="1.0" encoding="UTF-8"?>"#)
    #expect(lines[1].hasPrefix(#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns" "#))
    let order = lines.compactMap { line in ["<key", "<graph ", "<node", "<edge"].first(where: line.hasPrefix)
    }
    let stages = order.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
    #expect(stages == ["<key", "<graph ", "<node", "<edge"])
    #expect(lines.contains(#"<graph id="G" edgedefault="directed">"#))
    #expect(lines.contains(#"<edge id="e1" source="Ada Lovelace" target="Acme">"#))
    #expect(lines.contains(#"<data key="e_label">founderOf</data>"#))
    #expect(lines.contains(#"<data key="e_interaction">founderOf</data>"#))
    #expect(lines.contains(#"<data key="e_weight">2.0</data>"#))
    #expect(lines.contains("<data key=\"n_names\">Acme | 极致公司</data>"))
  }

  @Test("labels follow the language asked for")
  func labelLanguage() throws {
    let text = try GraphMLExporter(labelLanguage: .chinese).text(of: SampleGraphs.small)
    #expect(text.contains("<data key=\"n_label\">极致公司</data>"))
    #expect(text.contains("<data key=\"n_label\">Bob</data>"))
  }

  @Test("a comparison adds the status and colours by it")
  func comparison() throws {
    let exporter = GraphMLExporter(comparison: .ofBobs)
    let text = try exporter.text(of: SampleGraphs.small)
    #expect(text.contains(#"<key id="n_status" for="node" attr.name="status" attr.type="string"/>"#))
    #expect(text.contains(#"<data key="n_status">onlySecond</data>"#))
    #expect(text.contains(#"<data key="e_status">both</data>"#))
  }

  @Test("ids that differ only in what cannot be written stay apart")
  func distinctIDs() throws {
    let ids = ["a\u{1}", "a", "a\u{2}", "a~2", "\"x\""]
    let graph = EntityGraph(
      nodes: ids.map { SampleGraphs.node($0, .concept, [$0], mentions: 1) },
      edges: ["x", "a"].map { SampleGraphs.edge("a", value: $0, "createdIn") })
    let file = FileNodes(graph)
    #expect(ids.map { file.id(entity: $0) } == ["a~3", "a", "a~4", "a~2", "\"x\""])
    #expect(graph.edges.map { file.target(of: $0) } == ["\"x\"~2", "\"a\""])
    let bytes = try GraphMLExporter().bytes(of: graph)
    let edges = try GraphMLReader().graph(from: bytes, named: "x").edges
    #expect(edges.map(\.target) == ["a", "x"])
    #expect(edges.filter(\.targetIsValue).count == 2)
  }

  @Test("what a sink throws comes out, and nothing is written after it")
  func failingSink() throws {
    struct DiskFull: Error {}
    nonisolated(unsafe) var calls = 0
    #expect(throws: DiskFull.self) {
      try GraphMLExporter().write(RandomGraph(seed: 1).graph(nodes: 500, edges: 1_000)) { _ in
        calls += 1
        throw DiskFull()
      }
    }
    #expect(calls == 1)
  }
}

extension GraphComparison {
  /// Bob is in the second graph alone.
  static let ofBobs = GraphComparison(
    firstName: "A", secondName: "B",
    statusOfNode: { $0.id == "Bob" ? .onlySecond : .both },
    statusOfEdge: { $0.target == "Bob" ? .onlySecond : $0.target == "1950" ? .onlyFirst : .both })
}

extension EntityGraph {
  /// What is left of a graph once it has been written.
  fileprivate var writable: EntityGraph {
    func clean(_ text: String) -> String { text.withoutUnwritableCharacters }
    let cleanNodes = nodes.map { node in
      Node(
        id: clean(node.id), kind: node.kind, label: clean(node.label), names: node.names.map(clean),
        mentions: node.mentions, talks: node.talks.map(clean))
    }
    let cleanEdges = edges.map { edge in
      Edge(
        source: clean(edge.source), target: clean(edge.target), predicate: clean(edge.predicate),
        weight: edge.weight, talks: edge.talks.map(clean), quote: edge.quote.map(clean),
        targetIsValue: edge.targetIsValue)
    }
    return EntityGraph(
      nodes: cleanNodes.sorted { $0.id < $1.id },
      edges: cleanEdges.sorted { ($0.source, $0.target, $0.predicate) < ($1.source, $1.target, $1.predicate) }
    )
  }
}
