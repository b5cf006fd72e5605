/// What each rule of an evaluation took: rows in and out, time and memory, by round.
public struct EvaluationProfile: Sendable, Equatable {
  /// One version of a rule.
  public struct Rule: Sendable, Equatable {
    public let plan: PlanDescription.Rule
    /// Its runs, in the order of the rounds.
    public let runs: [Run]

    public var time: Duration { runs.reduce(.zero) { $0 + $1.time } }
    public var rowsIn: Int { runs.reduce(0) { $0 + ($1.rowsIn ?? 0) } }
    public var rowsOut: Int { runs.reduce(0) { $0 + $1.rowsOut } }
  }

  /// One run of a rule.
  public struct Run: Sendable, Equatable {
    /// 0 before a recursion begins.
    public let round: Int
    /// The rows that the rule's first step reads, if it reads rows.
    public let rowsIn: Int?
    /// The rows that were new.
    public let rowsOut: Int
    public let time: Duration
    /// What the derived relation's rows and indexes held afterwards.
    public let byteCount: Int
  }

  /// In the order in which they were planned.
  public let rules: [Rule]
}

extension EvaluationProfile {
  private static let header = ["seconds", "rows in", "rows out", "rounds", "megabytes", "rule"]
  /// The rounds shown of a rule, the slowest ones.
  private static let roundLimit = 3

  /// A table, the slowest rules first, each with the chain that did it and its slowest rounds.
  public func rendered() -> String {
    var rows: [(cells: [String], notes: [String])] = []
    let ordered = rules.enumerated().sorted { ($1.element.time, $0.offset) < ($0.element.time, $1.offset) }
    for (_, rule) in ordered {
      let plan = rule.plan
      let version = plan.newest.map { "  for the newest \($0)" } ?? ""
      let cells = [
        Self.seconds(rule.time), String(rule.rowsIn), String(rule.rowsOut), String(rule.runs.count),
        Self.megabytes(rule.runs.map(\.byteCount).max() ?? 0),
        "\(plan.place.file):\(plan.place.line): \(plan.rule)\(version)",
      ]
      rows.append((cells, ["runs as: \(plan.operators.joined(separator: ", "))"] + Self.slowest(rule)))
    }
    let widths = Self.header.indices.dropLast().map { column in
      (rows.map(\.cells) + [Self.header]).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
        + "  " + (cells.last ?? "") + "\n"
    }
    let margin = String(repeating: " ", count: widths.reduce(0) { $0 + $1 + 2 } + 2)
    return line(Self.header)
      + rows.map { line($0.cells) + $0.notes.map { "\(margin)\($0)\n" }.joined() }.joined()
  }

  private static func slowest(_ rule: Rule) -> [String] {
    guard rule.runs.count > 1 else { return [] }
    let slowest = rule.runs.sorted { ($1.time, $0.round) < ($0.time, $1.round) }.prefix(roundLimit)
    return slowest.map { run in
      "round \(run.round): \(seconds(run.time)) s, \(run.rowsIn.map(String.init) ?? "-") in, \(run.rowsOut) out"
    }
  }

  private static func seconds(_ time: Duration) -> String {
    let microseconds = time / .microseconds(1)
    let whole = Int(microseconds.rounded())
    let fraction = String(whole % 1_000_000)
    return "\(whole / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
  }

  private static func megabytes(_ bytes: Int) -> String {
    let tenths = (bytes * 10 + (1 << 19)) >> 20
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// The profile as an object with `rules`: what a plan says of each, and its `runs` with `round`, `rowsIn` (null where
  /// no rows are read), `rowsOut`, `seconds` and `bytes`.
  public func json() -> JSONValue {
    let list = rules.map { rule in
      let runs = rule.runs.map { run in
        JSONValue.object([
          JSONValue.Member("round", JSONValue(run.round)),
          JSONValue.Member("rowsIn", run.rowsIn.map { JSONValue($0) } ?? .null),
          JSONValue.Member("rowsOut", JSONValue(run.rowsOut)),
          JSONValue.Member("seconds", .real((run.time / .microseconds(1)).rounded() / 1e6)),
          JSONValue.Member("bytes", JSONValue(run.byteCount)),
        ])
      }
      return JSONValue.object(rule.plan.members + [JSONValue.Member("runs", .array(runs))])
    }
    return .object([JSONValue.Member("rules", .array(list))])
  }
}
