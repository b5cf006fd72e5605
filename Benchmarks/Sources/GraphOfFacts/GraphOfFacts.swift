import Foundation
import KnowledgeGraph

/// Makes a graph file of a folder of facts, so that the questions asked of the facts can be asked of a graph.
@main
enum GraphOfFacts {
  static func main() throws {
    guard CommandLine.arguments.count == 3 else {
      print("usage: GraphOfFacts FACTS GRAPH.talkgraph")
      exit(2)
    }
    let folder = FactFolder(path: CommandLine.arguments[1])
    var entities = EntityFacts(folder)
    var talks = TalkFacts(folder)
    talks.add(statementsOf: folder, among: &entities)
    let graph = try Graph(
      GraphContents(entities: entities.records, talks: talks.records(labels: entities.labels)))
    try GraphFile.write(graph, to: CommandLine.arguments[2])
    check(graph.counts, against: folder)
    print("\(graph.counts.triples) triples, \(graph.counts.sentences) sentences, \(graph.counts.terms) terms")
  }

  /// Sees to it that nothing was lost or added on the way.
  private static func check(_ counts: Graph.Counts, against folder: FactFolder) {
    precondition(counts.sentences == folder.rows("inTalk").count, "every sentence is in the graph")
    precondition(counts.mentions == folder.rows("mentions").count, "every mention is in the graph")
  }
}

/// The fact files of one folder: two columns each, a tab between them.
struct FactFolder {
  let path: String

  /// The rows of a relation; none where there is no such file.
  func rows(_ relation: String) -> [(Substring, Substring)] {
    let file = URL(fileURLWithPath: path).appendingPathComponent(relation + ".facts")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      guard let tab = line.utf8.firstIndex(of: 0x09) else { return nil }
      return (line[..<tab], line[line.index(after: tab)...])
    }
  }
}
