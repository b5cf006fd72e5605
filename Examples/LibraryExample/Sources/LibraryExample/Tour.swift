import Datalog
import Relations

/// A row as the rest of a program has it.
struct Train {
  let from: String
  let to: String
  let minutes: Int64
}

let timetable = """
  .param most: number = 60
  .decl train(from: symbol, to: symbol, minutes: number)
  .input train
  .decl reach(from: symbol, to: symbol, minutes: number)
  reach(x, y, m) :- train(x, y, m), m <= $most.
  reach(x, z, m + n) :- reach(x, y, m), train(y, z, n), m + n <= $most.
  .output reach(order="minutes,to")
  """

/// Rows in, rows out, a proof, an evaluation that is cancelled and a program with a fault; gives what it has to say.
func tour() async throws -> [String] {
  // Check once; evaluate as often as there are facts.
  let environment = Environment(parameters: ["most": "45"])
  let source = Source(name: "timetable.dl", text: timetable)
  let program = try Program(sources: [source], environment: environment)

  // Typed facts in: symbols are ids of a table, which evaluation is given together with the rows.
  let trains = [
    Train(from: "Bern", to: "Thun", minutes: 18), Train(from: "Thun", to: "Spiez", minutes: 9),
    Train(from: "Spiez", to: "Visp", minutes: 28),
  ]
  var symbols = SymbolTable()
  let rows: [[Value]] = trains.map { [.symbol($0.from), .symbol($0.to), .number($0.minutes)] }
  let facts = GivenFacts(["train": Relation(rows: rows, arity: 3, symbols: &symbols)])

  // Rows out, with limits: columns by name, values by kind.
  let limits = Limits(time: .seconds(5), rows: 1_000_000, memory: 1 << 28)
  let answers = try program.evaluate(
    facts: facts, symbols: symbols, options: Options(limits: limits, workers: Workers(count: 2)))
  var said: [String] = []
  if let reach = answers["reach"] {
    let names = reach.columns.map(\.name)
    for row in reach {
      let named = zip(names, row).map { "\($0) \($1)" }
      said.append(named.joined(separator: ", "))
    }
  }

  // Why a row is there.
  let row: [Value] = [.symbol("Bern"), .symbol("Spiez"), .number(27)]
  if let proof = try answers.proof(of: "reach", row: row) { said.append(proof.rendered()) }

  said.append(try await stopped())
  said.append(complaint())
  return said
}

/// An evaluation without end, ended with the task it runs in.
func stopped() async throws -> String {
  let text = ".decl n(x: number) n(0). n(x + 1) :- n(x). .printsize n"
  let program = try Program(sources: [Source(name: "endless.dl", text: text)])
  let task = Task.detached {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try program.evaluate(options: Options(cancellation: cancellation))
    } onCancel: {
      cancellation.cancel()
    }
  }
  task.cancel()
  do {
    return "\(try await task.value.relations.count) outputs"
  } catch EvaluationError.cancelled(let relation, _, _) {
    return "'\(relation)' was stopped on request"
  }
}

/// A program with a fault is no program: every fault is told, at its place.
func complaint() -> String {
  let text = ".decl edge(x: number, y: number)\n.output egde\n"
  do {
    _ = try Program(sources: [Source(name: "faulty.dl", text: text)])
    return "no fault"
  } catch {
    return error.description
  }
}
