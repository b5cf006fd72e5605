import KnowledgeGraph
import Relations
import Testing

@Suite("graph")
struct GraphTests {
  @Test("contents come back in canonical order, and equal ones make equal graphs", arguments: 0..<60)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let contents = GraphContents.random(using: &generator)
    let graph = try Graph(contents)
    #expect(try graph.contents() == contents.canonical, "seed \(seed)")

    let shuffled = try Graph(contents.shuffled(using: &generator))
    #expect(shuffled.predicates == graph.predicates, "seed \(seed)")
    for predicate in graph.predicates {
      #expect(try shuffled.relation(named: predicate.name) == graph.relation(named: predicate.name))
    }
  }

  @Test("ids order as the strings' bytes do")
  func symbolsAreSorted() throws {
    let symbols = try Graph(Sample.contents).symbols
    let terms = (0..<UInt32(symbols.count)).map { symbols[Symbol(rawValue: $0)] }
    #expect(terms == terms.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(Set(terms).count == terms.count)
  }

  @Test("every predicate has its rows, in both orders")
  func relations() throws {
    let graph = try Graph(Sample.contents)
    #expect(
      try graph.rows("founderOf") == [["Ada Marsh", "Vela Labs"], ["Tom Reed", "Vela Labs"]])
    #expect(
      try graph.rows("founderOf", .objectFirst) == [["Vela Labs", "Ada Marsh"], ["Vela Labs", "Tom Reed"]])
    #expect(try graph.rows("createdIn") == [["Vela Labs", "1999"]])
    #expect(try graph.rows("inCollection") == [["opening", "north"], ["sequel", "south"]])
    #expect(
      try graph.rows("saidBy") == [
        ["opening:0001", "Ada Marsh"], ["opening:0002", "Ada Marsh"], ["opening:0003", "Tom Reed"],
        ["sequel:0002", "Tom Reed"],
      ])
    #expect(
      try graph.rows("position") == [
        ["opening:0001", "1"], ["opening:0002", "2"], ["opening:0003", "3"], ["sequel:0001", "1"],
        ["sequel:0002", "2"],
      ])
    #expect(
      try graph.rows("speaker") == [
        ["opening", "Ada Marsh"], ["opening", "Tom Reed"], ["sequel", "Tom Reed"],
      ]
    )
    #expect(try graph.rows("startsAt") == [])
    #expect(try graph.relation(named: "unheardOf") == nil)
  }

  @Test("predicates tell their columns' types, declared ones also without rows")
  func predicateTypes() throws {
    let signature = PredicateSignature(
      name: "spokeAt", subject: [.person], object: .entity([.event]))
    let graph = try Graph(Sample.contents, declaring: [signature])
    func type(_ name: String) -> [Graph.ColumnType]? {
      graph.predicate(named: name).map { [$0.subject, $0.object] }
    }
    #expect(type("founderOf") == [.entity, .entity])
    #expect(type("createdIn") == [.entity, .text])
    #expect(type("spokeAt") == [.entity, .entity])
    #expect(type("startsAt") == [.sentence, .number])
    #expect(graph.predicate(named: "spokeAt")?.count == 0)
    #expect(graph.predicates.map(\.name) == graph.predicates.map(\.name).sorted())
  }

  @Test("a talk of ten thousand sentences has ids that still order as it runs")
  func longTalk() throws {
    let talk = Sample.talk("long", collection: "x", sentences: (0..<10_000).map { ("s\($0)", nil) })
    let graph = try Graph(GraphContents(talks: [talk]))
    let rows = try graph.rows("position")
    #expect(rows.first == ["long:00001", "1"])
    #expect(rows.last == ["long:10000", "10000"])
  }

  @Test("a collection has its talks and what they speak of")
  func collection() throws {
    let graph = try Graph(Sample.contents)
    let south = try graph.contents(collection: "south")
    #expect(south.talks == [Sample.second])
    #expect(south.entities.map(\.id) == ["Lyra-2", "Tom Reed", "Vela Labs"])
    #expect(try graph.collections() == ["north", "south"])
    #expect(try graph.talks().map(\.mentions) == [4, 4])
    #expect(try graph.talk("opening") == Sample.first.canonical)
    #expect(try graph.entity("Lyra-2") == Sample.entity("Lyra-2", .product, "Lyra-2"))
    #expect(try graph.talk("nowhere") == nil)
  }

  @Test("contents that contradict themselves are refused")
  func refusals() {
    let entity = Sample.entity("A", .person, "A")
    let talk = Sample.talk("t", collection: "c", sentences: [("A", nil)])
    func error(_ change: (inout GraphContents) -> Void) -> GraphContentsError? {
      var contents = GraphContents(entities: [entity], talks: [talk])
      change(&contents)
      do throws(GraphContentsError) {
        _ = try Graph(contents)
        return nil
      } catch {
        return error
      }
    }
    #expect(error { _ in } == nil)
    #expect(error { $0.entities.append(entity) } == .duplicateEntity(id: "A"))
    #expect(error { $0.talks.append(talk) } == .duplicateTalk(id: "t"))
    #expect(error { $0.talks[0].sentences[0].speaker = "B" } == .unknownEntity(id: "B", talk: "t"))
    #expect(error { $0.talks[0].sentences[0].line = -1 } == .numberOutOfRange(-1, talk: "t"))
    let statement = StatementRecord(
      subject: "A", predicate: "kind", object: .value("x"), sentence: 0, bytes: 0..<1, method: "m",
      confidence: 1)
    #expect(
      error { $0.talks[0].statements = [statement] } == .reservedPredicate(name: "kind", talk: "t"))
    #expect(
      GraphContentsError.unknownEntity(id: "B", talk: "t").description
        == "talk \"t\" speaks of \"B\", which is not among the entities")
  }
}

extension Graph {
  /// A predicate's rows in words.
  fileprivate func rows(_ name: String, _ order: Order = .subjectFirst) throws -> [[String]] {
    guard let relation = try relation(named: name, order: order), let predicate = predicate(named: name)
    else { return [] }
    let types = [predicate.subject, predicate.object]
    return try (0..<relation.count).map { row in
      try (0..<2).map { column in
        let type = types[order == .subjectFirst ? column : 1 - column]
        let word = UInt32(relation[row, column])
        return type == .number ? String(word) : try symbols[Symbol(rawValue: word)]
      }
    }
  }
}

extension TalkRecord {
  fileprivate var canonical: TalkRecord { GraphContents(talks: [self]).canonical.talks[0] }
}
