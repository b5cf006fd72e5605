/// A form explanations are shown in.
public enum ExplanationFormat: String, Sendable, CaseIterable {
  /// Indented lines.
  case text
  case json
  /// A picture in Graphviz's language.
  case dot
}
