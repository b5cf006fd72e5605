import Foundation
import Testing

@testable import Workbench

@Suite("looking through folders")
struct CollectionScanTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .appendingPathComponent("talks 2024")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("deeper/.hidden"), withIntermediateDirectories: true)
    for name in ["b.txt", "a.md", "deeper/c.srt", "deeper/.hidden/d.txt", ".e.txt", "lexicon", "corrections"]
    {
      try "text".write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    try "old".write(to: folder.appendingPathComponent("x.talkgraph"), atomically: true, encoding: .utf8)
  }

  @Test("files come in byte order, hidden ones and our own left out, the collection called after the folder")
  func walksFolder() throws {
    let scan = try CollectionScan(paths: [folder.path], collection: nil)
    #expect(scan.entries.map(\.relativePath) == ["a.md", "b.txt", "deeper/c.srt"])
    #expect(Set(scan.entries.map(\.collection)) == ["talks 2024"])
  }

  @Test("the user's lexicon and corrections beside the talks are found")
  func companions() throws {
    let scan = try CollectionScan(paths: [folder.path], collection: nil)
    #expect(scan.lexicons.map { ($0 as NSString).lastPathComponent } == ["lexicon"])
    #expect(scan.corrections.map { ($0 as NSString).lastPathComponent } == ["corrections"])
  }

  @Test("a path that is not there is an error that names it")
  func missingPath() {
    let path = folder.path + "/none"
    #expect(throws: WorkbenchError.unreadable(path: path, reason: "there is no such file or folder")) {
      try CollectionScan(paths: [path], collection: nil)
    }
  }

  @Test("an empty folder is an error")
  func emptyFolder() throws {
    let empty = folder.appendingPathComponent("deeper/.hidden/empty")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    #expect(throws: WorkbenchError.nothingToRead(paths: [empty.path])) {
      try CollectionScan(paths: [empty.path], collection: nil)
    }
  }

  @Test("links to nothing and names that are no text are told of; a folder within itself is walked once")
  func oddNames() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/deeper/loop", withDestinationPath: folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/gone.txt", withDestinationPath: folder.path + "/none")
    let name = (Array(folder.path.utf8) + Array("/bad".utf8) + [0xff, 0]).map(CChar.init(bitPattern:))
    let descriptor = open(name, O_CREAT | O_WRONLY, 0o644)
    #expect(descriptor >= 0)
    close(descriptor)
    let scan = try CollectionScan(paths: [folder.path], collection: nil)
    #expect(scan.entries.map(\.relativePath).contains("deeper/c.srt"))
    #expect(scan.entries.count == 3)
    #expect(
      scan.refusals == [
        "cannot read \"\(folder.path)/bad\u{fffd}\": its name is not UTF-8",
        "cannot read \"\(folder.path)/gone.txt\": it is a link to nothing",
      ])
  }

  @Test("a file given twice is one talk, files called alike in folders called alike are two")
  func alikeNames() throws {
    let other = folder.path + "/deeper/talks 2024"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    try "text".write(toFile: other + "/b.txt", atomically: true, encoding: .utf8)
    let twice = try CollectionScan(
      paths: [folder.path, folder.path + "/../talks 2024/b.txt"], collection: nil)
    #expect(twice.entries.count { $0.relativePath == "b.txt" } == 1)
    let alike = try CollectionScan(paths: [folder.path + "/b.txt", other], collection: nil)
    #expect(alike.entries.map(\.relativePath) == [folder.path + "/b.txt", other + "/b.txt"])
    #expect(Set(alike.entries.map(\.collection)) == ["talks 2024"])
  }
}
