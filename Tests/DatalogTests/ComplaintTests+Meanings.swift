/// Programs with one fault each, in what words mean, and what is said about them.
extension ComplaintTests {
  static let meanings = [
    FaultyProgram(
      "a limit without a number", ".decl edge(x: number, y: number)\nedge(1, 2).\n.limitsize edge",
      "3:12: '.limitsize' wants a number, as in '.limitsize edge(n=10)'"),
    FaultyProgram(
      "a limit that is no number", ".decl edge(x: number, y: number)\nedge(1, 2).\n.limitsize edge(n=many)",
      "3:19: 'n' wants a number of rows, found 'many'"),
    FaultyProgram(
      "a parameter declared twice", ".param a: number = 1\n.param a: number = 2",
      "2:8: the parameter 'a' is declared twice"),
    FaultyProgram(
      "a default of another kind", ".param a: number = \"x\"", "1:20: the default of 'a' is not a number"),
    FaultyProgram(
      "a test of one value", ".decl p(x: number)\np(1) :- match(\"a\").",
      "2:9: 'match' takes 2 values, but 1 is given"),
    FaultyProgram(
      "a pattern that is none",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- edge(x, _), !match(\"a{b}\", \"c\").",
      "4:28: warning: this is no pattern, so nothing is known to match it or not to"),
    FaultyProgram(
      "a range of one bound", ".decl p(x: number)\np(x) :- x = range(1).",
      "2:13: 'range' takes 2 or 3 values, but 1 is given"),
    FaultyProgram(
      "a range that is no range", ".decl p(x: number)\np(x) :- x = 1 + range(1, 2).",
      "2:17: 'range' is used as in 'x = range(1, 9)'"),
    FaultyProgram(
      "a test that is compared", ".decl p(x: number)\np(1) :- match(\"a\", \"b\") = 1.",
      "2:9: 'match' has no value"),
    FaultyProgram(
      "a functor with too many values", ".decl p(x: number)\np(strlen(\"a\", \"b\")).",
      "2:3: 'strlen' takes 1 value, but 2 are given"),
    FaultyProgram(
      "a functor with too few values", ".decl p(x: number)\np(substr(\"a\")).",
      "2:3: 'substr' takes 3 values, but 1 is given"),
    FaultyProgram(
      "a maximum of nothing", ".decl p(x: number)\np(max()).",
      "2:3: 'max' takes at least 1 value, but 0 are given"),
    FaultyProgram(
      "a nameless value compared",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- edge(x, _), x < _.",
      "4:25: '_' has no value to compare or calculate with"),
    FaultyProgram(
      "a nameless value calculated with",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- edge(x, _), x = _ + 1.",
      "4:25: '_' has no value to compare or calculate with"),
    FaultyProgram(
      "a nameless value in a head's record", ".type R = [a: number]\n.decl r(x: R)\nr([_]) :- r(_).",
      "3:4: a rule's head cannot contain '_'; name a value that the body gives"),
    FaultyProgram(
      "a constructor declared twice", ".type T = A {} | A {}", "1:18: the constructor 'A' is declared twice"),
    FaultyProgram(
      "two values of a record of one name", ".type R = [a: number, a: number]",
      "1:23: two values of the record are called 'a'"),
    FaultyProgram(
      "a type of two records", ".type R = [a: number]\n.type S = [a: number]\n.type U = R | S",
      "3:7: the type 'U' mixes different record types"),
    FaultyProgram(
      "a constructor of another type", ".type T = A {}\n.type U = B {}\n.decl t(x: T)\nt($B).",
      "4:3: '$B' is a record of type 'T' as column 'x' of 't', but '$B' is a record of type 'U'"),
    FaultyProgram(
      "a plain record for a constructor", ".type T = A {x: number}\n.decl t(x: T)\nt([1]).",
      "3:3: the type 'T' has constructors, so '[1]' is none of its values"),
    FaultyProgram(
      "a constructor with too few values", ".type T = A {x: number, y: number}\n.decl t(x: T)\nt($A(1)).",
      "3:3: '$A' has 2 values, but 1 is given"),
    FaultyProgram(
      "a misspelt constructor", ".type T = Leaf {}\n.decl t(x: T)\nt($Laef).",
      "3:3: no constructor is called '$Laef'; did you mean 'Leaf'?"),
    FaultyProgram(
      "a record's value of an unknown type", ".type R = [a: nmber]",
      "1:15: no type is called 'nmber'; did you mean 'number'?"),
    FaultyProgram(
      "a part of an unknown type", ".type A <: symbl",
      "1:12: no type is called 'symbl'; did you mean 'symbol'?"),
    FaultyProgram(
      "a type that is there already", ".type symbol <: number", "1:7: the type 'symbol' is there already"),
    FaultyProgram(
      "types that are declared by each other", ".type A <: B\n.type B <: A",
      "1:7: the type 'A' is declared by itself"),
    FaultyProgram(
      "a component declared twice", ".comp A { }\n.comp A { }", "2:7: the component 'A' is declared twice"),
    FaultyProgram(
      "a misspelt component", ".comp Graph { }\n.init g = Grpah",
      "2:11: no component is called 'Grpah'; did you mean 'Graph'?"),
    FaultyProgram(
      "an unknown type of a cast", ".decl p(x: number)\np(as(1, nmber)).",
      "2:9: no type is called 'nmber'; did you mean 'number'?"),
    FaultyProgram(
      "an unknown type of a parameter", ".param a: nmber = 1",
      "1:11: no type is called 'nmber'; did you mean 'number'?"),
    FaultyProgram(
      "a misspelt relation to debug",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl d = debug_delta(egde)",
      "3:23: no relation is called 'egde'; did you mean 'edge'?"),
    FaultyProgram(
      "a misspelt relation to print", ".decl edge(x: number, y: number)\nedge(1, 2).\n.output egde",
      "3:9: no relation is called 'egde'; did you mean 'edge'?"),
    FaultyProgram(
      "two atoms that share nothing, and two that do",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- edge(x, y), edge(y, z), edge(a, b), edge(b, a), x < z.",
      "4:33: warning: 'edge(x, y)', 'edge(y, z)' and 'edge(a, b)', 'edge(b, a)' share no variable, so every row of the one meets every row of the other"
    ),
    FaultyProgram(
      "rounds in a column of text", ".decl s(x: symbol)\ns(recursive_iteration_cnt()) :- s(_).",
      "2:3: 'recursive_iteration_cnt()' is a symbol as column 'x' of 's', but 'recursive_iteration_cnt()' is a whole number with 'recursive_iteration_cnt'"
    ),
    FaultyProgram(
      "a symbol added to a number",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- edge(x, _), x + \"a\" = \"b\".",
      "4:25: \"a\" is a symbol, but 'x' is a number as column 'x' of 'edge'"),
  ]
}
