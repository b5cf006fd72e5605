import Synchronization

/// What reading a relation's facts may use: the limits of the evaluation that wants them.
public final class LoadBudget: Sendable {
  private let relation: String
  private let limits: Limits
  private let cancellation: Cancellation?
  private let deadline: ContinuousClock.Instant?
  private let error = Mutex<EvaluationError?>(nil)

  /// Counts time from now on.
  init(_ relation: String, _ limits: Limits = Limits(), _ cancellation: Cancellation? = nil) {
    self.relation = relation
    self.limits = limits
    self.cancellation = cancellation
    deadline = limits.time.map { ContinuousClock.now + $0 }
  }

  /// Whether reading may go on after so many rows; once it may not, ``check()`` throws.
  public func allows(rows: Int) -> Bool {
    error.withLock { error in
      error = error ?? fault(rows)
      return error == nil
    }
  }

  /// Ends reading that may not go on.
  public func check() throws(EvaluationError) {
    if let error = error.withLock({ $0 }) { throw error }
  }

  private func fault(_ rows: Int) -> EvaluationError? {
    if let cancellation, cancellation.isCancelled {
      return .cancelled(relation: relation, round: 0, rows: rows)
    }
    if let deadline, let time = limits.time, ContinuousClock.now > deadline {
      return .limit(.time, allowed: "\(time)", relation: relation, round: 0, rows: rows)
    }
    if let memory = limits.memory, let inUse = limits.memoryInUse, inUse() > memory {
      return .limit(.memory, allowed: limits.memoryText, relation: relation, round: 0, rows: rows)
    }
    return nil
  }
}
