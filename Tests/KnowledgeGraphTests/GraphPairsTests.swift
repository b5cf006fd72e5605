import Foundation
import GRDB
import Relations
import Testing

@testable import KnowledgeGraph

@Suite("rows looked up in a graph file")
struct GraphPairsTests {
  private static let formats: [GraphFileFormat] = [
    .current, .first, GraphFileFormat(schema: 1, chunkLength: 64),
    GraphFileFormat(schema: 2, chunkLength: 64),
  ]

  /// A graph whose columns take many chunks of any of the lengths, with ids that are not evenly spread.
  private static func graph() throws -> Graph {
    let sentences = (0..<9000).map { (text: "Sentence \($0 * $0)", speaker: String?.none) }
    let names = ["Vela Labs", "Orion", "Zeta"]
    let talk = Sample.talk(
      "long", collection: "c", sentences: sentences,
      mentions: (0..<9000).map { ($0, names[$0 % 700 == 0 ? 1 : $0 < 20 ? 2 : 0]) })
    return try Graph(
      GraphContents(entities: names.map { Sample.entity($0, .organization, $0) }, talks: [talk]))
  }

  @Test("every row is found by either column", arguments: formats)
  func rows(format: GraphFileFormat) throws {
    let graph = try Self.graph()
    let folder = try TemporaryFolder()
    try GraphFileWriter(graph: graph, build: nil, format: format).write(to: folder.file("g"))
    for name in ["mentions", "text", "position", "kind", "founderOf"] {
      for order in Graph.Order.allCases {
        guard let relation = try graph.relation(named: name, order: order) else { continue }
        let wanted = Set(relation.words.map { UInt32($0 >> 32) })
        let some = wanted.sorted().enumerated().filter { $0.offset % 37 == 0 }.map(\.element)
        // Opened anew, so that nothing is known from before.
        let opened = try GraphFile(path: folder.file("g")).graph
        let pairs = try #require(opened.pairs(named: name))
        #expect(pairs.count == relation.count)
        for word in some + [0, UInt32(graph.counts.terms), UInt32.max - 1] {
          let column = order == .subjectFirst ? 0 : 1
          let expected = relation.words[relation.rows(first: word)].map { UInt32(truncatingIfNeeded: $0) }
          #expect(pairs.seconds(of: word, leading: column) == expected, "\(name) \(order) \(word)")
        }
        #expect(pairs.relation(leading: order == .subjectFirst ? 0 : 1) == relation)
        try opened.requireRead()
      }
    }
    #expect(graph.pairs(named: "none") == nil)
  }

  @Test("a file that says wrongly where its rows lie is damaged")
  func wrongStarts() throws {
    let folder = try TemporaryFolder()
    try GraphFile.write(Self.graph(), to: folder.file("g"))
    let isHeld = try DatabaseQueue(path: folder.file("g")).write { db in
      let id = try Int.fetchOne(
        db, sql: "SELECT id FROM columns WHERE name = 'text' AND ordering = 'subject starts'")
      guard let id else { return false }
      let chunk = GraphFileFormat.chunkID(column: id, number: 0)
      var bytes =
        try Data.fetchOne(db, sql: "SELECT bytes FROM chunks WHERE id = ?", arguments: [chunk]) ?? Data()
      bytes[4] ^= 1
      let sum = bytes.withUnsafeBytes { checksum($0) }
      try db.execute(
        sql: "UPDATE chunks SET bytes = ?, checksum = ? WHERE id = ?", arguments: [bytes, sum, chunk])
      return true
    }
    #expect(isHeld)
    let damaged = GraphFileError.damaged(
      path: folder.file("g"), what: "the rows of text do not lie where it says")
    #expect(throws: damaged) { try GraphFile(path: folder.file("g")).graph.relation(named: "text") }
  }

  @Test("terms read on demand are those read at once", arguments: formats)
  func terms(format: GraphFileFormat) throws {
    let graph = try Self.graph()
    let folder = try TemporaryFolder()
    try GraphFileWriter(graph: graph, build: nil, format: format).write(to: folder.file("g"))
    let opened = try GraphFile(path: folder.file("g")).graph
    let (symbols, expected) = (try opened.symbolsOnDemand, try graph.symbols)
    #expect(symbols.count == expected.count)
    #expect(symbols.baseCount == expected.count)
    #expect(symbols.symbol("Vela Labs") == expected.symbol("Vela Labs"))
    #expect(symbols.symbol("nobody") == nil)
    // Few at first, then so many that they are read at once.
    for step in [1009, 1] {
      for id in stride(from: 0, to: expected.count, by: step) {
        let symbol = Symbol(rawValue: UInt32(id))
        if symbols[symbol] != expected[symbol] { Issue.record("term \(id)") }
      }
    }
    try opened.requireRead()
  }

  @Test("damage met while looking up gives nothing and is told afterwards")
  func damage() throws {
    let folder = try TemporaryFolder()
    try GraphFile.write(Self.graph(), to: folder.file("g"))
    var bytes = try folder.bytes(of: "g")
    // The text of a sentence in the midst of the terms.
    let place = try #require(Data(bytes).range(of: Data("Sentence 4000000".utf8)))
    bytes[place.lowerBound] ^= 1
    try folder.write(bytes, to: "g")
    let opened = try GraphFile(path: folder.file("g")).graph
    let symbols = try opened.symbolsOnDemand
    try opened.requireRead()
    let id = try #require(try Self.graph().symbol("Sentence 4000000"))
    #expect(symbols[id] == "")
    #expect(
      throws: GraphFileError.damaged(
        path: folder.file("g"), what: "a chunk does not match its checksum")
    ) { try opened.requireRead() }
  }

  @Test("a file that is cut short while it is open ends in an error and not in a crash")
  func shortened() throws {
    let folder = try TemporaryFolder()
    try GraphFile.write(Self.graph(), to: folder.file("g"))
    let bytes = try folder.bytes(of: "g")
    let opened = try GraphFile(path: folder.file("g")).graph
    let pairs = try #require(opened.pairs(named: "text"))
    try folder.shorten("g", to: bytes.count / 3)
    _ = pairs.relation(leading: 1)
    #expect(throws: GraphFileError.self) { try opened.requireRead() }
  }
}
