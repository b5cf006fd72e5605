import Testing

@testable import Datalog

@Suite("Components")
struct ComponentTests {
  private let closure = """
    .comp Closure<Node> {
      .decl edge(a: Node, b: Node)
      .decl path(a: Node, b: Node) overridable
      path(x, y) :- edge(x, y).
      path(x, z) :- path(x, y), edge(y, z).
    }

    """

  @Test("each instance has relations of its own")
  func instances() throws {
    let found = try answers(
      closure + """
        .init roads = Closure<symbol>
        .init numbers = Closure<number>
        roads.edge("a", "b"). roads.edge("b", "c").
        numbers.edge(1, 2).
        .output roads.path
        .output numbers.path
        """)
    #expect(found == ["roads.path": ["a b", "a c", "b c"], "numbers.path": ["1 2"]])
  }

  @Test("a component takes over its bases and overrides what they allow")
  func inheritance() throws {
    let found = try answers(
      closure + """
        .comp Near : Closure<number> {
          .override path
          path(x, y) :- edge(x, y), y - x < 5.
          edge(1, 2). edge(2, 9).
        }
        .init near = Near
        .output near.path
        """)
    #expect(found == ["near.path": ["1 2"]])
  }

  @Test("instances lie in components, types are theirs, and rules reach outside")
  func nesting() throws {
    let found = try answers(
      closure + """
        .decl all(a: number)
        .comp Outer<Graph> {
          .type T = [n: number]
          .init inner = Graph<number>
          .decl seen(t: T)
          inner.edge(7, 8).
          seen([x]) :- inner.path(x, _).
          all(x) :- inner.path(_, x).
        }
        .init outer = Outer<Closure>
        .output all
        .output outer.seen
        """)
    #expect(found == ["all": ["8"], "outer.seen": ["[7]"]])
  }

  @Test("constructors are an instance's own, like its types")
  func constructors() throws {
    let found = try answers(
      """
      .comp Tree<Value> {
        .type T = leaf {v: Value} | none {}
        .decl t(t: T)
        t($none).
        .output t
      }
      .init a = Tree<number>
      .init b = Tree<symbol>
      a.t($a.leaf(1)).
      b.t($b.leaf("x")).
      """)
    #expect(found == ["a.t": ["$a.leaf(1)", "$a.none"], "b.t": ["$b.leaf(x)", "$b.none"]])
  }

  @Test(
    "faulty components are refused at their place",
    arguments: [
      (".init x = Closur<number>", "8:11: no component is called 'Closur'; did you mean 'Closure'?"),
      (".init x = Closure", "8:11: the component 'Closure' takes 1 type, but 0 are given"),
      (
        ".comp A { .init b = A }\n.init a = A",
        "8:21: an instance of 'A' holds another one of it: A -> A"
      ),
      (".comp A : A { }\n.init a = A", "8:11: the component 'A' is its own base"),
      (
        ".comp A : Closure<number> { .override edge }\n.init a = A",
        "8:7: 'A' overrides 'edge', which is not to be overridden"
      ),
      (".type T <: number\n.comp T { }", "9:7: 'T' is already the name of a type"),
      (".decl t()\n.comp A { }\n.init t = A", "10:7: 't' is already the name of a relation"),
      (".comp A { }\n.init A = A", "9:7: 'A' is already the name of a component"),
      (".comp A { }\n.init a = A\n.init a = A", "10:7: 'a' is already the name of an instance"),
      (".override p", "8:11: '.override' stands only in a component"),
      (".comp A { .decl p()", "8:9: this component is never closed with '}'"),
      ("}", "8:1: there is no component that this '}' closes"),
    ])
  func faults(text: String, expected: String) {
    #expect(complaints(closure + "\n" + text).first { !$0.contains("warning") } == expected)
  }
}
