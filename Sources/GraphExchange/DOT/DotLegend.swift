import KnowledgeGraph

/// The corner of a picture that says what colours and shapes mean and what was left out.
///
/// It is the label of the graph, since every layout program leaves that a strip of its own.
struct DotLegend {
  struct Entry {
    var text: String
    var look: NodeLook
    /// A sign that looks like the shape; every font for Chinese has these.
    var sign: String
  }

  var title: String?
  var entries: [Entry]
  var lines: [String]
  /// In points; larger pictures are looked at from farther away.
  var fontSize: Double

  /// One entry a kind that occurs, or one a status and none for kinds, whose shapes then speak for themselves.
  static func entries(
    _ graph: EntityGraph, _ comparison: GraphComparison?, _ words: PictureWords
  ) -> [Entry] {
    var entries: [Entry] = []
    if let comparison {
      for status in GraphComparison.Status.allCases {
        var look = NodeLook.value
        (look.fill, look.border) = NodeLook.colors(of: status)
        let text =
          switch status {
          case .onlyFirst: words.only(comparison.firstName)
          case .onlySecond: words.only(comparison.secondName)
          case .both: words.both
          }
        entries.append(Entry(text: text, look: look, sign: ""))
      }
    }
    let present = Set(graph.nodes.map(\.kind))
    for kind in EntityKind.allCases where present.contains(kind) {
      let look = comparison == nil ? NodeLook(kind: kind) : .plain
      entries.append(Entry(text: words.kind(kind), look: look, sign: kind.sign))
    }
    return entries
  }

  /// An HTML-like label.
  var dot: String {
    var rows: [String] = []
    if let title { rows.append(row("<B>\(DotText.html(title))</B>", size: fontSize * 1.5)) }
    if !entries.isEmpty {
      let cells = entries.map(cell).joined()
      rows.append(
        "<TR><TD ALIGN=\"LEFT\"><TABLE BORDER=\"0\" CELLSPACING=\"5\" CELLPADDING=\"3\"><TR>\(cells)</TR></TABLE>"
          + "</TD></TR>")
    }
    for line in lines {
      rows.append(row("<FONT COLOR=\"#666666\">\(DotText.html(line))</FONT>", size: fontSize * 0.9))
    }
    return "<<TABLE BORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">\(rows.joined())</TABLE>>"
  }

  private func row(_ html: String, size: Double) -> String {
    "<TR><TD ALIGN=\"LEFT\">\(sized(html, size))</TD></TR>"
  }

  private func cell(_ entry: Entry) -> String {
    let text = DotText.html(entry.sign.isEmpty ? entry.text : "\(entry.sign) \(entry.text)")
    let look = entry.look
    return "<TD BORDER=\"1\" STYLE=\"ROUNDED\" COLOR=\"\(look.border)\" BGCOLOR=\"\(look.fill)\">"
      + sized("<FONT COLOR=\"\(NodeLook.text)\">\(text)</FONT>", fontSize) + "</TD>"
  }

  private func sized(_ html: String, _ size: Double) -> String {
    "<FONT POINT-SIZE=\"\(Int(size.rounded()))\">\(html)</FONT>"
  }
}

extension NodeLook {
  /// A legend's entry where the colour means something else.
  fileprivate static let plain = NodeLook(
    fill: "#FFFFFF", border: "#AAAAAA", shape: "box", yEdShape: "rectangle")
}

extension EntityKind {
  fileprivate var sign: String {
    switch self {
    case .person: "●"
    case .organization: "■"
    case .product: "▢"
    case .concept: "⬢"
    case .work: "▤"
    case .place: "⌂"
    case .event: "▱"
    }
  }
}
