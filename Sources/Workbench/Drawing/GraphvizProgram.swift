import Foundation
import GraphExchange

/// A layout program of Graphviz, run as a child process without a shell.
public struct GraphvizProgram: Sendable {
  public let engine: GraphvizEngine
  private let executable: String

  /// Finds the program.
  ///
  /// - Parameters:
  ///   - engine: which program; all of Graphviz's are one binary under several names.
  ///   - folders: where to look, in this order: usually the folders of `PATH`.
  /// - Throws: ``GraphvizMissing``.
  public init(_ engine: GraphvizEngine, in folders: [String] = Self.usualFolders) throws(GraphvizMissing) {
    let candidates = folders.filter { !$0.isEmpty }.map { "\($0)/\(engine.rawValue)" }
    let found = candidates.first { access($0, X_OK) == 0 && FileKind(of: $0) == .regular }
    guard let found else { throw GraphvizMissing(program: engine.rawValue, dotPath: nil) }
    self.engine = engine
    executable = found
  }

  /// Where packages put programs on Linux and macOS.
  public static let usualFolders = [
    "/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin", "/opt/local/bin",
  ]

  /// Draws.
  ///
  /// Input, output and messages go through files without a name rather than pipes: nobody waits for anybody, however
  /// large they are, and a program that dies early cannot end ours with a broken pipe.
  ///
  /// - Parameters:
  ///   - dot: a graph in DOT.
  ///   - format: what Graphviz's `-T` is told.
  ///   - attributes: of the graph, `start=7`, in place of those in the DOT.
  ///   - limit: how long it may take.
  /// - Returns: the picture.
  /// - Throws: ``GraphvizFailed``.
  public func picture(
    of dot: [UInt8], format: String, attributes: [String] = [], within limit: Duration = .seconds(120)
  ) throws(GraphvizFailed) -> [UInt8] {
    guard let input = NamelessFile(), let output = NamelessFile(), let messages = NamelessFile(),
      input.write(dot)
    else { throw failure(.system(systemReason(errno))) }
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = ["-T\(format)"] + attributes.map { "-G\($0)" }
    process.standardInput = input.handle
    process.standardOutput = output.handle
    process.standardError = messages.handle
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try process.run()
    } catch {
      throw failure(.system("\(error.localizedDescription)"))
    }
    if ended.wait(timeout: .now() + limit.seconds) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      throw failure(.timeout(limit), messages)
    }
    guard process.terminationReason == .exit else {
      throw failure(.signal(process.terminationStatus), messages)
    }
    guard process.terminationStatus == 0 else { throw failure(.status(process.terminationStatus), messages) }
    let picture = output.contents()
    guard Self.isWhole(picture, format: format) else { throw failure(.incompletePicture, messages) }
    return picture
  }

  private func failure(_ reason: GraphvizFailed.Reason, _ messages: NamelessFile? = nil) -> GraphvizFailed {
    let text = String(decoding: messages?.contents() ?? [], as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).prefix(5).map { String($0.prefix(300)) }
    return GraphvizFailed(program: engine.rawValue, reason: reason, messages: lines)
  }

  /// Whether the picture ends as its format ends: a full disk goes unnoticed by Graphviz.
  private static func isWhole(_ picture: [UInt8], format: String) -> Bool {
    let tail = String(decoding: picture.suffix(32), as: UTF8.self)
    return switch format.prefix(3) {
    case "svg": tail.contains("</svg>")
    case "pdf": tail.contains("%%EOF")
    case "png": tail.contains("IEND")
    case "pla": tail.contains("stop")
    default: !picture.isEmpty
    }
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
