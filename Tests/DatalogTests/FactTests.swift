import Relations
import Testing

@testable import Datalog

@Suite("Facts and output")
struct FactTests {
  private let columns = [
    Column(name: "who", type: "symbol", kind: .symbol), Column(name: "n", type: "number", kind: .number),
  ]

  private func load(
    _ text: String, _ parameters: [String: String] = [:]
  ) throws(FactError) -> [String] {
    var symbols = SymbolTable()
    let loader = FactLoader(file: "f.facts", columns: columns, format: FactFormat(parameters: parameters))
    let relation = try loader.load(Array(text.utf8), symbols: &symbols)
    return (0..<relation.count).map { row in
      let name = symbols[Symbol(rawValue: UInt32(relation[row, 0]))]
      return "\(name)|\(Int64(bitPattern: relation[row, 1]))"
    }
  }

  @Test("tabs part columns, repeated lines are one row")
  func tabs() throws {
    #expect(try load("a\t1\nb c\t2\na\t1\n") == ["a|1", "b c|2"])
    #expect(try load("a\t1\r\nb\t0x10") == ["a|1", "b|16"])
    #expect(try load("") == [])
  }

  @Test("numbers that do not fit into 32 bits are kept whole")
  func wide() throws {
    #expect(try load("a\t-1\nb\t9223372036854775807\n") == ["a|-1", "b|9223372036854775807"])
  }

  @Test("delimiters, headers, quotes and chosen columns are obeyed")
  func formats() throws {
    #expect(try load("a, 1", ["delimiter": ", "]) == ["a|1"])
    #expect(try load("who,n\na,1\n", ["delimiter": ",", "headers": "true"]) == ["a|1"])
    #expect(try load("\"a,\"\"b\"\"\nc\",1\nd,2\n", ["rfc4180": "true"]) == ["a,\"b\"\nc|1", "d|2"])
    #expect(try load("1\tx\ta\n", ["columns": "2:0"]) == ["a|1"])
    #expect(FactFormat(parameters: ["columns": "2:-1:x:99999999:0"]).fields == [2, 0])
  }

  @Test(
    "a line that is no row is told with its number",
    arguments: [
      ("a\t1\nb\n", 2, "expected 2 columns, found 1"),
      ("a\tone\n", 1, "column 'n' wants a number, found 'one'"),
      ("a\t1\n\n", 2, "expected 2 columns, found 1"), ("a\0\t1\n", 1, "column 'who' contains a NUL byte"),
      ("a\t0x-5\n", 1, "column 'n' wants a number, found '0x-5'"),
      ("a\t99999999999999999999\n", 1, "column 'n' wants a number, found '99999999999999999999'"),
    ])
  func faults(text: String, line: Int, message: String) {
    let error = #expect(throws: FactError.self) { try load(text) }
    #expect(error == FactError(file: "f.facts", line: line, message: message))
  }

  @Test("only the relations that an output needs are asked for")
  func lazy() throws {
    final class Asked: FactSource {
      nonisolated(unsafe) var names: [String] = []
      func rows(for input: Input, symbols: inout SymbolTable) -> Relation? {
        names.append(input.relation)
        return Relation(rows: [[.number(1)]], arity: 1, symbols: &symbols)
      }
    }
    let text = ".decl a(x: number)\n.decl b(x: number)\n.input a, b\n.output b"
    let asked = Asked()
    let answers = try Program(sources: [Source(name: "t.dl", text: text)]).evaluate(facts: asked)
    #expect(asked.names == ["b"])
    #expect(answers["b"]?.map { $0 } == [[.number(1)]])
  }

  @Test("a program runs from files to files and standard output")
  func run() throws {
    var files: [String: String] = [:]
    var printed = ""
    let run = DatalogRun(
      readFacts: { name in
        #expect(name == "edge.facts")
        return Array("a\tb\nb\tc\n".utf8)
      },
      openOutput: { name in { files[name, default: ""] += String(decoding: $0, as: UTF8.self) } },
      writeStandardOutput: { printed += String(decoding: $0, as: UTF8.self) })
    let text = """
      .decl edge(x: symbol, y: symbol)
      .input edge
      .decl path(x: symbol, y: symbol)
      path(x, y) :- edge(x, y).
      path(x, z) :- edge(x, y), path(y, z).
      .output path
      .output path(filename="p.txt", delimiter="|", headers=true)
      .printsize path
      ?- path("a", x).
      """
    let warnings = try run.run(Source(name: "t.dl", text: text))
    #expect(warnings.isEmpty)
    #expect(files == ["path.csv": "a\tb\na\tc\nb\tc\n", "p.txt": "x|y\na|b\na|c\nb|c\n"])
    #expect(printed == "path\t3\nx\nb\nc\n")
  }
}
