import Relations
import Testing

@testable import Datalog

/// What a program prints and writes, given the files it may read.
struct Written: Equatable {
  var printed = ""
  var files: [String: String] = [:]
}

/// Runs a program on files in memory.
func written(
  _ text: String, files: [String: String] = [:], input: String = "", printsOutputs: Bool = false,
  host: HostFormats = HostFormats()
) throws -> Written {
  var result = Written()
  var run = DatalogRun(
    readFacts: { name in
      guard let file = files[name] else {
        throw FactError(file: name, line: 0, message: "there is no such file")
      }
      return Array(file.utf8)
    },
    readStandardInput: { Array(input.utf8) },
    openOutput: { name in
      result.files[name] = ""
      return { result.files[name, default: ""] += String(decoding: $0, as: UTF8.self) }
    },
    writeStandardOutput: { result.printed += String(decoding: $0, as: UTF8.self) })
  run.host = host
  run.printsOutputs = printsOutputs
  try run.run(Source(name: "t.dl", text: text))
  return result
}

private let shapes = """
  .type List = [head: symbol, tail: List]
  .type Tree = Leaf {} | Fork {left: Tree, size: number}
  .decl a(x: List, y: Tree, n: unsigned, f: float)
  a(nil, $Leaf, 4294967295, 1.5).
  a(["say \\"no\\"", ["b\\\\c, d", nil]], $Fork($Leaf, -3), 0, -0.25).

  """

@Suite("Formats")
struct FormatTests {
  @Test("rows are printed and written byte for byte as Soufflé does")
  func delimited() throws {
    let text =
      shapes + """
        .output a(IO=stdout, headers=true)
        .output a(name="b", headers=true, attributeNames="one two", delimiter=" | ")
        .output a(IO=stdoutprintsize)
        .printsize a
        """
    let found = try written(text)
    let long = "[say \"no\", [b\\c, d, nil]]"
    #expect(
      found.printed == """
        ---------------
        a
        x\ty\tn\tf
        ===============
        nil\t$Leaf\t4294967295\t1.5
        \(long)\t$Fork($Leaf, -3)\t0\t-0.25
        ===============
        a\t2
        a\t2

        """)
    let file = "one two\nnil | $Leaf | 4294967295 | 1.5\n\(long) | $Fork($Leaf, -3) | 0 | -0.25\n"
    #expect(found.files == ["b.csv": file])
  }

  @Test("what is written quoted is read back the same, in records too")
  func quoted() throws {
    let text = shapes + ".decl s(x: symbol, y: symbol)\ns(\"q\\\"x\", \"a,b\\nc\"). s(\"\", \"d\").\n"
    let found = try written(text + ".output a, s(rfc4180=true, headers=true)")
    #expect(
      found.files["a.csv"] == #"""
        x,y,n,f
        "nil","$Leaf",4294967295,1.5
        "[""say \""no\"""", [""b\\c, d"", nil]]","$Fork($Leaf, -3)",0,-0.25

        """#)
    #expect(found.files["s.csv"] == "x,y\n\"\",\"d\"\n\"q\"\"x\",\"a,b\nc\"\n")
    let again = try written(
      shapes.replacingFacts
        + """
        .decl s(x: symbol, y: symbol)
        .input a(filename="a.csv", rfc4180=true, headers=true)
        .input s(filename="s.csv", rfc4180=true, headers=true)
        .output a, s(rfc4180=true, headers=true)
        """, files: found.files)
    #expect(again == found)
  }

  @Test("nothing, one row without columns, and sizes")
  func nullary() throws {
    let text = """
      .decl yes() .decl no()
      yes().
      no() :- !yes().
      .output yes, no .output yes, no(IO=stdout) .output yes, no(IO=jsonfile) .printsize yes, no
      """
    let found = try written(text)
    #expect(
      found.files == ["yes.csv": "()\n", "no.csv": "", "yes.json": "[null\n]\n", "no.json": "[]\n"])
    #expect(
      found.printed == """
        ---------------
        yes
        ===============
        ()
        ===============
        yes\t1
        ---------------
        no
        ===============
        ===============
        no\t0

        """)
    let reading =
      ".decl a() .decl b() .input a(IO=jsonfile, filename=\"y\") .input b(IO=jsonfile, filename=\"n\")"
    let sizes = try written(reading + ".printsize a, b", files: ["y": "[null\n]\n", "n": "[]\n"])
    #expect(sizes.printed == "a\t1\nb\t0\n")
  }

  @Test("relations are printed by their distance from facts, then by name; questions come last")
  func order() throws {
    let text = """
      .decl z(x: number) .decl b(x: number) .decl a(x: number) .decl c(x: number)
      z(1).
      ?- z(x).
      b(x) :- z(x).
      a(x) :- b(x).
      c(2).
      .printsize a, b, c, z
      """
    #expect(try written(text).printed == "c\t1\nz\t1\nb\t1\na\t1\nx\n1\n")
  }

  @Test("everything can be sent to standard output, with the columns' names")
  func printed() throws {
    let text = ".decl a(x: number)\na(1).\n.output a(IO=jsonfile)\n.printsize a"
    let found = try written(text, printsOutputs: true)
    #expect(found == Written(printed: "---------------\na\nx\n===============\n1\n===============\na\t1\n"))
  }

  @Test(
    "floats are as short as they read back",
    arguments: [
      (0.1, "0.1"), (-0.0, "-0"), (1e-5, "1e-05"), (1e16, "10000000000000000"), (1e17, "1e+17"),
      (-12_345_678_901_234_568, "-12345678901234568"), (.infinity, "inf"), (.nan, "nan"), (-.nan, "-nan"),
      (100000, "100000"),
    ])
  func floats(number: Double, text: String) { #expect(formatted(number) == text) }

  @Test("several inputs of a relation are put together")
  func union() throws {
    let text = """
      .decl a(x: number, y: number)
      .input a .input a(filename="b", delimiter=",") .input a(IO=stdin)
      .output a(IO=stdout)
      """
    let files = ["a.facts": "1\t2\n3\t4\n", "b": "1,2\n-5,6\n"]
    let rows = try written(text, files: files, input: "7\t8\n").printed.split(separator: "\n").dropFirst(3)
    #expect(rows.dropLast() == ["-5\t6", "1\t2", "3\t4", "7\t8"])
  }

  @Test(
    "parameters that cannot be are refused, those that mean nothing are pointed at",
    arguments: [
      (".input a(IO=fil)", "2:13: nothing is read with IO=fil; did you mean 'file'?"),
      (
        ".output a(IO=graph)",
        "2:14: nothing is written with IO=graph; there are file, stdout, stdoutprintsize, jsonfile, json, sqlite"
      ),
      (
        ".input a(columns=\"0:x\")",
        "2:18: 'columns' wants the numbers of fields, as in \"0:2\", found \"0:x\""
      ),
      (".input a(columns=\"1\")", "2:18: the relation has 2 columns, 'columns' tells where 1 of them are"),
      (
        ".input a(rfc4180=true, delimiter=\"\\\"\")",
        "2:34: with rfc4180 no '\"' may stand in the delimiter"
      ),
      (
        ".input a(filenam=\"b\")",
        "2:10: warning: '.input' knows no parameter 'filenam'; did you mean 'filename'?"
      ),
      (".input a(headers=yes)", "2:18: warning: 'headers' is 'true' or 'false', found 'yes'"),
      (".input a\n.printsize a\n.printsize a", "4:12: 'a' has a '.printsize' already"),
    ])
  func parameters(directive: String, expected: String) {
    let found = complaints(".decl a(x: number, y: number)\n\(directive)")
    #expect(
      found.map { $0.replacing("warning: ", with: "") }.contains(expected.replacing("warning: ", with: "")))
  }
}

extension String {
  /// The program without its facts.
  var replacingFacts: String {
    split(separator: "\n").filter { !$0.hasPrefix("a(") }.joined(separator: "\n") + "\n"
  }
}
