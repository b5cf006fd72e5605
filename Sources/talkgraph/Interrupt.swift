import Datalog
import Dispatch
import Foundation

/// What Ctrl-C does while an evaluation runs: it ends it cleanly, with exit code 3; pressed again, at once.
///
/// A class because it owns the source of signals for as long as the evaluation runs.
final class Interrupt {
  let cancellation = Cancellation()
  private let source: any DispatchSourceSignal

  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [cancellation] in
      cancellation.cancel()
      signal(SIGINT, SIG_DFL)
    }
    source.resume()
  }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
