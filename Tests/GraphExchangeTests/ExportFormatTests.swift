import KnowledgeGraph
import Testing

@testable import GraphExchange

@Suite("Export formats")
struct ExportFormatTests {
  @Test(
    "every format writes the same bytes twice, asking for one side of the graph",
    arguments: ExportFormat.allCases)
  func sameBytes(format: ExportFormat) throws {
    var exports: [[UInt8]] = []
    for _ in 0..<2 {
      let collected = Collected()
      try format.write(
        to: { collected.bytes.append(contentsOf: $0) },
        graph: {
          collected.asked += 1
          return SampleGraphs.torture
        },
        contents: {
          collected.asked += 1
          return GraphContents(entities: [EntityRecord(id: "a", kind: .work, label: "a", names: [])])
        })
      #expect(collected.asked == 1)
      exports.append(collected.bytes)
    }
    #expect(!exports[0].isEmpty)
    #expect(exports[0] == exports[1])
  }

  @Test("a file's ending names a format")
  func endings() {
    #expect(ExportFormat(fileExtension: "GraphML") == .graphml)
    #expect(ExportFormat(fileExtension: "jsonl") == .jsonl)
    #expect(ExportFormat(fileExtension: "exe") == nil)
  }

  private final class Collected {
    var bytes: [UInt8] = []
    var asked = 0
  }
}
