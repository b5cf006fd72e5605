import Foundation
import GraphExchange
import KnowledgeGraph
import Testing

@testable import Workbench

@Suite("drawing")
struct DrawingTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private static let hasGraphviz = (try? GraphvizProgram(.dot)) != nil

  private static let graph = EntityGraph(
    nodes: [
      .init(
        id: "Ada", kind: .person, label: "Ada", names: ["Ada", "埃达"], mentions: 3, talks: ["t"]),
      .init(id: "引擎", kind: .product, label: "引擎", names: ["引擎"], mentions: 1, talks: ["t"]),
    ],
    edges: [.init(source: "Ada", target: "引擎", predicate: "developed", weight: 1, talks: ["t"])])

  private var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// A program that stands in for Graphviz's.
  private func standIn(_ script: String, named name: String = "neato") throws -> [String] {
    let bin = folder.appendingPathComponent("bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let file = bin.appendingPathComponent(name).path
    try ("#!/bin/sh\n" + script + "\n").write(toFile: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    return [bin.path]
  }

  @Test(
    "every format is drawn whole, and nothing is left beside it",
    .enabled(if: hasGraphviz, "Graphviz is not installed"), arguments: PictureFormat.allCases)
  func formats(format: PictureFormat) throws {
    let name = "picture.\(format.rawValue)"
    try PictureFile(path: path(name), format: format).draw(Self.graph, with: DotExporter())
    let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
    let beginnings: [PictureFormat: String] = [
      .dot: "digraph talkgraph {", .svg: "<?xml", .pdf: "%PDF-", .html: "<!DOCTYPE html>\n<html",
    ]
    if let beginning = beginnings[format] { #expect(bytes.starts(with: Data(beginning.utf8))) }
    if format == .png { #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])) }
    if format == .html || format == .svg {
      #expect(String(decoding: bytes, as: UTF8.self).contains(">引擎</text>"))
    }
    #expect(names == [name])
  }

  @Test(
    "the same graph gives the same picture", .enabled(if: hasGraphviz, "Graphviz is not installed"),
    arguments: GraphvizEngine.allCases)
  func deterministic(engine: GraphvizEngine) throws {
    var exporter = DotExporter()
    exporter.engine = engine
    for name in ["a.svg", "b.svg"] {
      try PictureFile(path: path(name), format: .svg).draw(Self.graph, with: exporter)
    }
    #expect(FileManager.default.contentsEqual(atPath: path("a.svg"), andPath: path("b.svg")))
  }

  @Test("without Graphviz the DOT is written beside, and the error says what to install")
  func missing() throws {
    let file = PictureFile(path: path("my.graph.svg"), format: .svg, programFolders: ["/nonexistent", ""])
    let error = try #require(throws: GraphvizMissing.self) { try file.draw(Self.graph, with: DotExporter()) }
    #expect(
      "\(error)" == """
        Graphviz is not installed: there is no program 'neato'; the picture's DOT is in "\(path("my.graph.dot"))"
        to install it: apt-get install graphviz fonts-noto-cjk (Debian, Ubuntu), brew install graphviz (macOS)
        """)
    #expect(names == ["my.graph.dot"])
  }

  @Test("a program that fails is quoted, and the old picture stays")
  func failing() throws {
    try OutputFile.write(Array("old".utf8), to: path("x.svg"))
    let folders = try standIn("echo 'Error: too bad' >&2; echo 'really' >&2; exit 3")
    let file = PictureFile(path: path("x.svg"), format: .svg, programFolders: folders)
    let error = try #require(throws: GraphvizFailed.self) { try file.draw(Self.graph, with: DotExporter()) }
    #expect("\(error)" == "Graphviz's 'neato' failed with status 3:\n  Error: too bad\n  really")
    #expect(try String(contentsOfFile: path("x.svg"), encoding: .utf8) == "old")
    #expect(names == ["bin", "x.svg"])
  }

  @Test("a program that does not end is stopped")
  func timeout() throws {
    let program = try GraphvizProgram(.neato, in: standIn("exec sleep 60"))
    let error = try #require(throws: GraphvizFailed.self) {
      try program.picture(of: [], format: "svg", within: .milliseconds(200))
    }
    #expect(error.reason == .timeout(.milliseconds(200)))
  }

  @Test("half a picture is no picture")
  func incomplete() throws {
    let program = try GraphvizProgram(.neato, in: standIn("echo '<svg>'"))
    let error = try #require(throws: GraphvizFailed.self) { try program.picture(of: [], format: "svg") }
    #expect("\(error)" == "Graphviz's 'neato' wrote no whole picture")
  }

  @Test("megabytes in and out, with much said besides, do not block")
  func large() throws {
    let input = [UInt8](repeating: 0x61, count: 4 << 20)
    let program = try GraphvizProgram(.neato, in: standIn("head -c 500000 /dev/zero >&2; cat; echo '</svg>'"))
    let picture = try program.picture(of: input, format: "svg", within: .seconds(30))
    #expect(picture == input + Array("</svg>\n".utf8))
  }

  @Test("a program that reads nothing of a large input does not end ours")
  func deaf() throws {
    let program = try GraphvizProgram(.neato, in: standIn("echo '</svg>'"))
    let input = [UInt8](repeating: 0x61, count: 4 << 20)
    #expect(try program.picture(of: input, format: "svg") == Array("</svg>\n".utf8))
  }

  @Test("a file's ending asks for a format")
  func endings() {
    #expect(PictureFormat(path: "a/b.SVG") == .svg)
    #expect(PictureFormat(path: "x.y.html") == .html)
    #expect(PictureFormat(path: "dot") == nil)
    #expect(PictureFormat(path: "a.svg/b") == nil)
    #expect(PictureFormat(path: "a.gif") == nil)
  }

  @Test("a layout with fewer crossings and hidden labels costs less")
  func layoutCost() {
    func cost(_ lines: String) -> Double { PlainLayout("graph 1 6 4\n\(lines)stop\n").cost }
    let nodes = ["a 1 1", "\"b \\\" 1\" 5 1", "c 1 3", "d 5 3"].map { "node \($0) 1 0.5 x solid box black\n" }
      .joined()
    let straight = cost(nodes + "edge a \"b \\\" 1\" 2 1 1 5 1 solid black\nedge c d 2 1 3 5 3 solid black\n")
    let crossed = cost(nodes + "edge a d 2 1 1 5 3 solid black\nedge c \"b \\\" 1\" 2 1 3 5 1 solid black\n")
    let hidden = cost(
      nodes + "edge a \"b \\\" 1\" 2 1 1 5 1 \"x y\" 1.2 1 solid black\nedge c d 2 1 3 5 3 solid black\n")
    #expect(crossed - straight == 0.5)
    #expect(abs(hidden - straight - 0.3) < 1e-9)
    let beside = cost(
      nodes + "edge a \"b \\\" 1\" 2 1 1 5 1 \"x y\" 1.2 1.35 solid black\nedge c d 2 1 3 5 3 solid black\n")
    let high = cost(
      nodes + "edge a \"b \\\" 1\" 2 1 1 5 1 \"x\\ny\" 1.2 1.35 solid black\nedge c d 2 1 3 5 3 solid black\n"
    )
    #expect(beside == straight && high == hidden)
  }
}
