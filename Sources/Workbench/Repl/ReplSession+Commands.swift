import Datalog
import Relations

extension ReplSession {
  /// Does what a command says.
  mutating func run(_ line: CommandLineWords, _ cancellation: Cancellation, _ output: ReplOutput) {
    guard let command = ReplCommand.named(line.name) else {
      let names = ReplCommand.all.flatMap { [$0.name] + $0.aliases }.map { ":" + $0 }
      let hint = NearestNames.hint(for: ":" + line.name, among: names, otherwise: "':help' shows them all")
      mistake("no command is called \":\(line.name)\"\(hint)", output)
      return
    }
    do {
      switch command.name {
      case "help": try help(line.argument, output)
      case "load": try load(line, cancellation, output)
      case "save": try save(line, output)
      case "forget": try forget(line, output)
      case "relations": output.answer(settings.format.render(schema(matching: line.argument)))
      case "rules": try showRules(of: line.argument, output)
      case "queries": output.answer(settings.format.render(QueryLibrary(data: data).overview))
      case "run": try runQuery(line.words, cancellation, output)
      case "explain": try explain(line.rest, cancellation, output)
      case "whynot": try explainAbsence(line.rest, cancellation, output)
      case "plan": try showPlan(line.rest, cancellation, output)
      case "param": try setParameter(line, output)
      case "time", "limit", "format": try set(command.name, line.argument, output)
      case "set": try set(line.words.first ?? "", line.words.dropFirst().joined(separator: " "), output)
      default: hasEnded = true
      }
    } catch {
      fail(error, of: line, output)
    }
  }

  private func help(_ name: String, _ output: ReplOutput) throws {
    guard !name.isEmpty else { return output.answer(ReplCommand.overview) }
    let plain = name.hasPrefix(":") ? String(name.dropFirst()) : name
    guard let command = ReplCommand.named(plain) else {
      let hint = NearestNames.suggestion(for: ":" + plain, among: ReplCommand.all.map { ":" + $0.name })
      throw WorkbenchError.mistakes(["no command is called \":\(plain)\"\(hint)"])
    }
    output.answer(command.help)
  }

  /// The argument of a command that cannot do without.
  private func required(_ line: CommandLineWords, _ what: String) throws -> String {
    if !line.argument.isEmpty { return line.argument }
    throw WorkbenchError.mistakes([":\(line.name) wants \(what); ':help \(line.name)' tells more"])
  }
}

// MARK: Files

extension ReplSession {
  private mutating func load(
    _ line: CommandLineWords, _ cancellation: Cancellation, _ output: ReplOutput
  ) throws {
    let path = try required(line, "a file")
    let whole = SessionProgram.Piece(file: path, text: try InputFile.text(of: path))
    let outputs = whole.statements.filter { $0.kind == .output }.flatMap(\.names)
    let piece = whole.without { $0.kind == .output }
    let count = piece.statements.count { !$0.kind.isForOnce }
    guard accept(piece, cancellation, output) else { return }
    output.note("\(path): \(counted(count, "statement"))")
    if let name = outputs.first {
      output.note("its '.output's were not written; ask for them: '.output \(name)'")
    }
  }

  private func save(_ line: CommandLineWords, _ output: ReplOutput) throws {
    let path = try required(line, "a file")
    let lines = program.pieces.map { piece in
      let heading = piece.file.map { "// \($0)\n" } ?? ""
      return heading + piece.text.withoutBlankEnds + "\n"
    }
    if path == "-" { return output.answer(lines.joined()) }
    try OutputFile.write(Array(lines.joined().utf8), to: path)
    output.note("\(path): \(counted(program.statements.count, "statement"))")
  }
}

// MARK: Statements

extension ReplSession {
  private mutating func forget(_ line: CommandLineWords, _ output: ReplOutput) throws {
    let name = try required(line, "a name")
    let about = program.statements.map(\.statement).filter { $0.names.contains(name) }
    guard !about.isEmpty else {
      let names = Set(program.statements.flatMap(\.statement.names))
      let hint = NearestNames.suggestion(for: name, among: names.sorted())
      let isGraphs = checked.columns(of: name) != nil
      throw WorkbenchError.mistakes([
        isGraphs ? "\"\(name)\" is the graph's and stays" : "nothing is called \"\(name)\"\(hint)"
      ])
    }
    let whole = program.without { $0.names.contains(name) }
    let need: ProgramError
    do {
      checked = try check(whole)
      program = whole
      return output.note("forgot \(counted(about.count, "statement")) of '\(name)'")
    } catch {
      need = error
    }
    let rows: Set<Statement.Kind> = [.fact, .rule, .input]
    let count = about.count { rows.contains($0.kind) }
    guard count > 0 else {
      let place = need.diagnostics.first { $0.severity == .error }?.place
      let others = place.map { "\($0.file):\($0.line) needs it" } ?? "others need it"
      throw WorkbenchError.mistakes(["\"\(name)\" stays, since \(others)"])
    }
    let rest = program.without { rows.contains($0.kind) && $0.names.contains(name) }
    checked = try check(rest)
    program = rest
    output.note(
      "forgot \(counted(count, "fact, rule or input", plural: "facts, rules and inputs")) of '\(name)'; "
        + "its declaration stays, since others need it")
  }

  /// The facts and rules of a relation, or all of the session's own, components among them.
  private func showRules(of name: String, _ output: ReplOutput) throws {
    let (kinds, parts): (Set<Statement.Kind>, Set<Statement.Kind>) = (
      [.fact, .rule, .input], [.component, .instance]
    )
    // A relation of an instance has its rules in a component.
    let instance = String(name.prefix { $0 != "." })
    func isWanted(_ statement: Statement) -> Bool {
      kinds.contains(statement.kind) && (name.isEmpty || statement.names.contains(name))
        || parts.contains(statement.kind) && (name.isEmpty || statement.names.contains(instance))
    }
    var pieces = program.pieces
    if !name.isEmpty, graph != nil {
      pieces =
        data.graph.filter { $0.path.hasSuffix(".dl") }
        .map { SessionProgram.Piece(file: $0.path, text: $0.text) } + pieces
    }
    var lines: [String] = []
    for piece in pieces {
      for statement in piece.statements where isWanted(statement) {
        let text =
          statement.kind == .input
          ? ".input \(statement.names.joined(separator: ", "))" : piece.text(of: statement)
        lines.append("\(piece.file ?? SessionProgram.typed):\(piece.line(of: statement)): \(text)\n")
      }
    }
    if lines.isEmpty, !name.isEmpty, checked.columns(of: name) == nil {
      let hint = NearestNames.suggestion(for: name, among: checked.relationNames)
      throw WorkbenchError.mistakes(["no relation is called \"\(name)\"\(hint)"])
    }
    if lines.isEmpty { output.note(name.isEmpty ? "no rules yet" : "'\(name)' has no facts and no rules") }
    output.answer(lines.joined())
  }

  /// The relations there are, the graph's with their sizes.
  private func schema(matching part: String) -> Table {
    let own = program.names(of: [.declaration, .instance])
    var table = Table(columns: ["relation", "columns", "from", "rows"], rows: [])
    for name in checked.relationNames where part.isEmpty || name.contains(part) {
      let columns = checked.columns(of: name) ?? []
      let isOwn = own.contains(String(name.prefix { $0 != "." })) || own.contains(name)
      let rows = isOwn ? nil : graph?.graph.predicate(named: name)?.count
      table.rows.append([
        .text(name), .text(columns.map { "\($0.name): \($0.type)" }.joined(separator: ", ")),
        .text(isOwn ? "session" : rows == nil ? "rules" : "graph"),
        rows.map { .integer(Int64($0)) } ?? .text(""),
      ])
    }
    return table
  }
}

// MARK: Questions of the library

extension ReplSession {
  private mutating func runQuery(
    _ words: [String], _ cancellation: Cancellation, _ output: ReplOutput
  ) throws {
    guard !words.isEmpty else {
      throw WorkbenchError.mistakes([":run wants a query's name or a file; ':queries' shows what there is"])
    }
    let request = try request(words)
    let start = ContinuousClock.now
    let source = Source(name: request.name, text: request.text)
    let program = try Program(sources: [source], environment: environment(request.parameters))
    for warning in program.warnings { output.error(warning.rendered().withoutLineEnd) }
    let asked = source.statements.filter(\.kind.isForOnce)
    guard !asked.isEmpty else {
      throw WorkbenchError.mistakes([
        "\(request.name) asks for nothing: it has no '.output' and no '?-' question"
      ])
    }
    answer(program, asking: asked, since: start, cancellation, output)
  }

  /// What the words after `:run` ask.
  private func request(_ words: [String]) throws -> QueryRequest {
    let library = QueryLibrary(data: data)
    if words[0] == "-" {
      throw WorkbenchError.mistakes(["':run -' has nothing to read: standard input is the session itself"])
    }
    do {
      let request = try QueryRequest(library: library, words: words)
      guard request.isOfLibrary, graph == nil else { return request }
      throw WorkbenchError.mistakes([
        "\"\(words[0])\" is a question over a graph, and this session has none; "
          + "'talkgraph repl GRAPH' begins one that has"
      ])
    } catch WorkbenchError.unknownQuery(let name, let nearest) {
      let hint = NearestNames.hint(nearest, otherwise: "':queries' shows them all")
      throw WorkbenchError.mistakes(["no query is called \"\(name)\"\(hint)"])
    }
  }
}

// MARK: Settings

extension ReplSession {
  private mutating func set(_ name: String, _ value: String, _ output: ReplOutput) throws {
    guard !name.isEmpty else {
      let lines = SessionSettings.all.map {
        "\($0.name.padded(to: 14))\($0.get(settings).padded(to: 10))\($0.summary)\n"
      }
      return output.answer(lines.joined())
    }
    guard let setting = SessionSettings.all.first(where: { $0.name == name }) else {
      let hint = NearestNames.hint(
        for: name, among: SessionSettings.all.map(\.name), otherwise: "':set' shows them all")
      throw WorkbenchError.mistakes(["no setting is called \"\(name)\"\(hint)"])
    }
    if value.isEmpty { return output.answer("\(setting.name) \(setting.get(settings))\n") }
    guard setting.set(&settings, value) else {
      throw WorkbenchError.mistakes(["\(name) wants \(setting.values), found \"\(value)\""])
    }
  }

  private mutating func setParameter(_ line: CommandLineWords, _ output: ReplOutput) throws {
    guard !line.rest.isEmpty else {
      for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { output.answer("\(name)=\(value)\n") }
      return
    }
    guard let sign = line.rest.firstIndex(of: "="), sign != line.rest.startIndex else {
      throw WorkbenchError.mistakes(["parameters are written name=value"])
    }
    let name = line.rest[..<sign].trimmed
    let value = CommandLineWords(":v " + line.rest[line.rest.index(after: sign)...])?.argument ?? ""
    let before = parameters
    parameters[name] = value.isEmpty ? nil : value
    do { try recheck() } catch {
      parameters = before
      throw error
    }
    if !program.names(of: [.parameter]).contains(name), !value.isEmpty {
      output.note("'.param \(name)' is not declared yet; the value waits for it")
    }
  }
}

extension String {
  /// Without blank lines before and blanks after it.
  fileprivate var withoutBlankEnds: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).drop {
      $0.allSatisfy(\.isWhitespace)
    }
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
