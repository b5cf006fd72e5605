import Foundation

/// No Graphviz on this machine.
public struct GraphvizMissing: Error, Sendable, Equatable {
  /// The program that was looked for.
  public var program: String
  /// Where the DOT was written instead of the picture; nil if it was not.
  public var dotPath: String?
}

extension GraphvizMissing: CustomStringConvertible {
  public var description: String {
    let kept = dotPath.map { "; the picture's DOT is in \"\($0)\"" } ?? ""
    return "Graphviz is not installed: there is no program '\(program)'\(kept)\n"
      + "to install it: apt-get install graphviz fonts-noto-cjk (Debian, Ubuntu), brew install graphviz (macOS)"
  }
}

/// Graphviz ran and made no picture.
public struct GraphvizFailed: Error, Sendable, Equatable {
  public enum Reason: Sendable, Equatable {
    case status(Int32)
    case signal(Int32)
    case timeout(Duration)
    case incompletePicture
    /// It could not be started, or its input not be handed over.
    case system(String)
  }

  public var program: String
  public var reason: Reason
  /// The first lines of what it said.
  public var messages: [String]
}

extension GraphvizFailed: CustomStringConvertible {
  public var description: String {
    let said = messages.isEmpty ? "" : ":\n" + messages.map { "  \($0)" }.joined(separator: "\n")
    return "Graphviz's '\(program)' \(words)\(said)"
  }

  private var words: String {
    switch reason {
    case .status(let status): "failed with status \(status)"
    case .signal(let signal): "was ended by signal \(signal)"
    case .timeout(let limit):
      "was stopped after \(limit.components.seconds) seconds; draw fewer entities or take the engine sfdp"
    case .incompletePicture: "wrote no whole picture"
    case .system(let reason): "could not be run: \(reason)"
    }
  }
}
