import Foundation
import Testing

@testable import Workbench

/// The library's queries over the example talks: one folder a question under `Golden/`.
///
/// `arguments` holds the parameters, one a line; `expected.tsv` the answer. With `TALKGRAPH_UPDATE_GOLDEN=1` in the
/// environment the answers are written anew; read the difference before committing it.
@Suite("the library's queries")
struct GoldenQueryTests {
  static let golden = TestFolders.package.appendingPathComponent("Tests/WorkbenchTests/Golden")

  static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: golden.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }()

  @Test("the answer over the example talks is the expected one", arguments: cases)
  func answer(name: String) throws {
    let folder = Self.golden.appendingPathComponent(name)
    let arguments = try String(contentsOf: folder.appendingPathComponent("arguments"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let query = String(name.split(separator: "+")[0])
    let library = QueryLibrary(data: .embedded)
    let answer = try GraphQuery(graph: TestGraph.examples(), data: .embedded).run(
      try QueryRequest(library: library, words: [query] + arguments), presentation: QueryPresentation())
    let text = answer.tables.map { TableFormat.tsv.render($0.table) }.joined(separator: "\n")
    let file = folder.appendingPathComponent("expected.tsv")
    if ProcessInfo.processInfo.environment["TALKGRAPH_UPDATE_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test("every query of the library has a golden case, a summary and an example")
  func everyQueryIsCovered() {
    let covered = Set(Self.cases.map { String($0.split(separator: "+")[0]) })
    for entry in QueryLibrary(data: .embedded).entries {
      #expect(covered.contains(entry.name), "\(entry.name) has no golden case")
      #expect(!entry.summary.isEmpty && entry.text.contains("/// example: \(entry.name)"))
    }
  }
}
