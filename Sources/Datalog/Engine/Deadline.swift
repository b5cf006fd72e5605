/// When an evaluation has to be over: one for reading, deriving and answering together.
struct Deadline: Sendable {
  /// Tells the time; tests have a clock of their own.
  typealias Clock = @Sendable () -> ContinuousClock.Instant

  private let end: (instant: ContinuousClock.Instant, clock: Clock)?

  /// Counts the limits' time from now on.
  init(_ limits: Limits) {
    end = limits.time.map { (limits.clock() + $0, limits.clock) }
  }

  /// Whether the time is over; never if there is no limit.
  var isPast: Bool {
    guard let end else { return false }
    return end.clock() >= end.instant
  }
}
