import Testing

@testable import Datalog

@Suite("The preprocessor")
struct PreprocessorTests {
  /// The rows of `p(x: number)` of a program.
  private func numbers(_ text: String, files: [String: String] = [:]) throws -> [String] {
    try rows(".decl p(x: number)\n\(text)\n.output p", environment: environment(files))
  }

  private func environment(_ files: [String: String]) -> Environment {
    var environment = Environment()
    environment.includes = { path, _ in files[path].map { Source(name: path, text: $0) } }
    return environment
  }

  @Test(
    "a condition is computed as in C",
    arguments: [
      ("1", true), ("0", false), ("UNKNOWN", false), ("RAM_DOMAIN_SIZE == 64", true), ("defined(A)", true),
      ("defined B", false), ("!defined B && A == 2", true), ("1 + 2 * 3 == 7", true),
      ("(1 + 2) * 3 == 7", false),
      ("A << 3 == 16 || 1 / 0", false), ("7 % 4 >= 3", true), ("-1 < 0", true), ("~0 == -1", true),
      ("TWICE(A) == 4", true), ("6 & 3", true), ("6 ^ 6", false), ("0x10 != 16", false), ("5 - 3 - 2", false),
    ])
  func conditions(condition: String, holds: Bool) throws {
    let text = """
      #define A 2
      #define TWICE(x) ((x) + (x))
      #if \(condition)
      p(1).
      #else
      p(0).
      #endif
      """
    guard !condition.contains("/ 0") else {
      #expect(complaints(text).first == "3:23: division by zero in this condition")
      return
    }
    #expect(try numbers(text) == [holds ? "1" : "0"])
  }

  @Test("the first branch that holds counts, also inside another condition")
  func branches() throws {
    let text = """
      #if 0
      p(0).  # it's nothing: 'unclosed "text
      #if 1
      p(1).
      #else
      p(2).
      #endif
      #elif 1
      p(3).
      #ifndef A
      p(4).
      #endif
      #elif 1
      p(5).
      #else
      p(6).
      #endif
      #define A
      #undef A
      #ifdef A
      p(7).
      #endif
      """
    #expect(try numbers(text) == ["3", "4"])
  }

  @Test(
    "macros are written out as in C",
    arguments: [
      ("#define TEN 10\np(TEN).", ["10"]),
      ("#define ADD(a, b) ((a) + (b))\np(ADD(1, ADD(2, 3))).", ["6"]),
      ("#define ROW(name, x) name##_row(x).\n.decl p_row(x: number)\nROW(p, 3)\np(x) :- p_row(x).", ["3"]),
      ("#define LONG(x) p(x). \\\n  p(x + 1).\nLONG(4)", ["4", "5"]),
      ("#define LENGTH(x) strlen(#x)\np(LENGTH(a  +  \"b\")).", ["7"]),
      ("#define SELF SELF2\n#define SELF2 SELF\n.decl SELF(x: number)\nSELF(8).\np(x) :- SELF(x).", ["8"]),
      ("#define CALL p\n#define F(x) p(x)\n#define G F\nG(1). CALL(2).", ["1", "2"]),
      (
        "#define ALL(first, ...) p(first). q(__VA_ARGS__).\n.decl q(x: number, y: number)\nALL(1, 2, 3)",
        ["1"]
      ),
      ("#define JOIN(a, b) a ## b\np(JOIN(4, 2)). p(JOIN(, 5)).", ["5", "42"]),
      ("#define ID(x) x\np(ID((1, 2), 3)).", []),
      ("#define NONE() 9\np(NONE()).", ["9"]),
      ("p(__LINE__).", ["2"]),
      ("#define HERE __LINE__\n\np(HERE). p(strlen(__FILE__)).", ["4", "7"]),
      ("#define F(x) x\np(F(\n6\n)).", ["6"]),
    ])
  func macros(text: String, expected: [String]) throws {
    guard !expected.isEmpty else {
      #expect(complaints(text).contains("2:3: the macro 'ID' takes 1 value, but 2 are given"))
      return
    }
    #expect(try numbers(text) == expected)
  }

  @Test("a file may guard itself against being read twice, in either way")
  func guards() throws {
    let files = [
      "a.dl": "#ifndef A\n#define A\n#include \"b.dl\"\np(1).\n#endif", "b.dl": ".include \"a.dl\"\np(2).",
      "once.dl": ".once\n.decl q(x: number)\np(3).",
    ]
    let text = ".include \"a.dl\"\n.include \"a.dl\"\n.include \"once.dl\"\n.include \"once.dl\""
    #expect(try numbers(text, files: files) == ["1", "2", "3"])
  }

  @Test(
    "a file that includes itself without end is told once",
    arguments: [
      (["a.dl": ".include \"a.dl\"\np(1)."], "a.dl 1:10: \"a.dl\" includes itself: a.dl -> a.dl"),
      (
        [
          "a.dl": ".include \"b.dl\"\n.include \"b.dl\"",
          "b.dl": ".include \"a.dl\"\n.include \"a.dl\"\np(1).",
        ],
        "b.dl 1:10: \"a.dl\" includes itself: a.dl -> b.dl -> a.dl"
      ),
    ])
  func cycles(files: [String: String], expected: String) {
    let error = #expect(throws: ProgramError.self) {
      try Program(
        sources: [Source(name: "test.dl", text: ".include \"a.dl\"")], environment: environment(files))
    }
    let told = error?.diagnostics.map {
      "\($0.place?.file ?? "") \($0.place?.line ?? 0):\($0.place?.column ?? 0): \($0.message)"
    }
    #expect(told == [expected])
  }

  @Test("files nested beyond reason are an error")
  func depth() {
    var environment = Environment()
    environment.includes = { path, _ in Source(name: path, text: ".include \"\(path)x\"") }
    let error = #expect(throws: ProgramError.self) {
      try Program(sources: [Source(name: "test.dl", text: ".include \"a\"")], environment: environment)
    }
    #expect(error?.diagnostics.map(\.message) == ["files include each other more than 100 deep"])
  }

  @Test("macros that stand for too much are an error at once")
  func bombs() {
    var text = "#define A0 x x x x x x x x x x\n"
    for level in 1...12 {
      text += "#define A\(level)" + String(repeating: " A\(level - 1)", count: 10) + "\n"
    }
    #expect(complaints(text + "A12") == ["14:1: macros stand for more than a million words"])
    let calls =
      "#define F(x) x x\n" + String(repeating: "F(", count: 90) + "1" + String(repeating: ")", count: 90)
    #expect(complaints(calls) == ["2:1: macros stand for more than a million words"])
    let deep =
      "#define F(x) x\n" + String(repeating: "F(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    #expect(complaints(deep) == ["2:1: macros are called in each other's values more than 100 deep"])
  }

  @Test(
    "faults of the preprocessor are told at their place",
    arguments: [
      ("#if", "1:2: expected a value in this condition, found the end of the line"),
      ("#if 1 2\n#endif", "1:7: expected an operator in this condition, found '2'"),
      ("#if (1\n#endif", "1:6: expected ')' in this condition, found the end of the line"),
      ("#if \"a\"\n#endif", "1:5: expected a value in this condition, found \"a\""),
      ("#endif", "1:2: this '#endif' has no '#if'"),
      ("#else", "1:2: this '#else' has no '#if'"),
      ("#elif 1", "1:2: this '#elif' has no '#if'"),
      ("#if 1\n#else\n#else\n#endif", "3:2: this '#else' comes after the '#else' of its '#if'"),
      ("#ifdef\n#endif", "1:2: '#ifdef' wants a name"),
      ("#define 1", "1:2: '#define' wants a name"),
      ("#define F(x", "1:10: the parameters of 'F' are never closed with ')'"),
      ("#define F(x) x\nF(1", "2:1: the values of 'F' are never closed with ')'"),
      ("#error do not use this", "1:2: #error: do not use this"),
      ("#warning don't", "1:2: warning: #warning: don't"),
      ("#include <a.dl>", "1:2: '#include' wants a file name in quotes"),
      (".include a", "1:1: '.include' wants a file name in quotes"),
      ("#inlcude \"a\"", "1:2: no preprocessor directive is called '#inlcude'; did you mean 'include'?"),
    ])
  func faults(text: String, expected: String) {
    #expect(complaints(text).first == expected)
  }
}
