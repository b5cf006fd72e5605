import Foundation
import Workloads

/// Measures `talkgraph datalog` beside the programs that Soufflé compiles, as whole processes.
@main
enum BesideSouffle {
  static func main() {
    do {
      try compare()
    } catch {
      FileHandle.standardError.write(Data("BesideSouffle: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func compare() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let talkgraph = arguments.first else { throw Complaint("usage: BesideSouffle TALKGRAPH [RUNS]") }
    let runs = max(1, arguments.dropFirst().first.flatMap { Int($0) } ?? 3)
    guard try Run("souffle", ["--version"]).status == 0 else {
      throw Complaint("Soufflé is not on the PATH; it and a C++ compiler are needed to compare with")
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "beside-souffle-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    print("workload                            rows  threads     ours s  Soufflé s   ratio")
    for workload in Workload.large {
      let trial = try Trial(workload, in: folder)
      for threads in [1, 2] { try trial.measure(talkgraph, threads: threads, runs: runs) }
    }
  }
}

struct Complaint: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A workload whose facts and program lie in a folder.
private struct Trial {
  let name: String
  private let folder: URL
  private let program: String

  init(_ workload: Workload, in folder: URL) throws {
    name = workload.name
    self.folder = folder
    program = folder.appending(path: "program.dl").path
    try workload.datalog.write(toFile: program, atomically: false, encoding: .utf8)
    let facts = workload.edges.map { "\($0.0)\t\($0.1)\n" }.joined()
    try facts.write(to: folder.appending(path: "edge.facts"), atomically: false, encoding: .utf8)
  }

  /// Compiles, runs both in turn, compares what they print, and prints a line.
  func measure(_ talkgraph: String, threads: Int, runs: Int) throws {
    let compiled = folder.appending(path: "compiled").path
    let options = ["-j\(threads)", "-F", folder.path, "-D", folder.path]
    guard try Run("souffle", ["-j\(threads)", "-o", compiled, program]).status == 0 else {
      throw Complaint("Soufflé cannot compile its program: is there a C++ compiler?")
    }
    var ours: [Double] = []
    var theirs: [Double] = []
    var rows = ""
    for _ in 0..<runs {
      let own = try Run(talkgraph, ["datalog"] + options + [program])
      let other = try Run(compiled, options)
      guard own.status == 0 else { throw Complaint("\(talkgraph) ended with exit code \(own.status)") }
      guard own.count == other.count else {
        throw Complaint("\(name): '\(own.output)' here, '\(other.output)' in Soufflé")
      }
      rows = own.count
      ours.append(own.seconds)
      theirs.append(other.seconds)
    }
    let (own, other) = (ours.sorted()[runs / 2], theirs.sorted()[runs / 2])
    let start = name.padding(toLength: 32, withPad: " ", startingAt: 0)
    let count = String(repeating: " ", count: max(0, 8 - rows.count)) + rows
    print(start + count + String(format: "  %7d  %9.2f  %9.2f  %6.1f", threads, own, other, other / own))
  }
}

/// A process from its start to its end.
private struct Run {
  let status: Int32
  let seconds: Double
  let output: String

  init(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    let time = start.duration(to: clock.now).components
    seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
    status = process.terminationStatus
  }

  /// The last number printed.
  var count: String { output.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? "" }
}
