import Datalog
import GraphExchange
import Relations

/// Where a session's words go.
public struct ReplOutput {
  /// Answers, piece by piece.
  public var answer: (String) -> Void
  /// A line that goes with an answer: how many rows, how long.
  public var note: (String) -> Void
  /// What is wrong, in lines.
  public var error: (String) -> Void

  public init(
    answer: @escaping (String) -> Void, note: @escaping (String) -> Void, error: @escaping (String) -> Void
  ) {
    self.answer = answer
    self.note = note
    self.error = error
  }
}

/// A conversation in Datalog, over a graph or over nothing: it takes lines, keeps what they say, answers what they ask.
///
/// What is wrong is shown and leaves the session as it was. Rules are kept as text and evaluated anew for each
/// question; the graph is opened once and read as far as questions need it, fact files as often as they change.
///
/// ```swift
/// var session = try ReplSession(graph: graph, data: .embedded)
/// session.feed("?- who mentions \"AGI\".", to: output)
/// ```
public struct ReplSession {
  let graph: OpenGraph?
  let data: ProgramData
  let facts: SessionFacts
  /// Whether somebody types and reads: then statements are checked line by line and not in batches.
  let isInteractive: Bool
  public internal(set) var settings: SessionSettings { didSet { facts.folder = settings.factFolder } }
  var program = SessionProgram()
  /// Values of parameters, declared or not.
  var parameters: [String: String] = [:]
  /// The last question's answers, for explaining their rows.
  var lastAnswers: (answers: Answers, relation: String)?
  /// The program as it was last found sound.
  var checked: Program
  /// Statements that were fed but not checked yet.
  var waiting: [SessionProgram.Piece] = []
  private var unfinished = UnfinishedStatement()
  /// How many lines were fed.
  public private(set) var lineCount = 0
  public internal(set) var hasEnded = false
  var hasMistakes = false
  var hasReachedLimit = false
  var shownWarnings: Set<String> = []

  /// Begins a session.
  ///
  /// - Parameters:
  ///   - graph: what is asked about; nothing for plain Datalog.
  ///   - data: the prelude and rules over a graph, and the library's queries.
  ///   - settings: how to begin.
  ///   - isInteractive: whether each line is to be answered at once.
  /// - Throws: what reading the graph's terms throws, and `ProgramError` for a faulty prelude.
  public init(
    graph: OpenGraph?, data: ProgramData, settings: SessionSettings = SessionSettings(),
    isInteractive: Bool = true
  ) throws {
    self.graph = graph
    self.data = data
    self.settings = settings
    self.isInteractive = isInteractive
    let prelude = graph == nil ? [] : data.graph.map(\.path)
    facts = try SessionFacts(
      graph: graph?.graph, folder: settings.factFolder, preludeNames: Set(prelude))
    checked = try Program(
      sources: [], environment: ReplSession.environment(graph: graph, data: data, parameters: [:]))
  }

  /// What a pipe's session ends with: 2 if anything was wrong, 3 if a limit was reached.
  public var exitCode: Int32 { hasMistakes ? 2 : hasReachedLimit ? 3 : 0 }
}

// MARK: Lines

extension ReplSession {
  /// Takes a line; acts once the lines taken make whole statements.
  ///
  /// - Parameters:
  ///   - line: without its end.
  ///   - cancellation: lets another thread end what the line asks for.
  ///   - output: where answers and errors go.
  public mutating func feed(
    _ line: String, cancellation: Cancellation = Cancellation(), to output: ReplOutput
  ) {
    if !unfinished.isInComment, StatementScanner.startsAnew(line) { take(cancellation, output) }
    lineCount += 1
    if unfinished.isEmpty, let command = CommandLineWords(line) {
      settleWaiting(output)
      run(command, cancellation, output)
      return
    }
    unfinished.append(line)
    if unfinished.isWhole || isInteractive && unfinished.isBeyondMending { take(cancellation, output) }
  }

  /// Takes the end of the input: what is unfinished is read as it is.
  public mutating func finish(cancellation: Cancellation = Cancellation(), to output: ReplOutput) {
    take(cancellation, output)
    settleWaiting(output)
    hasEnded = true
  }

  /// Forgets the lines that are not a whole statement yet.
  public mutating func abandon() { unfinished = UnfinishedStatement() }

  /// Takes a line that is no text.
  public mutating func feedUnreadable(_ reason: String, to output: ReplOutput) {
    take(Cancellation(), output)
    settleWaiting(output)
    lineCount += 1
    mistake(reason, output)
  }

  /// Whether lines were taken that are not a whole statement yet.
  public var isUnfinished: Bool { !unfinished.isEmpty }

  /// What stands before the next line.
  public var prompt: String { unfinished.prompt }

  /// The lines of the unfinished statement.
  var unfinishedText: String { unfinished.text }

  /// Reads the lines there are, whole or not.
  private mutating func take(_ cancellation: Cancellation, _ output: ReplOutput) {
    let taken = unfinished
    abandon()
    guard !taken.isEmpty else { return }
    let piece = taken.piece(lastLine: lineCount)
    guard !piece.isEmpty else { return }
    if isInteractive || !taken.isWhole || piece.statements.contains(where: \.kind.isForOnce) {
      // What is cut short would make the next statement faulty, too.
      settleWaiting(output)
      accept(piece, cancellation, output)
    } else {
      waiting.append(piece)
      // Batches grow with what is there already, so that a long input is not checked as often as it has lines.
      if waiting.count >= max(4096, program.pieces.count) { settleWaiting(output) }
    }
  }
}
