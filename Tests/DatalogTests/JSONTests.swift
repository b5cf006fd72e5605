import Testing

@testable import Datalog

@Suite("JSON")
struct JSONTests {
  private let types = """
    .type List = [head: symbol, tail: List]
    .type Tree = Leaf {} | Fork {left: Tree, size: number}
    .decl a(x: List, y: Tree, n: unsigned, f: float)

    """

  @Test("a row is a list or an object, and is read back from both")
  func bothWays() throws {
    let facts = """
      a(nil, $Leaf, 18446744073709551615u, 0.5).
      a(["q\\"t\\tü", ["/", nil]], $Fork($Leaf, -3), 0, 2).
      """
    let text = types + facts + ".output a(IO=jsonfile) .output a(IO=jsonfile, filename=\"o\", format=object)"
    let found = try written(text)
    #expect(
      found.files["a.json"] == """
        [[null, "Leaf", 18446744073709551615, 0.5],
        [["q\\"t\\tü", ["/", null]], {"Fork": ["Leaf", -3]}, 0, 2]]

        """)
    #expect(
      found.files["o"] == """
        [{"x": null, "y": "Leaf", "n": 18446744073709551615, "f": 0.5},
        {"x": {"head": "q\\"t\\tü", "tail": {"head": "/", "tail": null}}, \
        "y": {"Fork": {"left": "Leaf", "size": -3}}, "n": 0, "f": 2}]

        """)
    for file in ["a.json", "o"] {
      let again = types + ".input a(IO=jsonfile, filename=\"\(file)\")\n.output a(IO=jsonfile)"
      #expect(try written(again, files: found.files).files["a.json"] == found.files["a.json"])
    }
  }

  @Test("standard input and output carry JSON, too")
  func streams() throws {
    let text = ".decl a(s: symbol, n: number)\n.input a(IO=json)\n.output a(IO=json)"
    let input = "\u{feff} [ {\"n\" : 1e2, \"s\":\"\\u00e9\\ud83d\\ude00\\/\\u2028\"},[\"\",-1.0] ] \n"
    #expect(try written(text, input: input).printed == "[[\"é😀/\\u2028\", 100],\n[\"\", -1]]\n")
    #expect(try written(text, input: "[]").printed == "[]\n")
  }

  @Test("numbers that JSON cannot spell stand in strings")
  func noNumbers() throws {
    let text = ".decl a(x: float)\na(1.0 / 0.0). a(-1.0 / 0.0).\n.output a(IO=json)"
    let found = try written(text).printed
    #expect(found == "[[\"-inf\"],\n[\"inf\"]]\n")
    let again = try written(".decl a(x: float)\n.input a(IO=json)\n.output a(IO=json)", input: found)
    #expect(again.printed == found)
  }

  @Test("a list of a hundred thousand links goes out and comes in, as text and as JSON")
  func depth() throws {
    let depth = 100_000
    let list = String(repeating: "[1, ", count: depth) + "nil" + String(repeating: "]", count: depth)
    let text = """
      .type L = [n: number, next: L]
      .decl a(x: L)
      .input a
      .output a .output a(IO=jsonfile)
      """
    let found = try written(text, files: ["a.facts": list + "\n"])
    #expect(found.files["a.csv"] == list + "\n")
    let json = try #require(found.files["a.json"])
    #expect(json == "[[\(list.replacing("nil", with: "null"))]]\n")
    let again = ".type L = [n: number, next: L]\n.decl a(x: L)\n.input a(IO=jsonfile)\n.output a"
    #expect(try written(again, files: found.files).files["a.csv"] == list + "\n")
  }

  @Test(
    "damage is told with its line",
    arguments: [
      ("", 1, "the file ends where '[' before the first row is expected"),
      ("{}", 1, "expected '[' before the first row, found '{}'"),
      ("[[\"a\", 1],\n", 2, "the file ends where a row, as '[…]' or '{…}', is expected"),
      ("[[\"a\", 1]\n[\"b\", 2]]", 2, "expected ',' or ']' after a row, found '[\"b\"'"),
      ("[[\"a\", 1]] x", 1, "expected nothing after the last row, found 'x'"),
      ("[[\"a\"]]", 1, "expected 2 values, found 1"), ("[[\"a\", 1, 2]]", 1, "expected 2 values, found more"),
      ("[[\"a\" 1]]", 1, "expected ',' or ']', found '1]]'"),
      ("[[1, 1]]", 1, "expected a symbol for 's', found '1'"),
      ("[\n\n[\"a\", \"1\"]]", 3, "'n' wants a number, found \"1\""),
      ("[[\"a\", 1.5]]", 1, "'n' wants a number, found 1.5"),
      ("[[\"a\", 99999999999999999999]]", 1, "'n' wants a number, found 99999999999999999999"),
      ("[[\"a", 1, "a string is never closed"), ("[[\"a\\x\", 1]]", 1, "no escape '\\x' is known"),
      ("[[\"a\\u12\", 1]]", 1, "'\\u' wants four hexadecimal digits"),
      ("[[\"a\\u+123\", 1]]", 1, "'\\u' wants four hexadecimal digits"),
      ("[[\"a\\u0000\", 1]]", 1, "a string contains a NUL byte"),
      ("[{\"s\": \"a\", \"nn\": 1}]", 1, "nothing here is called 'nn'; did you mean 'n'?"),
      ("[{\"s\": \"a\"}]", 1, "'n' is missing"), ("[{\"s\": \"a\", \"s\": \"a\"}]", 1, "'s' is given twice"),
      ("[{\"s\" \"a\"}]", 1, "expected ':' after 's', found '\"a\"}]'"),
    ])
  func damage(json: String, line: Int, message: String) {
    let text = ".decl a(s: symbol, n: number)\n.input a(IO=jsonfile)\n.output a"
    let error = #expect(throws: FactError.self) { try written(text, files: ["a.json": json]) }
    #expect(error == FactError(file: "a.json", line: line, message: message))
  }

  @Test(
    "records that do not fit their types are told",
    arguments: [
      ("[[null, \"Leef\", 1, 1]]", "'Tree' has no constructor 'Leef'; did you mean 'Leaf'?"),
      ("[[null, \"Fork\", 1, 1]]", "'Fork' has 2 values, found none"),
      ("[[null, {\"Fork\": [\"Leaf\", 1], 1, 1]]", "expected '}' after the constructor's values, found ','"),
      ("[[1, \"Leaf\", 1, 1]]", "expected a record of 'List', found '1'"),
      ("[[[\"a\"], \"Leaf\", 1, 1]]", "expected 2 values, found 1"),
    ])
  func records(json: String, message: String) {
    let text = types + ".input a(IO=jsonfile)\n.output a"
    let error = #expect(throws: FactError.self) { try written(text, files: ["a.json": json]) }
    #expect(error == FactError(file: "a.json", line: 1, message: message))
  }

  @Test("no damaged file crashes a reader")
  func mutations() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed of damaged files: \(seed)")
    var random = SeededGenerator(seed: seed)
    let files = [
      "json":
        "[{\"x\": {\"head\": \"q\\\"\\u00e9\", \"tail\": null}, \"y\": {\"Fork\": [\"Leaf\", -3]}, \"n\": 1, \"f\": 2e3}]",
      "lines": "[\"a\\\"b\", [c d, nil]]\t$Fork($Fork($Leaf, 1), -3)\t7\t-0.5\n",
      "quoted": "\"[\"\"a\"\", nil]\",\"$Leaf\",7,\"1.5\"\n",
    ]
    let parameters = [
      "json": "(IO=jsonfile, filename=\"f\")", "lines": "(filename=\"f\")",
      "quoted": "(filename=\"f\", rfc4180=true)",
    ]
    for kind in ["json", "lines", "quoted"] {
      let text = types + ".input a\(parameters[kind] ?? "")\n.printsize a"
      let whole = files[kind] ?? ""
      #expect(try written(text, files: ["f": whole]).printed == "a\t1\n")
      for _ in 0..<700 {
        var bytes = Array(whole.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: bytes.removeSubrange(place...)
          case 1: bytes.insert(Array("[]{}(),:\"$\\\t\n".utf8).randomElement(using: &random) ?? 0, at: place)
          default: bytes[place] = UInt8.random(in: 0...255, using: &random)
          }
          if bytes.isEmpty { bytes = [0] }
        }
        let damaged = String(decoding: bytes, as: UTF8.self)
        do { _ = try written(text, files: ["f": damaged]) } catch is FactError {}
      }
    }
  }
}
