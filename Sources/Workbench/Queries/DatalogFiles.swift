import Datalog
import Foundation
import Relations

/// Runs a plain Datalog program on files: it is read from one, its facts from others, its answers go to others.
public struct DatalogFiles {
  private let request: DatalogRequest

  /// Describes a run.
  public init(_ request: DatalogRequest) { self.request = request }

  /// Reads, checks and evaluates the program and writes its answers.
  ///
  /// Every answer file is put in its place only once all of them are whole.
  ///
  /// - Parameters:
  ///   - cancellation: lets another thread end it.
  ///   - recorder: records how it is evaluated.
  ///   - standardOutput: receives what the program prints.
  /// - Returns: the program's warnings, as a compiler prints them.
  /// - Throws: `ProgramError`, `FactError`, `EvaluationError` or ``WorkbenchError``.
  public func run(
    cancellation: Cancellation? = nil, recorder: EvaluationRecorder? = nil,
    standardOutput: @escaping ([UInt8]) -> Void
  ) throws -> [String] {
    let program = try Program(sources: [source()], environment: try environment())
    let (request, warnings) = settled(by: program)
    try requireFolder(request.output)
    let outputs = OpenOutputs(folder: request.output ?? ".")
    var run = makeRun(request, outputs, cancellation, standardOutput)
    run.options.recorder = recorder
    try run.run(program)
    try outputs.finish()
    return request.isLenient == true ? [] : warnings
  }

  /// Explains rows of the program, in place of writing its answers.
  ///
  /// - Parameters:
  ///   - asked: what is to be explained.
  ///   - cancellation: lets another thread end it.
  /// - Returns: the explanation, and the program's warnings.
  /// - Throws: as ``run(cancellation:recorder:standardOutput:)`` does.
  public func explain(
    _ asked: ExplanationRequest, cancellation: Cancellation? = nil
  ) throws -> (explanation: Explanation, warnings: [String]) {
    let source = try source()
    let environment = try environment()
    let (request, warnings) = settled(by: try Program(sources: [source], environment: environment))
    var run = makeRun(request, OpenOutputs(folder: "."), cancellation) { _ in }
    run.environment = environment
    let explainer = try run.explainer(about: asked.facts, of: source)
    return (try Explanation(asked, explainer), request.isLenient == true ? [] : warnings)
  }

  /// Evaluates the program and says how its rules were run, in place of writing its answers.
  ///
  /// - Parameters:
  ///   - format: text or JSON.
  ///   - cancellation: lets another thread end it.
  /// - Returns: the plan.
  /// - Throws: as ``run(cancellation:recorder:standardOutput:)`` does.
  public func plan(_ format: ExplanationFormat, cancellation: Cancellation? = nil) throws -> String {
    let program = try Program(sources: [source()], environment: environment())
    let recorder = EvaluationRecorder()
    var run = makeRun(settled(by: program).request, OpenOutputs(folder: "."), cancellation) { _ in }
    run.options.recorder = recorder
    try run.evaluate(program)
    return format == .json ? recorder.plan.json().rendered() : recorder.plan.rendered()
  }

  /// The run as the program's pragmas have it, and what there is to warn of.
  private func settled(by program: Program) -> (request: DatalogRequest, warnings: [String]) {
    var request = request
    var warnings = program.warnings.map { $0.rendered() }
    for pragma in program.pragmas {
      guard let fault = request.set(pragma.name, to: pragma.value) else { continue }
      warnings.append(pragma.complaint(fault).rendered())
    }
    return (request, warnings)
  }

  private func makeRun(
    _ request: DatalogRequest, _ outputs: OpenOutputs, _ cancellation: Cancellation?,
    _ standardOutput: @escaping ([UInt8]) -> Void
  ) -> DatalogRun {
    let folder = request.facts ?? "."
    let input = StandardInput()
    var run = DatalogRun(
      readFacts: { name in
        let path = DatalogFiles.path(name, in: folder)
        if request.isLenient == true, FileKind(of: path) == .missing { return [] }
        return try DatalogFiles.facts(name, in: folder)
      },
      readStandardInput: { try input.read() },
      openOutput: { name in
        let file = try outputs.open(name)
        return { try file.write(Array($0)) }
      },
      writeStandardOutput: { standardOutput(Array($0)) })
    run.options.limits = request.limits.forEvaluation
    run.options.cancellation = cancellation
    run.options.workers = Workers(count: request.jobs ?? 1)
    run.options.demand = request.usesDemand ?? true
    run.printsOutputs = request.output == "-"
    let readFacts = run.readFacts
    run.host.lend = { name, body in
      try DatalogFiles.lend(name, in: folder, request.limits, otherwise: readFacts, body)
    }
    run.host.path = { DatalogFiles.path($0, in: folder) }
    run.host.unpack = { name, bytes in try DatalogFiles.unpacked(bytes, of: name, request.limits) }
    run.host.openPacked = { name in try outputs.openPacked(name) }
    run.host.readTable = { name, table, columnCount, row in
      let path = DatalogFiles.databasePath(name, in: folder)
      try DatalogFiles.placed(name, path, in: folder) {
        try FactDatabase(path: path).forEachRow(of: table, columnCount: columnCount, row)
      }
    }
    run.host.writeTable = { name, table, answer in
      try outputs.database(DatalogFiles.databasePath(name, in: request.output ?? "."))
        .write(answer, as: table)
    }
    return run
  }
}

// MARK: The program

extension DatalogFiles {
  /// The program's text.
  func source() throws(WorkbenchError) -> Source {
    let file = request.program == "-" ? "/dev/stdin" : request.program
    return Source(name: request.program, text: try InputFile.text(of: file))
  }

  /// Where includes are found, and the macros.
  func environment() throws(WorkbenchError) -> Environment {
    for folder in request.includes {
      guard let fault = FileKind(of: folder).folderFault else { continue }
      throw .unreadable(path: folder, reason: "\(fault) to include files from")
    }
    var environment = Environment()
    let folders = request.includes
    environment.includes = { name, includer in
      let own = includer == "-" ? "." : (includer as NSString).deletingLastPathComponent
      for folder in [own.isEmpty ? "." : own] + folders {
        let file = DatalogFiles.path(name, in: folder)
        if let text = try? InputFile.text(of: file) { return Source(name: file, text: text) }
      }
      return nil
    }
    let macros = request.macros.map { macro in
      let parts = macro.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return "#define \(parts[0]) \(parts.count > 1 ? parts[1] : "1")\n"
    }
    if !macros.isEmpty {
      environment.prelude = [Source(name: "--macro", text: macros.joined())]
    }
    let hints = request.hints.map { ".pragma \(literal($0.name)) \(literal($0.value))\n" }
    if !hints.isEmpty { environment.prelude.append(Source(name: "--pragma", text: hints.joined())) }
    environment.inlinesRelations = request.inlinesRelations ?? true
    return environment
  }

  /// A text as a program writes it.
  private func literal(_ text: String) -> String { Value.symbol(text).literal }

  /// Shows a stage of the program without running it.
  public func text(of view: ProgramView) throws -> String {
    try view.text(of: [source()], environment: environment())
  }

  private func requireFolder(_ folder: String?) throws(WorkbenchError) {
    guard let folder, folder != "-", let fault = FileKind(of: folder).folderFault else { return }
    throw .unwritable(path: folder, reason: fault)
  }
}

// MARK: Files

extension DatalogFiles {
  static func path(_ name: String, in folder: String) -> String {
    name.hasPrefix("/") || folder == "." ? name : folder + "/" + name
  }

  /// A database's file; one named by `file:` is looked for from the working directory, as SQLite does.
  static func databasePath(_ name: String, in folder: String) -> String {
    if name == ":memory:" { return name }
    guard name.hasPrefix("file:") else { return path(name, in: folder) }
    return String(name.dropFirst("file:".count).prefix { $0 != "?" })
  }

  static func unpacked(
    _ bytes: [UInt8], of name: String, _ limits: QueryLimits
  ) throws(FactError) -> [UInt8] {
    let limit = min(limits.megabytes ?? 4 << 10, 1 << 30) << 20
    do throws(Gzip.Fault) {
      return try Gzip.unpacked(bytes, limit: limit)
    } catch {
      let message =
        switch error {
        case .truncated: "the packed file ends early"
        case .damaged(let what): "the packed file is damaged: \(what)"
        case .tooLarge(let limit): "more than \(limit >> 20) MiB are packed in it"
        }
      throw FactError(file: name, line: 0, message: message)
    }
  }
}

/// Standard input, which the first relation that asks for it takes whole, as Soufflé has it.
///
/// A class because it remembers that it is read.
private final class StandardInput {
  private var isRead = false

  func read() throws(WorkbenchError) -> [UInt8] {
    if isRead { return [] }
    isRead = true
    return try InputFile.facts(of: "/dev/stdin")
  }
}
