import Datalog
import Foundation
import GRDB
import Testing

@testable import Workbench

@Suite("Datalog on files")
struct DatalogFilesTests {
  private let folder: URL

  init() throws { folder = try TestFolders.temporary() }

  /// Runs a program in the folder; returns what it prints, and what it warns of after that.
  @discardableResult
  private func run(
    _ text: String, _ change: (inout DatalogRequest) -> Void = { _ in }
  ) throws -> String {
    try put(text, "t.dl")
    var request = DatalogRequest(program: path("t.dl"), limits: QueryLimits())
    request.facts = folder.path
    request.output = folder.path
    change(&request)
    var printed: [UInt8] = []
    let warnings = try DatalogFiles(request).run { printed += $0 }
    return String(decoding: printed, as: UTF8.self) + warnings.joined()
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func put(_ text: String, _ name: String) throws {
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  private func failure(_ text: String) throws -> String {
    do {
      try run(text)
      return "no error"
    } catch {
      return "\(error)".replacing(folder.path + "/", with: "")
    }
  }

  private let values = """
    .type List = [head: symbol, tail: List]
    .decl a(x: symbol, n: number, u: unsigned, f: float, l: List)

    """

  @Test("rows go into a database and come out of it, as of a packed file")
  func bothWays() throws {
    let facts = """
      a("", -9223372036854775808, 18446744073709551615u, -0.5, nil).
      a("it's \\"so\\"", 7, 1, 2, ["x", ["y, z\\\\\\n\\"]", nil]]).
      .output a(IO=sqlite, filename="d.db") .output a(compress=true, rfc4180=true) .output a(IO=stdout)
      .decl b(y: symbol)
      b("") . b("other").
      .output b(IO=sqlite, dbname="d.db")
      """
    let printed = try run(values + facts)
    #expect(try run(values + ".input a(IO=sqlite, filename=\"d.db\") .output a(IO=stdout)") == printed)
    #expect(try run(values + ".input a(filename=\"a.csv.gz\", rfc4180=true) .output a(IO=stdout)") == printed)
    let both = ".decl s(x: symbol) .input s(IO=sqlite, filename=\"d.db\", name=\"b\") .printsize s"
    #expect(try run(both) == "s\t2\n")
    let tables = try DatabaseQueue(path: path("d.db")).read { database in
      try String.fetchAll(
        database, sql: "SELECT type || ' ' || name FROM sqlite_master WHERE sql > '' ORDER BY 1")
    }
    #expect(tables == ["table __SymbolTable", "table _a", "table _b", "view a", "view b"])
  }

  @Test("a database made elsewhere is read by its tables' columns, NULL as the empty text")
  func foreignDatabase() throws {
    try DatabaseQueue(path: path("p.db")).write { database in
      try database.execute(sql: "CREATE TABLE person (name TEXT, born INTEGER, note BLOB)")
      try database.execute(sql: "INSERT INTO person VALUES ('Ada', 1815, NULL), (NULL, 1912.0, 'x')")
    }
    let text = ".decl p(name: symbol, born: number)\n.input p(IO=sqlite, dbname=\"p.db\", name=\"person\")\n"
    #expect(try run(text + "?- p(name, born).") == "name\tborn\nAda\t1815\n\t1912\n")
    #expect(
      try failure(text.replacing("name=\"person\"", with: "name=\"persom\"") + ".printsize p")
        == "p.db: error: there is no table or view 'persom'; did you mean \"person\"?")
    #expect(
      try failure(text.replacing("symbol", with: "number") + ".printsize p")
        == "p.db: error: column 'name' wants a number, found 'Ada' in row 1 of 'person'")
    let wide =
      ".decl person(a: symbol, b: number, c: symbol, d: symbol)\n.input person(IO=sqlite, dbname=\"p.db\")"
    #expect(try failure(wide + "\n.printsize person") == "p.db: error: 'person' has 3 columns, 4 are wanted")
  }

  @Test("what stands in a database stays if anything fails, and a new one is not left half made")
  func allOrNothing() throws {
    try run(".decl a(x: number)\na(1).\n.output a(IO=sqlite, filename=\"d.db\")")
    let before = try Data(contentsOf: URL(fileURLWithPath: path("d.db")))
    let text = """
      .decl a(x: number)
      a(2).
      .output a(IO=sqlite, filename="d.db") .output a(IO=sqlite, filename="new.db") .output a
      .decl z(x: number)
      z(x) :- a(x).
      .output z(filename="no/such/folder.csv")
      """
    #expect(try failure(text) == "cannot write \"no/such/folder.csv\": no such file or directory")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path("d.db"))) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["d.db", "t.dl"])
    try run(text.replacing("no/such/folder.csv", with: "z.csv"))
    let sum = try DatabaseQueue(path: path("d.db")).read { try Int.fetchOne($0, sql: "SELECT sum(x) FROM a") }
    #expect(sum == 2)
  }

  @Test(
    "what cannot be read or written is named",
    arguments: [
      (
        ".input a(IO=sqlite, filename=\"gone.db\") .printsize a",
        "t.dl:2:8: error: cannot read \"gone.db\" for 'a': no such file or directory"
      ),
      (
        ".input a(IO=sqlite, filename=\"t.dl\") .printsize a",
        "t.dl:2:8: error: cannot read \"t.dl\" for 'a': file is not a database"
      ),
      ("a(1). .output a(IO=sqlite, filename=\"t.dl\")", "cannot write \"t.dl\": file is not a database"),
      (".input a(filename=\"cut.gz\") .printsize a", "cut.gz: error: the packed file ends early"),
      (
        ".input a(filename=\"gone\") .printsize a",
        "t.dl:2:8: error: cannot read \"gone\" for 'a': no such file or directory"
      ),
      (
        ".input a(filename=\"cut.gs\") .printsize a",
        "t.dl:2:8: error: cannot read \"cut.gs\" for 'a': no such file or directory; did you mean \"cut.gz\"?"
      ),
    ])
  func failures(directives: String, message: String) throws {
    try Data([0x1f, 0x8b, 8, 0]).write(to: URL(fileURLWithPath: path("cut.gz")))
    let text = try failure(".decl a(x: number)\n" + directives)
    #expect(text.prefix { $0 != "\n" } == message)
  }

  @Test("a table of the same name that is no answer is left alone")
  func ownTable() throws {
    try DatabaseQueue(path: path("d.db")).write { try $0.execute(sql: "CREATE TABLE a (x)") }
    let text = ".decl a(x: number)\na(1).\n.output a(IO=sqlite, filename=\"d.db\")"
    #expect(try failure(text) == "cannot write \"d.db\": it has a table 'a' already")
  }

  @Test("macros and folders to include from come from the request, settings from the program")
  func settings() throws {
    let library = folder.appendingPathComponent("lib")
    try FileManager.default.createDirectory(at: library, withIntermediateDirectories: true)
    try put("a(SIZE).\n#ifdef FAST\na(1).\n#endif\n", "lib/more.dl")
    let text =
      ".pragma \"output-dir\" \"\(library.path)\"\n.pragma \"jbos\" \"2\"\n"
      + ".decl a(x: number)\n.include \"more.dl\"\n.output a\n"
    let printed = try run(text) {
      $0.includes = [library.path]
      $0.macros = ["SIZE=8", "FAST"]
      $0.output = nil
    }
    #expect(
      printed.hasPrefix(path("t.dl") + ":2:9: warning: no setting is called 'jbos'; did you mean \"jobs\"?"))
    #expect(try String(contentsOfFile: path("lib/a.csv"), encoding: .utf8) == "1\n8\n")
  }

  @Test("a file of facts larger than all memory that may be used is not begun with")
  func largeFacts() throws {
    try put(String(repeating: "1\n", count: 1 << 20), "a.facts")
    var request = DatalogRequest(
      program: path("t.dl"), limits: QueryLimits(megabytes: 2, countsWholeProcess: true))
    request.facts = folder.path
    try put(".decl a(x: number)\n.input a\n.printsize a", "t.dl")
    let error = #expect(throws: EvaluationError.self) { try DatalogFiles(request).run { _ in } }
    #expect(error?.description == "the memory limit of 2 MB was reached in 'a.facts', round 0, at 0 rows")
  }

  @Test("a missing file of facts is an error, or empty where no warnings are wanted")
  func leniency() throws {
    let text = ".decl a(x: number)\n.input a\n.printsize a"
    let lines = """
      t.dl:2:8: error: cannot read "a.facts" for 'a': no such file or directory
        2 | .input a
          |        ^
      """
    #expect(try failure(text) == lines + "\nnote: facts are looked for in \"\(folder.path)\" (-F)\n")
    let elsewhere = #expect(throws: ProgramError.self) { try run(text) { $0.facts = path("gone") } }
    #expect(elsewhere?.description.hasSuffix("gone\" (-F), and there is no such folder\n") == true)
    let here = #expect(throws: ProgramError.self) { try run(text) { $0.facts = nil } }
    #expect(
      here?.description.hasSuffix(
        "note: facts are looked for in the working directory; -F names another folder\n") == true)
    #expect(try run(text) { $0.isLenient = true } == "a\t0\n")
  }
}
