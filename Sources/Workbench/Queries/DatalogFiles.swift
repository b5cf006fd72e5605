import Datalog
import Foundation

/// A plain Datalog program's files: where it is read, where its facts are, where its answers go.
public struct DatalogFiles {
  private let facts: String
  private let output: String

  /// Names the folders; an output of `-` is standard output.
  public init(facts: String, output: String) {
    self.facts = facts
    self.output = output
  }

  /// Runs a program.
  ///
  /// Every answer file is put in its place only once it is whole.
  ///
  /// - Parameters:
  ///   - path: the program's file, or `-` for standard input.
  ///   - limits: how far it may go.
  ///   - cancellation: lets another thread end it.
  ///   - standardOutput: receives what the program prints.
  /// - Returns: the program's warnings, as a compiler prints them.
  /// - Throws: `ProgramError`, `FactError`, `EvaluationError` or ``WorkbenchError``.
  public func run(
    program path: String, limits: QueryLimits, cancellation: Cancellation? = nil,
    standardOutput: @escaping ([UInt8]) -> Void
  ) throws -> [String] {
    let text = path == "-" ? try InputFile.text(of: "/dev/stdin") : try InputFile.text(of: path)
    let outputs = OpenOutputs()
    var run = DatalogRun(
      readFacts: { [facts] in try InputFile.bytes(of: DatalogFiles.path($0, in: facts)) },
      readStandardInput: { try InputFile.bytes(of: "/dev/stdin") },
      openOutput: { [output] name in
        if output == "-" {
          standardOutput(Array("\(name):\n".utf8))
          return { standardOutput(Array($0)) }
        }
        let file = try outputs.open(DatalogFiles.path(name, in: output))
        return { try file.write(Array($0)) }
      },
      writeStandardOutput: { standardOutput(Array($0)) })
    run.environment.includes = { name, includer in
      let folder = includer == "-" ? "." : (includer as NSString).deletingLastPathComponent
      let file = DatalogFiles.path(name, in: folder.isEmpty ? "." : folder)
      return (try? InputFile.text(of: file)).map { Source(name: file, text: $0) }
    }
    run.options.limits = limits.forEvaluation
    run.options.cancellation = cancellation
    let warnings = try run.run(Source(name: path, text: text))
    try outputs.finish()
    return warnings.map { $0.rendered() }
  }

  private static func path(_ name: String, in folder: String) -> String {
    name.hasPrefix("/") || folder == "." ? name : folder + "/" + name
  }
}

/// The answer files being written, all finished at the end.
///
/// A class because the closures that write share it.
private final class OpenOutputs {
  private var files: [OutputFile] = []

  func open(_ path: String) throws(WorkbenchError) -> OutputFile {
    let file = try OutputFile(path: path)
    files.append(file)
    return file
  }

  func finish() throws(WorkbenchError) {
    for file in files { try file.finish() }
  }
}
