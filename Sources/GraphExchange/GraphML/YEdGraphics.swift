import KnowledgeGraph

/// What yEd draws: its own elements within `<data>`, read by nobody else but networkx, which takes the labels.
enum YEdGraphics {
  private static let nodeKey = "n_graphics"
  private static let edgeKey = "e_graphics"
  private static let namespace = "http://www.yworks.com/xml/graphml"

  static func writeKeys(_ xml: XMLStreamWriter) throws {
    try xml.element("key", ["id": nodeKey, "for": "node", "yfiles.type": "nodegraphics"])
    try xml.element("key", ["id": edgeKey, "for": "edge", "yfiles.type": "edgegraphics"])
  }

  static func write(
    node label: String, look: NodeLook, at place: NodePlace.Point, _ xml: XMLStreamWriter
  ) throws {
    let lines = LabelWrapping.picture.lines(of: label)
    let columns = lines.map(LabelWrapping.columns).max() ?? 0
    try xml.start("data", ["key": nodeKey])
    try xml.start("y:ShapeNode", ["xmlns:y": namespace])
    try xml.element(
      "y:Geometry",
      [
        "x": "\(place.x).0", "y": "\(place.y).0",
        "width": "\(30 + 7 * columns).0", "height": "\(16 + 15 * lines.count).0",
      ])
    try xml.element("y:Fill", ["color": look.fill, "transparent": "false"])
    try xml.element("y:BorderStyle", ["color": look.border, "type": "line", "width": "1.0"])
    try xml.element("y:NodeLabel", text: lines.joined(separator: "\n"))
    try xml.element("y:Shape", ["type": look.yEdShape])
    try xml.end()
    try xml.end()
  }

  static func write(edge: EntityGraph.Edge, color: String, _ xml: XMLStreamWriter) throws {
    let width = min(1 + Double(max(edge.weight, 1) - 1) / 2, 6)
    try xml.start("data", ["key": edgeKey])
    try xml.start("y:PolyLineEdge", ["xmlns:y": namespace])
    try xml.element("y:LineStyle", ["color": color, "type": "line", "width": "\(width)"])
    try xml.element("y:Arrows", ["source": "none", "target": edge.isSymmetric ? "none" : "standard"])
    if edge.isStated { try xml.element("y:EdgeLabel", text: edge.predicate.withoutUnwritableCharacters) }
    try xml.end()
    try xml.end()
  }
}

/// Places on a square grid, so that a file opened in yEd does not show all nodes in one heap.
struct NodePlace {
  struct Point {
    var x: Int
    var y: Int
  }

  private let columns: Int
  private var number = 0

  init(count: Int) {
    columns = max(1, Int(Double(count).squareRoot().rounded(.up)))
  }

  mutating func next() -> Point {
    defer { number += 1 }
    return Point(x: number % columns * 180, y: number / columns * 90)
  }
}
