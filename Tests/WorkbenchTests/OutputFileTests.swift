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
}
