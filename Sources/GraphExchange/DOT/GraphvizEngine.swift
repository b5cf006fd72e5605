/// The layout programs of Graphviz that make sense for our graphs.
public enum GraphvizEngine: String, Sendable, CaseIterable {
  /// Layers from left to right: for trees and small directed graphs.
  case dot
  /// Springs, exact: for up to some dozens of nodes.
  case neato
  /// Springs, exact, with clusters.
  case fdp
  /// Springs on several scales: for hundreds and thousands of nodes.
  case sfdp

  /// The engine whose pictures read best at a size.
  public static func suited(nodes: Int) -> GraphvizEngine { nodes <= 60 ? .neato : .sfdp }

  /// Attributes of the graph that this engine needs to lay out labelled nodes without overlaps.
  ///
  /// An edge's label stands beside its middle, below the nodes: `sep` keeps two nodes so far apart that it can be read
  /// between them. Of 152 labels in five pictures of 70 to 125 nodes, 53 were hidden with 18 points and 8 are with 30 to
  /// the sides; of 146 in 23 smaller ones, 45 and 4.
  func attributes(nodes: Int) -> KeyValuePairs<String, String> {
    switch self {
    case .dot:
      ["rankdir": "LR", "ranksep": "0.9", "nodesep": "0.25", "splines": "true"]
    case .neato, .fdp:
      ["overlap": "prism", "overlap_scaling": "-2.5", "sep": "+16", "splines": "true", "start": "1"]
    case .sfdp:
      [
        "overlap": "prism", "sep": nodes > 150 ? "+8" : "+30,18",
        "splines": nodes > 150 ? "line" : "true", "start": "1",
        "repulsiveforce": "1.6",
      ]
    }
  }
}
