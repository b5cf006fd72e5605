import Dispatch
import Synchronization

/// A number of threads that share out work.
///
/// What is computed must not depend on how many there are: work is cut into tasks by its size alone, and what the
/// tasks bring is put together in the order of the tasks.
public struct Workers: Sendable {
  /// How many threads work at once, 1 or more; the thread that asks is one of them.
  public let count: Int
  /// Asked between pieces of work that may be left undone; without it nothing is.
  private var isOver: (@Sendable () -> Bool)?

  /// Takes a number of threads, at least one.
  public init(count: Int) { self.count = max(1, count) }

  /// The same threads, for work that is not wanted any more once a function says so.
  ///
  /// What is sorted then is left in any order, so the function's answer must stay, and whoever gave it must ask again
  /// before believing the result.
  package func asking(_ isOver: @escaping @Sendable () -> Bool) -> Workers {
    var workers = self
    workers.isOver = isOver
    return workers
  }

  /// Whether what remains may be left undone.
  var mayStop: Bool { isOver?() ?? false }

  /// Does each task once, in any order, and returns when all are done.
  ///
  /// - Parameters:
  ///   - tasks: how many tasks there are.
  ///   - body: does the task of a number; `worker`, less than ``count``, tells apart those that run at the same
  ///     time, so that each may have memory of its own.
  public func run(tasks: Int, _ body: (_ task: Int, _ worker: Int) -> Void) {
    let threads = min(count, tasks)
    guard threads > 1 else {
      for task in 0..<tasks { body(task, 0) }
      return
    }
    let next = Atomic<Int>(0)
    // The closure does not outlive this call, and what it touches is the callers' to keep apart by task and worker.
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: threads) { worker in
      while case let task = next.add(1, ordering: .relaxed).oldValue, task < tasks { body(task, worker) }
    }
  }
}
