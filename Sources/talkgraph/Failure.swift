import ArgumentParser
import Datalog
import Foundation
import KnowledgeGraph
import Workbench

/// How the program ends when it cannot do what was asked.
///
/// 1: a comparison or check found something. 2: the input or the command line is wrong. 3: a limit was reached.
/// 70: a fault of ours.
enum Failure {
  /// Words an error on standard error and ends the program with its code; help and version go to standard output.
  static func report(_ error: any Error) -> Never {
    switch error {
    case let code as ExitCode:
      exit(code.rawValue)
    case let message as MessageForUser:
      Terminal.note(prefixed(message.text))
      exit(message.exitCode)
    case let program as ProgramError:
      Terminal.note(program.description.trimmingCharacters(in: .newlines))
      exit(2)
    case let ending as EvaluationError:
      Terminal.note(prefixed(ending.description.trimmingCharacters(in: .newlines)))
      exit(ending.isLimit ? 3 : 2)
    case is WorkbenchError, is GraphFileError, is GraphvizMissing, is GraphvizFailed:
      Terminal.note(prefixed("\(error)"))
      exit(2)
    case let facts as FactError:
      Terminal.note(facts.description)
      exit(2)
    default:
      reportParsing(error)
    }
  }

  /// Words what the command line's parser found, help included; anything else is a fault of ours.
  private static func reportParsing(_ error: any Error) -> Never {
    let code = TalkGraph.exitCode(for: error)
    let text = TalkGraph.fullMessage(for: error)
    if code == .success {
      Terminal.print(text + "\n")
      exit(0)
    }
    if code == .validationFailure {
      let words = text.hasPrefix("Error: ") ? String(text.dropFirst("Error: ".count)) : text
      Terminal.note(prefixed(words))
      exit(2)
    }
    Terminal.note(prefixed("this is a fault of the program, please report it: \(error)"))
    exit(70)
  }

  private static func prefixed(_ text: String) -> String {
    Terminal.emphasized("talkgraph:", color: 31) + " " + text
  }
}

/// An error worded already.
struct MessageForUser: Error {
  var text: String
  var exitCode: Int32 = 2
}

extension EvaluationError {
  /// Whether a budget or a request ended the evaluation, rather than a fault of the program.
  fileprivate var isLimit: Bool {
    if case .failure = self { false } else { true }
  }
}
