import Datalog
import Foundation
import Synchronization

/// What Ctrl-C does in a session: it ends the answer that is being worked out, and no session that is typed.
///
/// A thread waits for the signal, since next to nothing may be done in a handler.
final class SessionInterrupt: Sendable {
  private let current = Mutex<Cancellation?>(nil)

  /// Takes the signal over for the rest of the program.
  ///
  /// With nothing to end, it ends the program, if so wanted.
  init(endsIdleProgram: Bool) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    // Before any other thread begins, so that all of them leave the signal to ours.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let waiting = signals
    Thread.detachNewThread { [self] in
      var signals = waiting
      var number: Int32 = 0
      while sigwait(&signals, &number) == 0 {
        let isIdle = current.withLock { running in
          running?.cancel()
          return running == nil
        }
        guard isIdle, endsIdleProgram else { continue }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(SIGINT)
      }
    }
  }

  /// Runs something that Ctrl-C may end.
  func during<Result>(_ work: (Cancellation) throws -> Result) rethrows -> Result {
    let cancellation = Cancellation()
    current.withLock { $0 = cancellation }
    defer { current.withLock { $0 = nil } }
    return try work(cancellation)
  }
}
