import KnowledgeGraph
import Testing

@testable import GraphExchange

@Suite("Reading GraphML")
struct GraphMLReaderTests {
  private func read(_ text: String, limits: GraphMLReader.Limits = .init()) throws -> EntityGraph {
    try GraphMLReader(limits: limits).graph(from: Array(text.utf8), named: "g.graphml")
  }

  private func failure(_ text: String, limits: GraphMLReader.Limits = .init()) -> String {
    do {
      _ = try read(text, limits: limits)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test("a file of another program is read by the names of its fields")
  func foreignFile() throws {
    let graph = try read(
      """
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="urn:y">
      <key id="d0" for="node" attr.name="label" attr.type="string"/><key id="d1" for="node" attr.name="kind"/>
      <key id="d2" for="edge" attr.name="weight" attr.type="double"/><key id="d3" yfiles.type="nodegraphics"/>
      <graph edgedefault="undirected">
      <edge source="b" target="a"><data key="d2">3.0</data></edge>
      <node id="b"><data key="d3"><y:ShapeNode><y:NodeLabel>Bee</y:NodeLabel></y:ShapeNode></data></node>
      <node id="a"><data key="d0"><![CDATA[A & B]]></data><data key="d1">person</data><data key="zz">?</data></node>
      </graph></graphml>
      """)
    #expect(graph.nodes.map(\.id) == ["a", "b"])
    #expect(graph.nodes.map(\.label) == ["A & B", "Bee"])
    #expect(graph.nodes.map(\.kind) == [.person, .concept])
    #expect(graph.edges == [.init(source: "b", target: "a", predicate: "related", weight: 3, talks: [])])
  }

  @Test("faults are told with their line")
  func faults() {
    #expect(failure("") == "g.graphml: this is not well-formed XML: it is empty")
    #expect(failure("<html/>") == "g.graphml:1: expected the element 'graphml' at the root, found 'html'")
    #expect(failure("<graphml>\n<graph>\n<node/></graph></graphml>") == "g.graphml:3: '<node>' has no 'id'")
    #expect(
      failure("<graphml>\n<node id='a'/>\n<node id='a'/></graphml>")
        == "g.graphml:3: the node \"a\" is declared twice")
    #expect(
      failure("<graphml>\n<node id='a'/>\n<edge id='e' source='a' target='b'/></graphml>")
        == "g.graphml:3: the edge \"e\" names the node \"b\", which is not in the file")
    #expect(failure("<graphml><graph>").hasPrefix("g.graphml:1: this is not well-formed XML: "))
    #expect(failure("nonsense").hasPrefix("g.graphml:1: this is not well-formed XML: "))
  }

  @Test("entities and document types are refused before anything is expanded")
  func entities() {
    let bomb = """
      <!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
      <graphml><graph><node id="&b;">&f;</node></graph></graphml>
      """
    #expect(
      failure(bomb)
        == "g.graphml: a document type declaration is not accepted; GraphML needs none, remove '<!DOCTYPE …>'"
    )
  }

  @Test("limits stop the reading")
  func limits() {
    let text = "<graphml>\n<node id='a'/>\n<node id='b'/><edge source='a' target='b'/></graphml>"
    #expect(failure(text, limits: .init(nodes: 1)) == "g.graphml:3: more than 1 nodes")
    #expect(failure(text, limits: .init(edges: 0)) == "g.graphml:3: more than 0 edges")
    #expect(failure(text, limits: .init(bytes: 10)) == "g.graphml: more than 10 bytes")
  }

  @Test("lists in one field can be told apart again")
  func lists() {
    for list in [[], ["a"], ["a", "b"], ["a|b", "\\"], [" x ", "|", "", "\\|"], ["", ""]] {
      #expect(TextList.split(TextList.joined(list)) == list)
    }
    #expect(TextList.joined(["Sam", "萨姆"]) == "Sam | 萨姆")
  }
}
