import Foundation

/// A layout as Graphviz's `plain` format tells it, and how good it looks.
///
/// ```
/// graph 1 19.4 10.5
/// node "Sam Altman" 3.1 4.5 1.2 0.5 …
/// edge "Sam Altman" OpenAI 2 3.1 4.5 6.0 7.1 "founder of" 4.4 6.0 solid "#4A4A4A"
/// stop
/// ```
struct PlainLayout {
  private struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private var width = 1.0
  private var height = 1.0
  private var boxes: [Box] = []
  /// What edges' labels take up.
  private var labels: [Box] = []
  /// Places in ``boxes``.
  private var edges: [(Int, Int)] = []

  init(_ text: String) {
    var places: [Substring: Int] = [:]
    for line in text.split(separator: "\n") {
      let words = Self.words(line)
      let numbers = words.map { Double($0) ?? 0 }
      switch words.first {
      case "graph" where words.count >= 4:
        (width, height) = (max(numbers[2], 0.1), max(numbers[3], 0.1))
      case "node" where words.count >= 6:
        places[words[1]] = boxes.count
        boxes.append(Box(x: numbers[2], y: numbers[3], width: numbers[4], height: numbers[5]))
      case "edge" where words.count >= 4:
        if let from = places[words[1]], let to = places[words[2]], from != to { edges.append((from, to)) }
        let label = 4 + 2 * Int(max(0, numbers[3]))
        guard words.indices.contains(label + 4) else { continue }
        labels.append(Self.label(words[label], x: numbers[label + 1], y: numbers[label + 2]))
      default:
        break
      }
    }
  }

  /// What a label takes up, in inches: its letters have 10 points.
  private static func label(_ text: Substring, x: Double, y: Double) -> Box {
    let lines = text.replacing("\"", with: "").split(separator: "\\n").map(String.init)
    let columns = lines.map(\.displayWidth).max() ?? 0
    return Box(x: x, y: y, width: 0.073 * Double(columns), height: 0.17 * Double(max(1, lines.count)))
  }

  /// Words and quoted words, the latter with their quotes.
  private static func words(_ line: Substring) -> [Substring] {
    var words: [Substring] = []
    var rest = line
    while let first = rest.first {
      if first == " " {
        rest.removeFirst()
        continue
      }
      let end = first == "\"" ? endOfQuoted(rest) : rest.firstIndex(of: " ") ?? rest.endIndex
      words.append(rest[..<end])
      rest = rest[end...]
    }
    return words
  }

  private static func endOfQuoted(_ text: Substring) -> Substring.Index {
    var index = text.index(after: text.startIndex)
    var isEscaped = false
    while index < text.endIndex {
      let character = text[index]
      index = text.index(after: index)
      if character == "\"" && !isEscaped { break }
      isEscaped = character == "\\" && !isEscaped
    }
    return index
  }
}

extension PlainLayout {
  /// Lower is better.
  ///
  /// A crossing counts 1 and an edge through a node 2, by the number of edges; then the size counts, and how far the
  /// shape is from that of a screen. A label that a node hides counts by itself: it is one fact that cannot be read,
  /// however many others can.
  var cost: Double {
    let crossings = Double(crossingCount)
    let touches = Double(touchCount)
    let hidden = Double(hiddenLabelCount)
    let boxArea = boxes.reduce(0) { $0 + $1.width * $1.height }
    let sparseness = width * height / max(boxArea, 0.1)
    let distortion = abs(log(width / height / 1.5))
    let scale = Double(max(edges.count, 1))
    return (crossings + 2 * touches) / scale + 0.3 * hidden + sparseness / 16 + 1.2 * distortion
  }

  private var crossingCount: Int {
    var count = 0
    for (index, one) in edges.enumerated() {
      for other in edges[..<index] where doCross(one, other) { count += 1 }
    }
    return count
  }

  /// Edges drawn straight from centre to centre.
  private func doCross(_ one: (Int, Int), _ other: (Int, Int)) -> Bool {
    guard one.0 != other.0, one.0 != other.1, one.1 != other.0, one.1 != other.1 else { return false }
    let (a, b, c, d) = (boxes[one.0], boxes[one.1], boxes[other.0], boxes[other.1])
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
  }

  /// Positive if `c` lies to the left of the line from `a` to `b`.
  private func side(_ a: Box, _ b: Box, _ c: Box) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  /// How often an edge runs through a node that is not its own.
  private var touchCount: Int {
    edges.reduce(0) { count, edge in
      count + boxes.indices.count { $0 != edge.0 && $0 != edge.1 && isTouched(boxes[$0], by: edge) }
    }
  }

  private var hiddenLabelCount: Int {
    labels.count { label in
      boxes.contains { box in
        abs(box.x - label.x) < (box.width + label.width) / 2
          && abs(box.y - label.y) < (box.height + label.height) / 2
      }
    }
  }

  private func isTouched(_ box: Box, by edge: (Int, Int)) -> Bool {
    let (from, to) = (boxes[edge.0], boxes[edge.1])
    let corners = [(-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5), (0.5, 0.5)].map { corner in
      Box(x: box.x + corner.0 * box.width, y: box.y + corner.1 * box.height, width: 0, height: 0)
    }
    let sides = corners.map { side(from, to, $0) }
    guard let least = sides.min(), let most = sides.max(), least < 0, most > 0 else { return false }
    let isBeside = max(from.x, to.x) < box.x - box.width / 2 || min(from.x, to.x) > box.x + box.width / 2
    let isAbove = max(from.y, to.y) < box.y - box.height / 2 || min(from.y, to.y) > box.y + box.height / 2
    return !isBeside && !isAbove
  }
}
