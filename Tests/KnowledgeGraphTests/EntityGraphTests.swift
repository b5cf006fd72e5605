import KnowledgeGraph
import Testing

@Suite("entity graph")
struct EntityGraphTests {
  @Test("edges weigh the sentences that say them")
  func edges() throws {
    let graph = try EntityGraph(Graph(Sample.contents))
    #expect(graph.nodes.map(\.id) == ["Ada Marsh", "Lyra-2", "Reed (plant)", "Tom Reed", "Vela Labs"])
    #expect(graph.nodes.map(\.mentions) == [0, 2, 0, 2, 4])
    #expect(graph.nodes.last?.talks == ["opening", "sequel"])
    #expect(
      graph.edges.map { "\($0.source) \($0.predicate) \($0.target) \($0.weight)" } == [
        "Ada Marsh mentioned Tom Reed 1",
        "Ada Marsh founderOf Vela Labs 1",
        "Ada Marsh mentioned Vela Labs 2",
        "Lyra-2 coMentioned Vela Labs 1",
        "Tom Reed mentioned Lyra-2 2",
        "Tom Reed coMentioned Vela Labs 2",
        "Tom Reed founderOf Vela Labs 2",
        "Tom Reed mentioned Vela Labs 1",
      ])
    #expect(graph.edges.first?.quote == "Tom Reed and I founded Vela Labs.")
  }

  @Test("values are shown on request, as edges without a second node")
  func values() {
    var options = EntityGraph.Options()
    options.includesValues = true
    options.derived = []
    let edges = EntityGraph(Sample.contents, options: options).edges.filter(\.targetIsValue)
    #expect(edges.map(\.target) == ["1999"])
  }

  @Test("a collection shows only its talks")
  func collection() {
    var options = EntityGraph.Options()
    options.collection = "south"
    options.derived = []
    let graph = EntityGraph(Sample.contents, options: options)
    #expect(graph.nodes.map(\.id) == ["Lyra-2", "Tom Reed", "Vela Labs"])
    #expect(graph.edges.map(\.weight) == [1])
  }

  @Test("symmetric edges of both directions are one, with the smaller id first")
  func symmetric() {
    let talk = Sample.talk(
      "t", collection: "c", sentences: [("B and A", nil), ("A and B", nil)],
      statements: [("B", "partnerOf", .entity("A"), 0), ("A", "partnerOf", .entity("B"), 1)])
    let entities = ["A", "B"].map { Sample.entity($0, .organization, $0) }
    let edges = EntityGraph(GraphContents(entities: entities, talks: [talk])).edges
    #expect(edges.map(\.source) == ["A"])
    #expect(edges.map(\.weight) == [2])
  }

  @Test("kinds, predicates and weights choose what is seen")
  func filters() {
    func ids(_ change: (inout EntityGraph.Selection) -> Void) -> [String] {
      var selection = EntityGraph.Selection()
      change(&selection)
      return EntityGraph(Sample.contents).selected(selection).nodes.map(\.id)
    }
    #expect(ids { $0.kinds = [.person] } == ["Ada Marsh", "Tom Reed"])
    #expect(ids { $0.predicates = ["founderOf"] } == ["Ada Marsh", "Tom Reed", "Vela Labs"])
    #expect(ids { $0.keepsUnconnected = false } == ["Ada Marsh", "Lyra-2", "Tom Reed", "Vela Labs"])
    #expect(
      ids {
        $0.minimumWeight = 3
        $0.keepsUnconnected = false
      } == [])
  }

  @Test("a neighbourhood grows by hops, and the most mentioned lead")
  func neighbourhood() {
    let chain = EntityGraph(
      nodes: ["a", "b", "c", "d"].enumerated().map { index, id in
        EntityGraph.Node(id: id, kind: .concept, label: id, names: [id], mentions: index, talks: [])
      },
      edges: [("a", "b"), ("b", "c"), ("c", "d")].map { source, target in
        EntityGraph.Edge(source: source, target: target, predicate: "uses", weight: 1, talks: [])
      })
    func ids(_ change: (inout EntityGraph.Selection) -> Void) -> [String] {
      var selection = EntityGraph.Selection()
      change(&selection)
      return chain.selected(selection).nodes.map(\.id)
    }
    #expect(ids { $0.around = ["a"] } == ["a", "b"])
    #expect(
      ids {
        $0.around = ["d"]
        $0.hops = 2
      } == ["b", "c", "d"])
    #expect(ids { $0.top = 2 } == ["c", "d"])
    #expect(
      ids {
        $0.top = 2
        $0.ranking = .degree
      } == ["b", "c"])
    #expect(
      ids {
        $0.around = ["a"]
        $0.hops = 3
        $0.top = 2
      } == ["a", "d"])
    #expect(ids { $0.around = ["nobody"] } == [])
  }
}
