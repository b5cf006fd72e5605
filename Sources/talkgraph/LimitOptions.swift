import ArgumentParser
import Workbench

/// How far an evaluation may go.
struct LimitOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Stop after this many seconds (exit code 3).")
  var timeLimit: Double?

  @Option(parsing: .unconditional, help: "Stop at this many derived rows (exit code 3).")
  var rowLimit: Int?

  @Option(parsing: .unconditional, help: "Stop at this many megabytes of memory (exit code 3).")
  var memoryLimit: Int?

  func validate() throws {
    if let timeLimit, !(timeLimit > 0) {
      throw ValidationError("--time-limit is a number of seconds, more than 0")
    }
    if let rowLimit, rowLimit < 1 { throw ValidationError("--row-limit is a number of rows, 1 or more") }
    if let memoryLimit, memoryLimit < 1 {
      throw ValidationError("--memory-limit is a number of megabytes, 1 or more")
    }
  }

  func limits(rowsShown: Int? = nil) -> QueryLimits {
    QueryLimits(
      rowsShown: rowsShown, seconds: timeLimit, rowsDerived: rowLimit, megabytes: memoryLimit,
      countsWholeProcess: true)
  }
}
