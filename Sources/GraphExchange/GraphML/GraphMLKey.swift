import KnowledgeGraph

/// A field of our GraphML files: what `<key>` declares and `<data>` refers to.
///
/// Types are only those that every reader takes: `string`, `int`, `double`, `boolean`. Names are unique within nodes
/// and within edges. `label`, `size`, `color` and `weight` are names that Gephi shows as what they say.
enum GraphMLKey: String, CaseIterable {
  case nodeLabel = "n_label"
  case nodeKind = "n_kind"
  case nodeNames = "n_names"
  case nodeMentions = "n_mentions"
  case nodeTalks = "n_talks"
  case nodeSize = "n_size"
  case nodeColor = "n_color"
  case nodeStatus = "n_status"
  case edgeLabel = "e_label"
  case edgeInteraction = "e_interaction"
  case edgeWeight = "e_weight"
  case edgeSymmetric = "e_symmetric"
  case edgeTalks = "e_talks"
  case edgeQuote = "e_quote"
  case edgeStatus = "e_status"

  /// What the field belongs to.
  var domain: String { rawValue.hasPrefix("n_") ? "node" : "edge" }

  /// What readers call the field.
  var name: String { String(rawValue.dropFirst(2)) }

  var type: String {
    switch self {
    case .nodeMentions: "int"
    case .nodeSize, .edgeWeight: "double"
    case .edgeSymmetric: "boolean"
    default: "string"
    }
  }

  /// Written only where two graphs are compared.
  var isForComparisons: Bool { self == .nodeStatus || self == .edgeStatus }
}

extension GraphMLKey {
  /// The kind of the nodes that stand for literal values.
  static let valueKind = "value"
}
