import Relations
import Synchronization
import Testing

@Suite struct WorkersTests {
  @Test(arguments: [0, 1, 2, 3, 8])
  func `every task is done once, whatever the number of threads`(threads: Int) {
    let workers = Workers(count: threads)
    let times = Mutex(Array(repeating: 0, count: 100))
    let highest = Mutex(0)
    workers.run(tasks: 100) { task, worker in
      times.withLock { $0[task] += 1 }
      highest.withLock { $0 = max($0, worker) }
    }
    #expect(times.withLock { $0 } == Array(repeating: 1, count: 100))
    #expect(highest.withLock { $0 } < max(1, threads))
  }

  @Test func `no tasks are none`() {
    Workers(count: 2).run(tasks: 0) { _, _ in Issue.record("there is nothing to do") }
  }
}
