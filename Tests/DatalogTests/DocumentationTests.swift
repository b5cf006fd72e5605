import Foundation
import Testing

@testable import Datalog

/// Every example of the documentation, run as it stands there.
struct DocumentationTests {
  @Test(arguments: DocumentationPage.named)
  func `examples print what the page says`(_ name: String) throws {
    let page = try DocumentationPage(name)
    #expect(!page.examples.isEmpty)
    for example in page.examples {
      let printed = try example.printed()
      #expect(printed == example.expected, "\(name), line \(example.line)")
    }
  }

  @Test func `every page is linked from the overview`() throws {
    let overview = try DocumentationPage.text("Datalog")
    for name in try DocumentationPage.all() where name != "Datalog" {
      #expect(overview.contains("<doc:\(name)>"), "\(name)")
    }
  }

  @Test func `every link between pages leads to a page`() throws {
    let pages = Set(try DocumentationPage.all())
    for name in pages.sorted() {
      for part in try DocumentationPage.text(name).components(separatedBy: "<doc:").dropFirst() {
        let target = String(part.prefix { $0 != ">" })
        #expect(pages.contains(target), "\(name) links \(target)")
      }
    }
  }

  @Test func `the host of the names is shown as it is`() throws {
    let page = try DocumentationPage("QuestionsOverGraphs")
    let source = try DocumentationPage.testSource("NamingHost")
    #expect(page.blocks.contains { $0.info == "swift" && source.hasSuffix("\n\n" + $0.text) })
  }

  @Test func `the tutorial shows the example and what it prints`() async throws {
    let page = try DocumentationPage("UsingTheLibrary")
    let source = try DocumentationPage.testSource("Tour")
    let printed = try await tour().joined(separator: "\n") + "\n"
    #expect(page.blocks.contains { $0.info == "swift" && $0.text == source })
    #expect(page.blocks.contains { $0.info == "text" && $0.text == printed.trimmedEnd })
  }
}

// MARK: Reading pages

/// A page of the documentation as its fenced blocks.
private struct DocumentationPage {
  /// Pages that show what the language does, each by example.
  static let named = [
    "Types", "RelationsAndRules", "Aggregates", "Functors", "Components", "InputAndOutput", "Preprocessor",
    "SubsumptionAndEquivalence", "QuestionsOverGraphs", "HowItIsEvaluated", "DifferencesFromSouffle",
  ]

  struct Block {
    let info: String
    let line: Int
    let text: String
  }

  let name: String
  let blocks: [Block]

  init(_ name: String) throws {
    self.name = name
    var blocks: [Block] = []
    var open: (info: String, line: Int, lines: [Substring])?
    let lines = try Self.text(name).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```"), let block = open {
        let text = block.lines.map { $0 + "\n" }.joined()
        blocks.append(Block(info: block.info, line: block.line, text: text))
        open = nil
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), index + 1, [])
      } else {
        open?.lines.append(line)
      }
    }
    self.blocks = blocks
  }

  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  private static let folder = tests.appending(path: "../../Sources/Datalog/Datalog.docc").standardized

  /// A file of these tests that a page shows.
  static func testSource(_ name: String) throws -> String {
    try String(contentsOf: tests.appending(path: "\(name).swift"), encoding: .utf8)
  }

  static func all() throws -> [String] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return files.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: "\(name).md"), encoding: .utf8)
  }

  /// Programs, each with the files that stand before it on the page and what the next block says it prints.
  var examples: [Example] {
    var files: [String: String] = [:]
    var examples: [Example] = []
    for (index, block) in blocks.enumerated() {
      if block.info.hasPrefix("text ") { files[String(block.info.dropFirst(5))] = block.text }
      guard block.info == "datalog" || block.info == "datalog names" else { continue }
      let next = index + 1 < blocks.count ? blocks[index + 1] : nil
      let expected = next?.info == "text" ? next?.text : nil
      examples.append(
        Example(
          line: block.line, text: block.text, usesNames: block.info == "datalog names", files: files,
          expected: expected ?? "(nothing is said)"))
    }
    return examples
  }
}

/// A program of a page.
private struct Example: Sendable {
  let line: Int
  let text: String
  /// Whether the host is one for which strings are names.
  let usesNames: Bool
  let files: [String: String]
  let expected: String

  /// What `talkgraph datalog -D-` prints; of a faulty program, its faults.
  func printed() throws -> String {
    var bytes: [UInt8] = []
    let files = files
    var run = DatalogRun(
      readFacts: { name in Array(try #require(files[name], "no file \(name)").utf8) },
      openOutput: { name in throw FactError(file: name, line: 0, message: "nothing is written here") },
      writeStandardOutput: { bytes += $0 })
    run.printsOutputs = true
    if usesNames { run.environment = namingHost }
    run.environment.includes = { path, _ in files[path].map { Source(name: path, text: $0) } }
    do {
      try run.run(Source(name: "example.dl", text: text))
    } catch let error as ProgramError {
      return error.description.trimmedEnd
    } catch let error as EvaluationError {
      return error.description.trimmedEnd
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// The text with one line end at its end.
  fileprivate var trimmedEnd: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text + "\n"
  }
}
