import Foundation
import KnowledgeGraph
import Testing

@Suite("graph diff")
struct GraphDiffTests {
  private static func side(_ name: String) -> GraphDiff.Side {
    var options = EntityGraph.Options()
    options.collection = name
    return GraphDiff.Side(name: name, contents: Sample.contents, options: options)
  }

  @Test("a graph does not differ from itself", arguments: 0..<20)
  func itself(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let contents = GraphContents.random(using: &generator)
    let diff = GraphDiff(
      from: .init(name: "x", contents: contents),
      to: .init(name: "x", contents: contents.shuffled(using: &generator)))
    #expect(diff.isEmpty, "seed \(seed)")
    #expect(diff.picture.nodes.allSatisfy { $0.status == .both })
  }

  @Test("turned round, a diff says the opposite", arguments: 0..<20)
  func reversed(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (a, b) = (GraphContents.random(using: &generator), GraphContents.random(using: &generator))
    let (left, right) = (GraphDiff.Side(name: "l", contents: a), GraphDiff.Side(name: "r", contents: b))
    let (there, back) = (GraphDiff(from: left, to: right), GraphDiff(from: right, to: left))
    #expect(there.entities.onlyA.map(\.id) == back.entities.onlyB.map(\.id), "seed \(seed)")
    #expect(there.relations.onlyB.count == back.relations.onlyA.count, "seed \(seed)")
    #expect(there.entities.inBoth == back.entities.inBoth, "seed \(seed)")
    #expect(there.isEmpty == back.isEmpty)
  }

  @Test("the text tells how much differs, then what")
  func text() {
    let diff = GraphDiff(from: Self.side("north"), to: Self.side("south"))
    #expect(
      diff.text() == """
        A  north: 1 talk, 3 sentences, 4 mentions, 4 entities, 6 relations
        B  south: 1 talk, 2 sentences, 4 mentions, 3 entities, 5 relations

        entities   1 only in A, 0 only in B, 3 in both (3 changed)
        relations  3 only in A, 2 only in B, 3 in both (3 changed)

        entities only in A (1)
          Ada Marsh (person): 0 mentions, 0.00 per 1,000 sentences

        entities in both, the greatest change first (3)
          Vela Labs (organization): 2 -> 2, per 1,000 sentences 666.67 -> 1,000.00, log ratio +0.58
          Lyra-2 (product): 1 -> 1, per 1,000 sentences 333.33 -> 500.00, log ratio +0.58
          Tom Reed (person): 1 -> 1, per 1,000 sentences 333.33 -> 500.00, log ratio +0.58

        relations only in A (1)
          Ada Marsh founderOf Vela Labs: 1 sentence, “Tom Reed and I founded Vela Labs.”

        relations in both, the greatest change first (1)
          Tom Reed founderOf Vela Labs: 1 -> 1, per 1,000 sentences 333.33 -> 500.00, log ratio +0.58

        mentions only in A (2)
          Ada Marsh mentioned Vela Labs: 2 sentences
          Ada Marsh mentioned Tom Reed: 1 sentence

        mentions only in B (2)
          Lyra-2 coMentioned Vela Labs: 1 sentence
          Tom Reed mentioned Vela Labs: 1 sentence

        mentions in both, the greatest change first (2)
          Tom Reed mentioned Lyra-2: 1 -> 1, per 1,000 sentences 333.33 -> 500.00, log ratio +0.58
          Tom Reed coMentioned Vela Labs: 1 -> 1, per 1,000 sentences 333.33 -> 500.00, log ratio +0.58

        """)
    #expect(diff.text(limit: 1).contains("Vela Labs: 2 sentences\n  and 1 more\n"))
  }

  @Test("a renamed entity is one, and its relations stay")
  func renamed() {
    var later = Sample.contents
    later.rename("Tom Reed", to: "Thomas Reed")
    let diff = GraphDiff(
      from: .init(name: "a", contents: Sample.contents), to: .init(name: "b", contents: later))
    #expect(diff.regroupings.map(\.change) == [.renamed])
    #expect(diff.regroupings.map(\.b) == [["Thomas Reed"]])
    #expect(diff.entities.onlyA.isEmpty && diff.entities.onlyB.isEmpty)
    #expect(diff.relations.isEmpty)
    #expect(diff.entities.changed.map(\.idInA) == ["Tom Reed"])
    #expect(!diff.isEmpty)
  }

  @Test("merged and split entities are told by the names that are theirs alone")
  func merged() {
    func node(_ id: String, _ names: String...) -> EntityGraph.Node {
      EntityGraph.Node(id: id, kind: .person, label: id, names: [id] + names, mentions: 1, talks: ["t"])
    }
    let apart = EntityGraph(nodes: [node("Ann Lee", "Lee"), node("A. Lee", "Lee"), node("Bo")], edges: [])
    let whole = EntityGraph(nodes: [node("Ann Lee", "Lee", "A Lee"), node("Cy")], edges: [])
    let size = DiffSize(talks: 1, sentences: 10, mentions: 3)
    let merged = GraphDiff(
      from: .init(name: "a", graph: apart, size: size), to: .init(name: "b", graph: whole, size: size))
    #expect(merged.regroupings.map(\.change) == [])
    let tied = EntityGraph(nodes: [node("Ann Lee", "A. Lee"), node("Cy")], edges: [])
    let both = GraphDiff(
      from: .init(name: "a", graph: apart, size: size), to: .init(name: "b", graph: tied, size: size))
    #expect(both.regroupings.map(\.change) == [.merged])
    #expect(both.regroupings.map(\.a) == [["A. Lee", "Ann Lee"]])
    let split = GraphDiff(
      from: .init(name: "a", graph: tied, size: size), to: .init(name: "b", graph: apart, size: size))
    #expect(split.regroupings.map(\.change) == [.split])
    #expect(split.entities.onlyB.map(\.id) == ["A. Lee", "Bo"])
  }

  @Test("rates take the collections' sizes into account")
  func rates() throws {
    func side(_ mentions: Int, sentences: Int) -> GraphDiff.Side {
      let node = EntityGraph.Node(
        id: "x", kind: .concept, label: "x", names: ["x"], mentions: mentions, talks: [])
      return GraphDiff.Side(
        name: "", graph: EntityGraph(nodes: [node], edges: []),
        size: DiffSize(talks: 1, sentences: sentences, mentions: mentions))
    }
    let weight = try #require(
      GraphDiff(from: side(10, sentences: 1000), to: side(40, sentences: 2000)).entities.changed.first
    ).weight
    #expect(weight.perThousandA == 10)
    #expect(weight.perThousandB == 20)
    #expect(abs(weight.logRatio - 0.947533) < 1e-6)
  }

  @Test("JSON is the same bytes each time, and holds the lists")
  func json() throws {
    let diff = GraphDiff(from: Self.side("north"), to: Self.side("south"))
    let json = try diff.json()
    #expect(try json == GraphDiff(from: Self.side("north"), to: Self.side("south")).json())
    let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object.keys.sorted() == ["a", "b", "entities", "regroupings", "relations"])
    let entities = try #require(object["entities"] as? [String: Any])
    #expect(entities.keys.sorted() == ["changed", "onlyA", "onlyB", "unchanged"])
  }

  @Test("a selection of the picture keeps what is on either side")
  func picture() {
    let diff = GraphDiff(from: Self.side("north"), to: Self.side("south"))
    var selection = EntityGraph.Selection()
    selection.predicates = ["founderOf"]
    let picture = diff.picture.selected(selection)
    #expect(picture.nodes.map(\.node.id) == ["Ada Marsh", "Tom Reed", "Vela Labs"])
    #expect(picture.nodes.map(\.status) == [.onlyA, .both, .both])
    #expect(picture.edges.map(\.status) == [.onlyA, .both])
  }
}

extension GraphContents {
  /// Gives an entity another id, keeping its names.
  fileprivate mutating func rename(_ id: String, to new: String) {
    func renamed(_ old: String) -> String { old == id ? new : old }
    for index in entities.indices { entities[index].id = renamed(entities[index].id) }
    for talk in talks.indices {
      for index in talks[talk].sentences.indices {
        talks[talk].sentences[index].speaker = talks[talk].sentences[index].speaker.map(renamed)
      }
      for index in talks[talk].speakers.indices {
        talks[talk].speakers[index].person = talks[talk].speakers[index].person.map(renamed)
      }
      for index in talks[talk].mentions.indices {
        talks[talk].mentions[index].entity = renamed(talks[talk].mentions[index].entity)
      }
      for index in talks[talk].statements.indices {
        talks[talk].statements[index].subject = renamed(talks[talk].statements[index].subject)
      }
    }
  }
}
