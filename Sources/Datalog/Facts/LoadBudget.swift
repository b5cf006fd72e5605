import Synchronization

/// What reading a relation's facts may use: the limits of the evaluation that wants them.
public final class LoadBudget: Sendable {
  private let relation: String
  private let limits: Limits
  private let cancellation: Cancellation?
  private let deadline: Deadline
  private let error = Mutex<EvaluationError?>(nil)

  init(_ relation: String, _ options: Options, _ deadline: Deadline) {
    self.relation = relation
    limits = options.limits
    cancellation = options.cancellation
    self.deadline = deadline
  }

  /// Whether reading may go on after so many rows; once it may not, ``check()`` throws.
  public func allows(rows: Int) -> Bool {
    error.withLock { error in
      error = error ?? fault(rows)
      return error == nil
    }
  }

  /// Ends reading before it begins, if there is no time for it.
  func requireTime() throws(EvaluationError) {
    if let error = timeFault(0) { throw error }
  }

  /// Ends reading that may not go on after so many rows.
  func require(rows: Int) throws(EvaluationError) {
    guard allows(rows: rows) else { return try check() }
  }

  /// Ends reading that may not go on.
  public func check() throws(EvaluationError) {
    if let error = error.withLock({ $0 }) { throw error }
  }

  private func fault(_ rows: Int) -> EvaluationError? {
    if let error = timeFault(rows) { return error }
    if let memory = limits.memory, let inUse = limits.memoryInUse, inUse() > memory {
      return .limit(.memory, allowed: limits.memoryText, relation: relation, round: 0, rows: rows)
    }
    return nil
  }

  private func timeFault(_ rows: Int) -> EvaluationError? {
    if let cancellation, cancellation.isCancelled {
      return .cancelled(relation: relation, round: 0, rows: rows)
    }
    if let time = limits.time, deadline.isPast {
      return .limit(.time, allowed: "\(time)", relation: relation, round: 0, rows: rows)
    }
    return nil
  }
}
