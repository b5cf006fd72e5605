import Foundation
import Testing

@testable import Workbench

@Suite("output files")
struct OutputFileTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private var names: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
  }

  @Test("a file that is not finished leaves what was there, and nothing beside it")
  func unfinished() throws {
    let path = folder.appendingPathComponent("answer.csv").path
    try OutputFile.write(Array("old".utf8), to: path)
    do {
      let file = try OutputFile(path: path)
      try file.write(Array("new".utf8))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    #expect(names == ["answer.csv"])
  }

  @Test("a finished file replaces what was there")
  func finished() throws {
    let path = folder.appendingPathComponent("answer.csv").path
    try OutputFile.write(Array("old".utf8), to: path)
    try OutputFile.write(Array(repeating: 65, count: 200_000), to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == 200_000)
    #expect(names == ["answer.csv"])
  }

  @Test("a full device is an error with the system's reason")
  func fullDevice() throws {
    #expect(throws: WorkbenchError.unwritable(path: "/dev/full", reason: "no space left on device")) {
      try OutputFile.write(Array("x".utf8), to: "/dev/full")
    }
  }

  @Test("a missing folder is an error that names the file")
  func missingFolder() {
    let path = folder.appendingPathComponent("none/answer.csv").path
    #expect(throws: WorkbenchError.unwritable(path: path, reason: "no such file or directory")) {
      try OutputFile.write([], to: path)
    }
  }

  @Test("what a killed program left is cleared away, what another still writes is not")
  func leftovers() throws {
    let path = folder.appendingPathComponent("answer.csv").path
    for name in ["answer.csv.17.part", "answer.csv.x.part", "answer.csv.18.part.txt", "other.csv.17.part"] {
      try "half".write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
    }
    let first = try OutputFile(path: path)
    let second = try OutputFile(path: path)
    try first.write(Array("first".utf8))
    try second.write(Array("second".utf8))
    try first.finish()
    try second.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
    #expect(names == ["answer.csv", "answer.csv.18.part.txt", "answer.csv.x.part", "other.csv.17.part"])
  }

  @Test("a link stays a link, and what it leads to is written")
  func link() throws {
    let target = folder.appendingPathComponent("target.csv").path
    let link = folder.appendingPathComponent("link.csv").path
    try OutputFile.write(Array("old".utf8), to: target)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    try OutputFile.write(Array("new".utf8), to: link)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
  }
}
