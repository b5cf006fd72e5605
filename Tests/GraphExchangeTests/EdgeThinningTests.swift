import KnowledgeGraph
import Testing

@testable import GraphExchange

@Suite("Thinning edges")
struct EdgeThinningTests {
  private func drawn(_ thinning: EdgeThinning, _ edges: [EntityGraph.Edge]) -> ([[String]], leftOut: Int) {
    let thinned = thinning.applied(to: edges, comparison: nil)
    return (
      thinned.drawn.map { ["\($0.source)-\($0.target)"] + $0.parts.map(\.predicate) }, thinned.leftOut
    )
  }

  @Test("keeping all draws every edge by itself")
  func keepingAll() {
    let edges = [
      SampleGraphs.edge("a", "b", "coMentioned", 1), SampleGraphs.edge("a", "b", "uses", 1),
    ]
    let (lines, leftOut) = drawn(.keepingAll, edges)
    #expect(lines == [["a-b", "coMentioned"], ["a-b", "uses"]])
    #expect(leftOut == 0)
  }

  @Test(
    "relations of a pair become one line, which takes in its mentions; the other direction stays apart")
  func bundles() {
    let edges = [
      SampleGraphs.edge("a", "b", "coMentioned", 9), SampleGraphs.edge("a", "b", "mentioned", 2),
      SampleGraphs.edge("a", "b", "founderOf", 1), SampleGraphs.edge("a", "b", "uses", 1),
      SampleGraphs.edge("a", "c", "coMentioned", 1), SampleGraphs.edge("a", "c", "mentioned", 2),
      SampleGraphs.edge("b", "a", "uses", 1),
    ]
    let (lines, leftOut) = drawn(EdgeThinning(perNode: nil), edges)
    #expect(
      lines == [
        ["a-b", "founderOf", "uses", "mentioned", "coMentioned"], ["b-a", "uses"],
        ["a-c", "mentioned", "coMentioned"],
      ])
    #expect(leftOut == 0)
  }

  @Test("light mentions go, but the strongest edge of a node stays")
  func lightMentions() {
    let edges = [
      SampleGraphs.edge("a", "b", "coMentioned", 3), SampleGraphs.edge("a", "c", "coMentioned", 1),
      SampleGraphs.edge("b", "c", "coMentioned", 2), SampleGraphs.edge("c", "d", "coMentioned", 1),
    ]
    let (lines, leftOut) = drawn(EdgeThinning(perNode: nil, minimumMentions: 2), edges)
    #expect(lines.map(\.[0]) == ["a-b", "b-c", "c-d"])
    #expect(leftOut == 1)
  }

  @Test(
    "no node loses its last edge, and few have more than allowed", arguments: 1...10 as ClosedRange<UInt64>)
  func perNode(seed: UInt64) {
    let graph = RandomGraph(seed: seed).graph(nodes: 60, edges: 400)
    let thinned = EdgeThinning(perNode: 3, minimumMentions: 2).applied(to: graph.edges, comparison: nil)
    let ends = { (edges: [EntityGraph.Edge]) in Set(edges.flatMap { [$0.source, $0.target] }) }
    let parts = thinned.drawn.flatMap(\.parts)
    #expect(ends(parts) == ends(graph.edges), "seed \(seed)")
    #expect(parts.count + thinned.leftOut == graph.edges.count, "seed \(seed)")
    #expect(thinned.drawn.count <= 3 * 60, "seed \(seed)")
  }
}
