import Foundation
import KnowledgeGraph
import Testing

@testable import Workbench

@Suite("patches")
struct GraphPatchTests {
  private func collections() throws -> (OpenGraph, OpenGraph) {
    let file = try TestGraph.exampleGraphFile()
    return (try OpenGraph(reference: file + "#2023"), try OpenGraph(reference: file + "#2025"))
  }

  private func triples(of graph: Graph) throws -> Set<String> {
    try graph.predicates.reduce(into: []) { $0.formUnion(try graph.triples(of: $1.name)) }
  }

  @Test("a patch applied to the first graph's triples gives the second's")
  func applies() throws {
    let (first, second) = try collections()
    let patch = try GraphPatch(from: first.graph, to: second.graph)
    let before = try triples(of: first.graph)
    #expect(before.isSuperset(of: patch.deletions) && before.isDisjoint(with: patch.additions))
    #expect(try before.subtracting(patch.deletions).union(patch.additions) == triples(of: second.graph))
  }

  @Test("there is nothing to change from a graph to itself")
  func isEmpty() throws {
    let (first, _) = try collections()
    let patch = try GraphPatch(from: first.graph, to: first.graph)
    #expect(patch.isEmpty && patch.text == "TX .\nTC .\n")
  }

  @Test("the way back has the same lines with the letters changed")
  func isInvertible() throws {
    let (first, second) = try collections()
    let there = try GraphPatch(from: first.graph, to: second.graph)
    let back = try GraphPatch(from: second.graph, to: first.graph)
    #expect(there.deletions == back.additions && there.additions == back.deletions)
  }
}

@Suite("facts as users write them")
struct FactPatternTests {
  @Test("values are cut at commas outside strings and brackets")
  func arguments() throws {
    let fact = try FactPattern(" r( \"a, \\\"b\", [1, 2], _ ). ")
    #expect(fact.relation == "r" && !fact.isNegated)
    #expect(fact.arguments == [" \"a, \\\"b\"", " [1, 2]", " _ "])
    #expect(fact.question == "?- r( \"a, \\\"b\", [1, 2], _ ).\n")
  }

  @Test("what is no fact is refused", arguments: ["", "r", "r(", "r()", "\"x\"(a)", "!"])
  func refused(text: String) {
    #expect(throws: WorkbenchError.self) { try FactPattern(text) }
  }
}
