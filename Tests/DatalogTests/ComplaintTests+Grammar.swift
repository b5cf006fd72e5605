/// Programs with one fault each, in what may stand where, and what is said about them.
extension ComplaintTests {
  static let grammar = [
    FaultyProgram(
      "an output without a name", ".output 1", "1:9: expected a relation's name, found '1'"),
    FaultyProgram(
      "an input list that ends early", ".decl edge(x: number, y: number)\nedge(1, 2).\n.input edge,",
      "3:13: expected a relation's name, found the end of the program"),
    FaultyProgram(
      "a parameter's name that is none", ".decl edge(x: number, y: number)\nedge(1, 2).\n.output edge(1=2)",
      "3:14: expected a parameter's name, found '1'"),
    FaultyProgram(
      "a parameter's value that is none",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.output edge(IO=[])",
      "3:17: expected a value for 'IO', found '['"),
    FaultyProgram(
      "a version without a colon",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- p(x).\n.plan 0(1)",
      "5:8: expected ':' after the version, found '('"),
    FaultyProgram(
      "a version without an order",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- p(x).\n.plan 0:1",
      "5:9: expected '(' before the order of the atoms, found '1'"),
    FaultyProgram(
      "an order of names",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- p(x).\n.plan 0:(a)",
      "5:10: expected the number of an atom, found 'a'"),
    FaultyProgram(
      "an order never closed",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- p(x).\n.plan 0:(1",
      "5:11: expected ')' after the order of the atoms, found the end of the program"),
    FaultyProgram(
      "a functor without a name", ".functor (x: number): number", "1:10: expected a functor's name, found '('"
    ),
    FaultyProgram(
      "a functor without values", ".functor f: number", "1:11: expected '(' after 'f', found ':'"),
    FaultyProgram(
      "a functor without a result", ".functor f(number)",
      "1:19: expected ':' before the type of the functor's result, found the end of the program"),
    FaultyProgram(
      "a functor whose result has no name", ".functor f(number): 1", "1:21: expected a type's name, found '1'"
    ),
    FaultyProgram(
      "a lattice without a name", ".lattice <> { }", "1:10: expected a lattice's name, found '<'"),
    FaultyProgram(
      "a lattice without its brackets", ".lattice L { }",
      "1:12: expected '<' after the lattice's name, as in '.lattice L<> { … }', found '{'"),
    FaultyProgram(
      "a lattice with a parameter", ".lattice L<T> { }",
      "1:12: expected '>' after the lattice's name, as in '.lattice L<> { … }', found 'T'"),
    FaultyProgram(
      "a lattice without operations", ".lattice L<>",
      "1:13: expected '{' before the lattice's operations, found the end of the program"),
    FaultyProgram(
      "a lattice with an empty list", ".lattice L<> { }",
      "1:16: expected an operation, as in 'Lub -> …', found '}'"),
    FaultyProgram(
      "a lattice's operation without an arrow", ".lattice L<> { Lub = 1 }",
      "1:20: expected '->' after 'Lub', found '='"),
    FaultyProgram(
      "a lattice never closed", ".lattice L<> { Lub -> 1",
      "1:24: expected '}' after the lattice's operations, found the end of the program"),
    FaultyProgram(
      "a declaration without a name", ".decl (x: number)", "1:7: expected a relation's name, found '('"),
    FaultyProgram(
      "a declaration without columns", ".decl p\n",
      "1:8: expected '(' after the relation's name, found the end of the program"),
    FaultyProgram(
      "a second name that is none", ".decl p, (x: number)", "1:10: expected a relation's name, found '('"),
    FaultyProgram(
      "a relation set equal", ".decl d = delta(p)", "1:11: expected 'debug_delta', found 'delta'"),
    FaultyProgram(
      "a debugged relation without brackets", ".decl d = debug_delta p",
      "1:23: expected '(' after 'debug_delta', found 'p'"),
    FaultyProgram(
      "a debugged relation without a name", ".decl d = debug_delta(1)",
      "1:23: expected a relation's name, found '1'"),
    FaultyProgram(
      "a debugged relation never closed", ".decl d = debug_delta(d",
      "1:24: expected ')' after the relation's name, found the end of the program"),
    FaultyProgram(
      "a column without a name", ".decl p(1: number)", "1:9: expected a column's name, found '1'"),
    FaultyProgram(
      "a column without a type's name", ".decl p(x: 1)", "1:12: expected a type's name, found '1'"),
    FaultyProgram(
      "a choice without a dash", ".decl p(x: number) choice domain x",
      "1:27: expected '-' in 'choice-domain', found 'domain'"),
    FaultyProgram(
      "a choice without a domain", ".decl p(x: number) choice-1 x", "1:27: expected 'domain', found '1'"),
    FaultyProgram(
      "a choice without a column", ".decl p(x: number) choice-domain 1",
      "1:34: expected a column's name, found '1'"),
    FaultyProgram(
      "a choice of an empty list", ".decl p(x: number) choice-domain ()",
      "1:35: expected a column's name, found ')'"),
    FaultyProgram(
      "a choice list that ends early", ".decl p(x: number) choice-domain (x,)",
      "1:37: expected a column's name, found ')'"),
    FaultyProgram(
      "a choice list never closed", ".decl p(x: number) choice-domain (x",
      "1:36: expected ')' after the columns, found the end of the program"),
    FaultyProgram(
      "a type without a name", ".type = number", "1:7: expected a type's name, found '='"),
    FaultyProgram(
      "a part of nothing", ".type T <: 1", "1:12: expected a type's name, found '1'"),
    FaultyProgram(
      "an empty definition", ".type T = 1", "1:11: expected a type's name, found '1'"),
    FaultyProgram(
      "a union that ends early", ".type T = number |",
      "1:19: expected a type's name, found the end of the program"),
    FaultyProgram(
      "a constructor without braces", ".type T = A {} | B",
      "1:19: expected '{' after the constructor 'B', found the end of the program"),
    FaultyProgram(
      "a constructor that is a number", ".type T = A {} | 1", "1:18: expected a constructor's name, found '1'"
    ),
    FaultyProgram(
      "an old type without a name", ".number_type 1", "1:14: expected a type's name, found '1'"),
    FaultyProgram(
      "a parameter declared without a name", ".param 1: number", "1:8: expected a parameter's name, found '1'"
    ),
    FaultyProgram(
      "a parameter declared without a type", ".param a",
      "1:9: expected ':' before the type of 'a', found the end of the program"),
    FaultyProgram(
      "a parameter whose type is none", ".param a: 1", "1:11: expected a type's name, found '1'"),
    FaultyProgram(
      "a component without a name", ".comp { }", "1:7: expected a component's name, found '{'"),
    FaultyProgram(
      "a component without a body", ".comp A",
      "1:8: expected '{' to begin the component 'A', found the end of the program"),
    FaultyProgram(
      "a component of unnamed types", ".comp A<1> { }", "1:9: expected a type's name, found '1'"),
    FaultyProgram(
      "a component's types never closed", ".comp A<B { }",
      "1:11: expected '>' after the component's types, found '{'"),
    FaultyProgram(
      "an instance without a name", ".init = A", "1:7: expected an instance's name, found '='"),
    FaultyProgram(
      "an instance without a component", ".init a",
      "1:8: expected '=' after the instance's name, found the end of the program"),
    FaultyProgram(
      "a base without a name", ".comp A : 1 { }", "1:11: expected a component's name, found '1'"),
    FaultyProgram(
      "a value that is missing", ".decl p(x: number)\np(x) :- x = .", "2:13: expected a value, found '.'"),
    FaultyProgram(
      "a value that is a mark", ".decl p(x: number)\np(x) :- x = ].", "2:13: expected a value, found ']'"),
    FaultyProgram(
      "a value that is a directive", ".decl p(x: number)\np(x) :- x =\n.decl q()",
      "3:1: expected a value, found '.decl'"),
    FaultyProgram(
      "a parenthesis never closed", ".decl p(x: number)\np(x) :- x = (1 + 2.",
      "2:19: expected ')' to close the parenthesis, found '.'"),
    FaultyProgram(
      "a condition never closed", ".decl p(x: number)\np(x) :- (x = 1, x = 2 .",
      "2:23: expected ',', ';' or ')', found '.'"),
    FaultyProgram(
      "a functor at a sign without a name", ".decl p(x: number)\np(@1).",
      "2:4: expected a functor's name, found '1'"),
    FaultyProgram(
      "an aggregate at signs without a name", ".decl p(x: number)\np(@@1).",
      "2:5: expected an aggregate's name, found '1'"),
    FaultyProgram(
      "an aggregate at signs without a colon", ".decl p(x: number)\np(@@f x).",
      "2:8: expected ':' before the first value of '@@f', found ')'"),
    FaultyProgram(
      "an aggregate at signs without a body", ".decl p(x: number)\np(@@f x: 0).",
      "2:11: expected ',' before what '@@f' goes through, found ')'"),
    FaultyProgram(
      "an annotation never closed", "@[note p(1).", "1:2: this '[' is never closed"),
    FaultyProgram(
      "a cast without a type", ".decl p(x: number)\np(as(1)).",
      "2:7: expected ',' before the type of 'as', found ')'"),
    FaultyProgram(
      "a cast to no name", ".decl p(x: number)\np(as(1, 2)).", "2:9: expected a type's name, found '2'"),
    FaultyProgram(
      "a cast of three", ".decl p(x: number)\np(as(1, number, 2)).",
      "2:15: expected ')' after the type of 'as', found ','"),
    FaultyProgram(
      "a sum of nothing",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(n) :- n = sum : { edge(_, n) }.",
      "4:17: 'sum' wants a value before the colon, as in 'sum x : { … }'"),
    FaultyProgram(
      "a count of something",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(n) :- n = count x : { edge(x, _) }.",
      "4:13: 'count' wants no value before the colon, as in 'count : { … }'"),
    FaultyProgram(
      "an aggregate that goes through nothing",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(n) :- n = sum x : 1.",
      "4:21: expected a relation's name, found '1'"),
    FaultyProgram(
      "an aggregate never closed",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(n) :- n = sum x : { edge(x, _).",
      "4:33: expected '}' after the body of an aggregate, found '.'"),
    FaultyProgram(
      "a comparison that is missing",
      ".decl edge(x: number, y: number)\nedge(1, 2).\n.decl p(x: number)\np(x) :- edge(x, _), x + 1.",
      "4:26: expected a comparison such as '=' or '<', found '.'"),
    FaultyProgram(
      "an item that is none", "1 + 1.", "1:1: expected a rule, a fact or a directive, found '1'"),
    FaultyProgram(
      "a subsumption without a condition",
      ".decl edge(x: number, y: number)\nedge(1, 2).\nedge(x, y) <= edge(x, z).",
      "3:25: expected ':-' and when the one row gives way, found '.'"),
    FaultyProgram(
      "a question that does not end", ".decl edge(x: number, y: number)\nedge(1, 2).\n?- edge(x, y) x",
      "3:15: expected ',', ';' or '.' after a question, found 'x'"),
    FaultyProgram(
      "a head that ends early", ".decl edge(x: number, y: number)\nedge(1, 2).\nedge(1, 2), :- edge(1, 2).",
      "3:13: expected a relation's name, found ':-'"),
    FaultyProgram(
      "a mark that means nothing", ".decl p(x: number)\np(1) ` .", "2:6: '`' has no meaning here"),
    FaultyProgram(
      "a control character", ".decl p(x: number)\np(\u{1}).", "2:1: 'p' has 1 column, but 0 are given",
      "2:3: control character 1 has no meaning here"),
    FaultyProgram(
      "a zero byte", ".decl p(x: number)\np(1).\0", "2:6: control character 0 has no meaning here"),
    FaultyProgram(
      "a number beyond all bounds", ".decl f(x: float)\nf(1e999).",
      "2:3: this number is larger than any float"),
    FaultyProgram(
      "a number beyond the sign", ".decl p(x: number)\np(9223372036854775809).",
      "2:3: this number does not fit into 64 bits with a sign; write 9223372036854775809u"),
  ]
}
