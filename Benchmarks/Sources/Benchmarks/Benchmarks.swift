import Datalog
import Foundation
import GRDB
import Workloads

/// Measures every workload in both systems and prints a line each.
@main
enum Benchmarks {
  static func main() throws {
    let runs = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 5
    print("workload                            rows     ours s   SQLite s   ratio")
    for workload in Workload.small {
      var ours: [Double] = []
      var theirs: [Double] = []
      var rows = 0
      for _ in 0..<max(1, runs) {
        let (own, ownTime) = try timed { try answerOfDatalog(workload) }
        let (other, otherTime) = try timed { try answerOfSQLite(workload) }
        precondition(own == other, "\(workload.name): \(own) rows here, \(other) in SQLite")
        rows = own
        ours.append(ownTime)
        theirs.append(otherTime)
      }
      let (own, other) = (median(ours), median(theirs))
      let name = workload.name.padding(toLength: 33, withPad: " ", startingAt: 0)
      print(name + String(format: "%9d  %9.3f  %9.3f  %6.1f", rows, own, other, other / own))
    }
  }

  private static func answerOfDatalog(_ workload: Workload) throws -> Int {
    let facts = Array(workload.edges.map { "\($0.0)\t\($0.1)\n" }.joined().utf8)
    var printed = ""
    let run = DatalogRun(
      readFacts: { _ in facts }, openOutput: { _ in { _ in } },
      writeStandardOutput: { printed += String(decoding: $0, as: UTF8.self) })
    try run.run(Source(name: workload.name, text: workload.datalog))
    return printed.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) } ?? -1
  }

  private static func answerOfSQLite(_ workload: Workload) throws -> Int {
    try DatabaseQueue().write { database in
      try database.execute(sql: "CREATE TABLE edge(a INTEGER, b INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID")
      let insertion = try database.makeStatement(sql: "INSERT INTO edge VALUES (?, ?)")
      for (a, b) in workload.edges { try insertion.execute(arguments: [a, b]) }
      return try Int.fetchOne(database, sql: workload.sql) ?? -1
    }
  }

  private static func timed<Value>(_ work: () throws -> Value) rethrows -> (Value, Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let value = try work()
    let time = start.duration(to: clock.now).components
    return (value, Double(time.seconds) + Double(time.attoseconds) * 1e-18)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted[sorted.count / 2]
  }
}
