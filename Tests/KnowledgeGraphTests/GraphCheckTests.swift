import Testing

@testable import KnowledgeGraph

@Suite("graph check")
struct GraphCheckTests {
  private static let signatures = [
    PredicateSignature(name: "founderOf", subject: [.person], object: .entity([.organization])),
    PredicateSignature(name: "createdIn", subject: Set(EntityKind.allCases), object: .value),
  ]

  @Test("a sound graph has no findings, in memory and in its file")
  func sound() throws {
    let graph = try Graph(Sample.contents, declaring: Self.signatures)
    #expect(graph.findings(signatures: Self.signatures) == [])
    let folder = try TemporaryFolder()
    try GraphFile.write(graph, to: folder.file("g"))
    #expect(try GraphFile(path: folder.file("g")).findings(signatures: Self.signatures) == [])
  }

  @Test("wrong kinds, stray mentions and unknown predicates are found")
  func faults() throws {
    var contents = Sample.contents
    contents.talks[0].statements = [
      statement("Lyra-2", "founderOf", .value("1999")), statement("Tom Reed", "likes", .entity("Lyra-2")),
    ]
    contents.talks[0].mentions[0].bytes = 0..<999
    contents.talks[0].sentences[0].speaker = "Vela Labs"
    #expect(
      try Graph(contents).findings(signatures: Self.signatures).map(\.description) == [
        "'likes' is not in the ontology",
        "'founderOf' is said of \"Lyra-2\" (product), where the ontology expects person",
        "'founderOf' leads to \"1999\" (value), where the ontology expects organization",
        "\"Vela Labs\" speaks, but its kind is organization",
        "the mention of \"Tom Reed\" in line 1 lies outside its sentence, sequel:0001",
      ])
  }

  @Test("a relation that no sentence states is found")
  func withoutEvidence() throws {
    let graph = try Graph(Sample.contents)
    let source = try #require(graph.source as? MemorySource)
    var columns = source.columns
    let kept = try graph.source.words(.statementPredicate).indices.dropLast()
    for column in GraphColumn.allCases where column.table == .statements {
      columns[column] = kept.map { source.columns[column]?[$0] ?? 0 }
    }
    var header = graph.header
    header.rowsByTable[.statements] = kept.count
    let changed = Graph(
      header: header,
      source: MemorySource(symbols: source.symbols, columns: columns, relations: source.relations))
    #expect(changed.findings() == [])
    for column in GraphColumn.allCases where column.table == .statements {
      columns[column] = columns[column].map { Array($0.dropFirst(2)) }
    }
    header.rowsByTable[.statements] = kept.count - 2
    let bare = Graph(
      header: header,
      source: MemorySource(symbols: source.symbols, columns: columns, relations: source.relations))
    #expect(
      bare.findings().map(\.description) == [
        "no sentence says createdIn(\"Vela Labs\", \"1999\")",
        "no sentence says founderOf(\"Ada Marsh\", \"Vela Labs\")",
      ])
  }

  @Test("a damaged file is a finding")
  func damaged() throws {
    let folder = try TemporaryFolder()
    try GraphFile.write(Graph(Sample.contents), to: folder.file("g"))
    let whole = try folder.bytes(of: "g")
    let text = Array("Tom Reed and I founded".utf8)
    let offset = try #require(
      (0..<whole.count - text.count).first {
        whole[$0] == text[0] && Array(whole[$0..<$0 + text.count]) == text
      })
    var bytes = whole
    bytes[offset] = UInt8(ascii: "t")
    try folder.write(bytes, to: "g")
    #expect(
      try GraphFile(path: folder.file("g")).findings().map(\.description) == [
        "damaged: \(folder.path)/g is damaged: a chunk does not match its checksum; build it again"
      ])
  }

  private func statement(
    _ subject: String, _ predicate: String, _ object: StatementRecord.Object
  ) -> StatementRecord {
    StatementRecord(
      subject: subject, predicate: predicate, object: object, sentence: 0, bytes: 0..<1, method: "m",
      confidence: 1)
  }
}
