import Foundation
import KnowledgeGraph
import Testing

@testable import GraphExchange

/// What other programs make of our files, where they are installed.
@Suite("Other programs")
struct InteroperationTests {
  @Test(
    "networkx reads the same nodes and edges from hostile text",
    .enabled(if: OtherProgram.python(has: "networkx"), "python3 with networkx is not installed"),
    arguments: [GraphMLExporter.Flavor.plain, .yed])
  func networkx(flavor: GraphMLExporter.Flavor) throws {
    let script = """
      import sys, networkx
      g = networkx.read_graphml(sys.argv[1], force_multigraph=True)
      print(g.number_of_nodes(), g.number_of_edges(), sorted(d.get("kind") for _, d in g.nodes(data=True))[0])
      """
    try expect(script, flavor: flavor)
  }

  @Test(
    "igraph reads the same nodes and edges from hostile text",
    .enabled(if: OtherProgram.python(has: "igraph"), "python3 with igraph is not installed"))
  func igraph() throws {
    let script = """
      import sys, igraph, warnings
      warnings.simplefilter("error")
      g = igraph.Graph.Read_GraphML(sys.argv[1])
      print(g.vcount(), g.ecount(), sorted(g.vs["kind"])[0])
      """
    try expect(script, flavor: .plain)
  }

  private func expect(_ script: String, flavor: GraphMLExporter.Flavor) throws {
    let graph = SampleGraphs.torture
    let bytes = try GraphMLExporter(flavor: flavor).bytes(of: graph)
    let output = try OtherProgram.run("python3", ["-c", script], file: bytes, ending: "graphml")
    let nodes = graph.nodes.count + FileNodes(graph).values.count
    #expect(output == "\(nodes) \(graph.edges.count) concept\n")
  }

  @Test(
    "Graphviz draws hostile text with all of its labels",
    .enabled(if: OtherProgram.exists("dot"), "Graphviz is not installed"),
    arguments: [GraphvizEngine.dot, .sfdp])
  func graphviz(engine: GraphvizEngine) throws {
    let graph = SampleGraphs.torture
    var exporter = DotExporter()
    exporter.engine = engine
    exporter.thinning = .keepingAll
    exporter.title = SampleGraphs.tortures.map(\.text).joined(separator: " ").prefix(300).description
    let svg = try OtherProgram.run(
      engine.rawValue, ["-Tsvg"], file: exporter.bytes(of: graph), ending: "dot")
    #expect(
      svg.components(separatedBy: "class=\"node\"").count - 1 == graph.nodes.count
        + FileNodes(graph).values.count)
    #expect(svg.components(separatedBy: "class=\"edge\"").count - 1 == graph.edges.count)
    #expect(svg.contains("通用人工智能"))
    #expect(svg.contains(#"C:\new\Network\"#))
    #expect(svg.contains("&amp;lt; &amp;amp;") || svg.contains("&amp;lt;"))
    let wellFormed = XMLCheck()
    #expect(wellFormed.accepts(svg))
  }
}

/// A program of this machine, found on the path by `env`.
enum OtherProgram {
  static func exists(_ name: String) -> Bool {
    (try? run(name, ["-V"], file: [], ending: "txt")) != nil
  }

  static func python(has module: String) -> Bool {
    (try? run("python3", ["-c", "import \(module)"], file: [], ending: "txt")) != nil
  }

  struct Failed: Error {
    var status: Int32
    var messages: String
  }

  /// Runs a program on a temporary file with the bytes.
  ///
  /// - Returns: what it prints.
  /// - Throws: ``Failed`` if it does not exit with 0.
  static func run(_ program: String, _ arguments: [String], file: [UInt8], ending: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "exchange-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appending(path: "input.\(ending)")
    let output = folder.appending(path: "output")
    let messages = folder.appending(path: "messages")
    try Data(file).write(to: input)
    try Data().write(to: output)
    try Data().write(to: messages)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments + [input.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: messages)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(
        status: process.terminationStatus,
        messages: String(decoding: try Data(contentsOf: messages), as: UTF8.self))
    }
    return String(decoding: try Data(contentsOf: output), as: UTF8.self)
  }
}

/// Whether text is well-formed XML, by the reader of this target.
struct XMLCheck {
  func accepts(_ text: String) -> Bool {
    let withoutType = text.split(separator: "<!DOCTYPE", maxSplits: 1).last.map { rest in
      rest.drop { $0 != ">" }.dropFirst()
    }
    return Array((withoutType ?? text[...]).utf8).withUnsafeBytes { bytes in
      guard let reader = XMLPullReader(bytes) else { return false }
      do {
        while try reader.next() != nil {}
        return true
      } catch {
        return false
      }
    }
  }
}
