import KnowledgeGraph

/// Nodes and edges of one graph as lines of DOT.
struct DotDrawing {
  let words: PictureWords
  let labelLanguage: LabelLanguage?
  let comparison: GraphComparison?
  let file: FileNodes
  private let fadesLines: Bool
  private let mostMentions: Int
  private let greatestWeight: Int

  init(
    graph: EntityGraph, edges: [DrawnEdge], words: PictureWords, labelLanguage: LabelLanguage?,
    comparison: GraphComparison?, file: FileNodes, fadesLines: Bool = false
  ) {
    self.words = words
    self.labelLanguage = labelLanguage
    self.comparison = comparison
    self.file = file
    self.fadesLines = fadesLines
    mostMentions = graph.nodes.map(\.mentions).max() ?? 0
    greatestWeight = edges.map(\.weight).max() ?? 1
  }

  func line(_ node: EntityGraph.Node, number: Int) -> String {
    let look =
      comparison.map { NodeLook(status: $0.statusOfNode(node), kind: node.kind) }
      ?? NodeLook(kind: node.kind)
    let tooltip = LabelWrapping.tooltip.lines(of: node.names.joined(separator: " · "))
    var attributes = [
      "label=" + DotText.label(LabelWrapping.picture.lines(of: node.label(in: labelLanguage))),
      "shape=\(look.shape)",
      "margin=\"\(look.margin)\"",
      "fillcolor=\"\(look.fill)\"",
      "color=\"\(look.border)\"",
      "fontsize=\"\(fontSize(mentions: node.mentions))\"",
      "tooltip=" + DotText.label(tooltip + ["\(words.kind(node.kind)), \(node.mentions) \(words.mentions)"]),
      "id=\"node\(number)\"",
    ]
    if look.isRounded { attributes.append("style=\"filled,rounded\"") }
    return "  \(DotText.id(file.id(entity: node.id))) [\(attributes.joined(separator: ", "))]"
  }

  /// A literal value at the end of a relation.
  func line(value: String) -> String {
    let look = NodeLook.value
    let attributes = [
      "label=" + DotText.label(LabelWrapping.picture.lines(of: value)),
      "shape=\(look.shape)", "fillcolor=\"\(look.fill)\"", "color=\"\(look.border)\"", "fontsize=\"10\"",
      "tooltip=" + DotText.label(LabelWrapping.tooltip.lines(of: value)),
    ]
    return "  \(DotText.id(file.id(value: value))) [\(attributes.joined(separator: ", "))]"
  }

  func line(_ edge: DrawnEdge) -> String {
    let status = edge.status
    var attributes = [
      "penwidth=\"\(width(edge))\"",
      "color=\"\(EdgeLook.color(isStated: edge.isStated, status: status))\"",
      "weight=\"\(edge.isStated ? 2 : 1)\"",
      "tooltip=" + DotText.label(tooltip(edge)),
    ]
    if edge.isStated {
      let lines = predicates(edge)
      attributes.append("label=" + (fadesLines ? DotText.fadingLabel(lines) : DotText.label(lines)))
    }
    if edge.isSymmetric { attributes.append("dir=none") }
    if !edge.isStated && !edge.isSymmetric { attributes.append("arrowsize=\"0.45\"") }
    if status == .onlyFirst { attributes.append("style=dashed") }
    return "  \(DotText.id(file.source(of: edge.parts[0]))) -> \(DotText.id(file.target(of: edge.parts[0])))"
      + " [\(attributes.joined(separator: ", "))]"
  }
}

extension DotDrawing {
  /// 11 to 25 points; the area of the letters grows with the mentions.
  private func fontSize(mentions: Int) -> Int {
    guard mostMentions > 0 else { return 12 }
    let share = (Double(max(mentions, 0)) / Double(mostMentions)).squareRoot()
    return Int((11 + 14 * share).rounded())
  }

  /// 0.8 to 5 points.
  private func width(_ edge: DrawnEdge) -> Double {
    guard greatestWeight > 1 else { return edge.isStated ? 1.4 : 1 }
    let share = Double(max(edge.weight, 1) - 1) / Double(greatestWeight - 1)
    return ((0.9 + 4.1 * share.squareRoot()) * 10).rounded() / 10
  }

  /// Two predicates in words; a third and further ones as a number.
  private func predicates(_ edge: DrawnEdge) -> [String] {
    var seen: Set<String> = []
    let stated = edge.parts.filter(\.isStated).map(\.predicate).filter { seen.insert($0).inserted }
    var lines = stated.prefix(2).map { words.predicate($0).withoutUnwritableCharacters }
    if stated.count > 2 { lines[1] += " +\(stated.count - 2)" }
    return lines
  }

  private func tooltip(_ edge: DrawnEdge) -> [String] {
    let facts = edge.parts.map { "\(words.predicate($0.predicate)) (\($0.weight))" }
    let heading = LabelWrapping.tooltip.lines(
      of: "\(edge.source) – \(edge.target): \(facts.joined(separator: ", "))")
    guard let quote = edge.parts.lazy.compactMap(\.quote).first else { return heading }
    return heading + LabelWrapping(width: 90, lineLimit: 4).lines(of: "“\(quote)”")
  }
}
