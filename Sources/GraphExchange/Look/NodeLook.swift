import KnowledgeGraph

/// How an entity is drawn: its kind by colour and by shape, so that neither is needed alone.
///
/// The fills are Paul Tol's "light" scheme (personal.sron.nl/~pault, 2021), made for filled cells with dark text and
/// told apart with every kind of colour vision. Text on them has a contrast of at least 7:1.
///
/// | kind         | colour | shape              |
/// |--------------|--------|--------------------|
/// | person       | blue   | ellipse            |
/// | organization | orange | box                |
/// | product      | mint   | rounded box        |
/// | concept      | yellow | hexagon            |
/// | work         | pink   | note               |
/// | place        | pear   | house              |
/// | event        | cyan   | parallelogram      |
/// | a value      | grey   | text without shape |
struct NodeLook: Equatable {
  var fill: String
  var border: String
  /// Graphviz's name of the shape.
  var shape: String
  var isRounded = false
  /// Space around the text in inches; shapes that are wider than their text bring enough of their own.
  var margin = "0.12,0.06"
  /// yEd's name of the shape.
  var yEdShape: String

  /// The colour of all text on nodes.
  static let text = "#111111"

  static let value = NodeLook(fill: "#EEEEEE", border: "#AAAAAA", shape: "box", yEdShape: "rectangle")

  init(
    fill: String, border: String, shape: String, isRounded: Bool = false, margin: String = "0.12,0.06",
    yEdShape: String
  ) {
    self.fill = fill
    self.border = border
    self.shape = shape
    self.isRounded = isRounded
    self.margin = margin
    self.yEdShape = yEdShape
  }

  init(kind: EntityKind) {
    switch kind {
    case .person: self.init(fill: "#77AADD", border: "#3C6E9F", shape: "ellipse", yEdShape: "ellipse")
    case .organization: self.init(fill: "#EE8866", border: "#A94E2F", shape: "box", yEdShape: "rectangle")
    case .product:
      self.init(
        fill: "#44BB99", border: "#1F7A61", shape: "box", isRounded: true, yEdShape: "roundrectangle")
    case .concept:
      self.init(
        fill: "#EEDD88", border: "#A08F2E", shape: "hexagon", margin: "0,0.01", yEdShape: "hexagon")
    case .work: self.init(fill: "#FFAABB", border: "#B0566A", shape: "note", yEdShape: "trapezoid")
    case .place:
      self.init(
        fill: "#BBCC33", border: "#75810F", shape: "house", margin: "0.02,0.03", yEdShape: "trapezoid2")
    case .event:
      self.init(
        fill: "#99DDFF", border: "#3F8DB5", shape: "parallelogram", margin: "0,0.02",
        yEdShape: "parallelogram")
    }
  }

  /// In a picture of a difference the colour says which graph has it; the shape still says the kind.
  init(status: GraphComparison.Status, kind: EntityKind) {
    self.init(kind: kind)
    (fill, border) = Self.colors(of: status)
  }

  static func colors(of status: GraphComparison.Status) -> (fill: String, border: String) {
    switch status {
    case .onlyFirst: ("#77AADD", "#3C6E9F")
    case .onlySecond: ("#EE8866", "#A94E2F")
    case .both: ("#E4E4E4", "#8C8C8C")
    }
  }
}

/// The colours of edges.
enum EdgeLook {
  /// A relation that somebody stated.
  static let stated = "#4A4A4A"
  /// Mentioned together: lighter, since it says less, and see-through where many cross.
  static let derived = "#9AA5B180"
  static let label = "#3A3A3A"
  /// Where there are so many labels that they must not stand before the nodes.
  static let faintLabel = "#6E6E6E"

  static func color(isStated: Bool, status: GraphComparison.Status?) -> String {
    guard let status else { return isStated ? stated : derived }
    return isStated ? color(of: status) : color(of: status) + "90"
  }

  static func color(of status: GraphComparison.Status) -> String {
    switch status {
    case .onlyFirst: "#3C6E9F"
    case .onlySecond: "#C2572F"
    case .both: "#9A9A9A"
    }
  }
}

extension EntityGraph.Edge {
  /// Whether somebody said it, other than by mentioning things.
  var isStated: Bool { predicate != "coMentioned" && predicate != "mentioned" }
}
