import Synchronization

/// Lets another thread end an evaluation.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Makes one that has not been asked for yet.
  public init() {}

  /// Asks the evaluation to end at its next batch.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether it was asked to end.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}

/// How much an evaluation may use.
public struct Limits: Sendable {
  /// How long it may take from the call on, to read facts, to derive and to put answers in order, all together.
  public var time: Duration?
  /// How many rows may be derived in all.
  public var rows: Int?
  /// How many bytes of memory it may use.
  public var memory: Int?
  /// Tells how many bytes of memory are used now; asked often.
  ///
  /// Without it the tables and indexes are added up, those lent by the host not counted.
  public var memoryInUse: (@Sendable () -> Int)?
  /// Tells the time, for tests.
  var clock: Deadline.Clock = { .now }

  /// Sets limits; what is left out is unlimited.
  public init(
    time: Duration? = nil, rows: Int? = nil, memory: Int? = nil,
    memoryInUse: (@Sendable () -> Int)? = nil
  ) {
    self.time = time
    self.rows = rows
    self.memory = memory
    self.memoryInUse = memoryInUse
  }
}

extension Limits {
  /// The memory limit in words.
  var memoryText: String {
    guard let memory else { return "none" }
    return memory % (1 << 20) == 0 ? "\(memory >> 20) MB" : "\(memory) bytes"
  }
}

/// Why an evaluation ended without answers.
public enum EvaluationError: Error, Sendable {
  /// What there was too much of.
  public enum Limit: String, Sendable {
    case time, rows, memory
  }

  /// A limit was reached while a relation was derived, in a round of its recursion, when it had so many rows.
  case limit(Limit, allowed: String, relation: String, round: Int, rows: Int)
  /// The host asked for the end.
  case cancelled(relation: String, round: Int, rows: Int)
  /// A rule met values it cannot work with.
  case failure(Diagnostic)
}

extension EvaluationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .limit(let limit, let allowed, let relation, let round, let rows):
      "the \(limit == .rows ? "row" : limit.rawValue) limit of \(allowed) was reached in '\(relation)', "
        + "round \(round), at \(rows) rows"
    case .cancelled(let relation, let round, let rows):
      "stopped on request in '\(relation)', round \(round), at \(rows) rows"
    case .failure(let diagnostic): diagnostic.rendered()
    }
  }
}
