extension Proof {
  /// Proofs as one picture in Graphviz's language: an arrow leads from each row to what it rests on.
  ///
  /// Derived rows are boxes with their rule, given ones are rounded; what was looked for and not found is dashed.
  ///
  /// - Parameters:
  ///   - proofs: rows that several of them prove are drawn once.
  ///   - fact: the row as the picture is to show it.
  ///   - notes: lines to be shown below a row.
  /// - Returns: a `digraph`.
  public static func dot(
    _ proofs: [Proof], fact: @escaping (Step) -> String = { $0.fact },
    notes: @escaping (Step) -> [String] = { _ in [] }
  ) -> String {
    var picture = ProofPicture(fact: fact, notes: notes)
    for proof in proofs { picture.add(proof) }
    return picture.text
  }
}

/// Gathers the nodes and arrows of a picture of proofs.
private struct ProofPicture {
  let fact: (Proof.Step) -> String
  let notes: (Proof.Step) -> [String]
  private struct Row: Hashable {
    let relation: RelationID
    let fact: String

    init(_ step: Proof.Step) { (relation, fact) = (step.relationID, step.fact) }
  }

  private var nodes: [String] = []
  private var arrows: [String] = []
  /// The nodes of rows that are drawn with what they rest on.
  private var drawn: [Row: Int] = [:]
  private static let lineWidth = 48

  init(fact: @escaping (Proof.Step) -> String, notes: @escaping (Proof.Step) -> [String]) {
    (self.fact, self.notes) = (fact, notes)
  }

  var text: String {
    """
    digraph proof {
      graph [rankdir=TB, ranksep=0.35, nodesep=0.25, fontname="Helvetica"]
      node [shape=box, fontname="Helvetica", fontsize=11, margin="0.12,0.06", color="#4a5568"]
      edge [color="#718096", arrowsize=0.7]

    """ + (nodes + arrows).map { "  \($0)\n" }.joined() + "}\n"
  }

  mutating func add(_ proof: Proof) {
    var known = drawn
    let numbers = proof.steps.map { step in
      let row = Row(step)
      if let node = known[row] { return node }
      let node = nodes.count
      nodes.append("")
      known[row] = node
      return node
    }
    for (step, node) in zip(proof.steps, numbers) where drawn[Row(step)] == nil {
      if step.reason != .cut { drawn[Row(step)] = node }
      draw(step, node, numbers)
    }
  }

  private mutating func draw(_ step: Proof.Step, _ node: Int, _ numbers: [Int]) {
    let title = "<b>\(markup(fact(step)))</b>"
    let said = notes(step).map { note in small(note, "#2d3748") }
    switch step.reason {
    case .given: set(node, [title] + said, "style=\"rounded,filled\", fillcolor=\"#e6f4ea\"")
    case .stated(let place):
      let origin = small("\(place.file):\(place.line)", "#718096")
      set(node, [title, origin] + said, "style=\"rounded,filled\", fillcolor=\"#e6f4ea\"")
    case .cut:
      set(node, [title, small("by a proof of height \(step.height)", "#718096")], "style=\"dotted\"")
    case .lost:
      set(node, [title, small("by rows that have given way", "#718096")], "style=\"dotted\"")
    case .derived(let rule, let place, let premises):
      let lines = [title, small("\(place.file):\(place.line)", "#718096"), small(rule, "#2b6cb0")]
      set(node, lines + said, "style=filled, fillcolor=\"#ebf4ff\"")
      for premise in premises { connect(node, premise, numbers) }
    }
  }

  private mutating func connect(_ node: Int, _ premise: Proof.Premise, _ numbers: [Int]) {
    if case .row(let step) = premise {
      arrows.append("n\(node) -> n\(numbers[step])")
      return
    }
    let inner = nodes.count
    nodes.append("")
    let attributes =
      switch premise {
      case .absence: "style=\"dashed\", color=\"#c53030\""
      case .aggregate: "style=filled, fillcolor=\"#fefcbf\""
      default: "shape=plaintext"
      }
    set(inner, premise.lines.map { markup($0.text) }, attributes)
    arrows.append("n\(node) -> n\(inner) [style=dashed]")
  }

  private mutating func set(_ node: Int, _ lines: [String], _ attributes: String) {
    nodes[node] = "n\(node) [label=<\(lines.joined(separator: "<br/>"))>, \(attributes)]"
  }

  private func small(_ text: String, _ color: String) -> String {
    let lines = Self.wrapped(text).map(markup).joined(separator: "<br/>")
    return "<font point-size=\"9\" color=\"\(color)\">\(lines)</font>"
  }

  private func markup(_ text: String) -> String {
    var marked = ""
    for character in text {
      switch character {
      case "&": marked += "&amp;"
      case "<": marked += "&lt;"
      case ">": marked += "&gt;"
      case "\"": marked += "&quot;"
      case _ where character.unicodeScalars.allSatisfy { $0.value < 0x20 }: marked += " "
      default: marked.append(character)
      }
    }
    return marked
  }

  /// The text in lines of some fifty characters, cut at blanks.
  private static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + word.count >= lineWidth {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + (line.isEmpty ? [] : [line])
  }
}
