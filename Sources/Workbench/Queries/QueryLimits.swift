import Datalog

/// How far a query may go.
public struct QueryLimits: Sendable, Equatable {
  /// In seconds; more is not told from no limit.
  private static let century = 3.2e9

  /// Rows shown of each answer.
  public var rowsShown: Int?
  public var seconds: Double?
  /// Rows derived in all.
  public var rowsDerived: Int?
  public var megabytes: Int?
  /// Whether the megabytes are those of the whole process, or those of the query's tables, as suits a session which
  /// holds the graph and keeps memory of earlier queries.
  public var countsWholeProcess: Bool

  public init(
    rowsShown: Int? = nil, seconds: Double? = nil, rowsDerived: Int? = nil, megabytes: Int? = nil,
    countsWholeProcess: Bool = false
  ) {
    self.rowsShown = rowsShown
    self.seconds = seconds
    self.rowsDerived = rowsDerived
    self.megabytes = megabytes
    self.countsWholeProcess = countsWholeProcess
  }

  var forEvaluation: Limits {
    Limits(
      time: seconds.map { .milliseconds(Int64(min(max($0, 0), QueryLimits.century) * 1000)) },
      rows: rowsDerived,
      memory: megabytes.map { min($0, Int.max >> 20) << 20 },
      memoryInUse: countsWholeProcess ? ProcessMemory().resident : nil)
  }
}
