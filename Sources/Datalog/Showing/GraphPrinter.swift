/// Draws what depends on what, in Graphviz's language; arrows go the way that rows go.
struct GraphPrinter {
  let program: StratifiedProgram

  /// A node a relation.
  var relations: String {
    let graph = DependencyGraph(program.checked)
    let nodes = program.checked.relations.map { (name: node($0.name), label: label($0.name)) }
    var arrows: [(from: Int, to: Int)] = []
    for target in nodes.indices {
      for source in Set(graph.targets(of: RelationID(rawValue: target)).map(\.rawValue)).sorted() {
        arrows.append((source, target))
      }
    }
    return text(nodes, arrows)
  }

  /// A node a stratum.
  var strata: String {
    let graph = DependencyGraph(program.checked)
    var number: [RelationID: Int] = [:]
    for (index, stratum) in program.strata.enumerated() {
      for relation in stratum.relations { number[relation] = index }
    }
    let nodes = program.strata.enumerated().map { index, stratum in
      let names = stratum.relations.map { program.checked.relations[$0.rawValue].name }
      return (name: "_\(index)", label: names.sorted().map(label).joined(separator: ",\\n"))
    }
    var arrows: [(from: Int, to: Int)] = []
    for (index, stratum) in program.strata.enumerated() {
      let sources = Set(stratum.relations.flatMap { graph.targets(of: $0) }.compactMap { number[$0] })
      for source in sources.sorted() where source != index { arrows.append((source, index)) }
    }
    return text(nodes, arrows)
  }

  private func node(_ name: String) -> String { "\"\(label(name))\"" }

  /// A name as it stands between quotes; that of an aggregate's own relation is what is written there.
  private func label(_ name: String) -> String { String(Value.symbol(name).literal.dropFirst().dropLast()) }

  private func text(_ nodes: [(name: String, label: String)], _ arrows: [(from: Int, to: Int)]) -> String {
    var lines = ["digraph {"]
    lines += nodes.map { "  \($0.name) [label = \"\($0.label)\"];" }
    lines += arrows.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
      .map { "  \(nodes[$0.from].name) -> \(nodes[$0.to].name);" }
    return lines.joined(separator: "\n") + "\n}\n"
  }
}
