import KnowledgeGraph

/// The language of the names and words that a picture shows.
public enum LabelLanguage: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"
}

extension EntityGraph.Node {
  /// The first name in the language, told by its script, else the default label.
  ///
  /// A node's names carry no language tag; a name with a Han character in it is taken as Chinese.
  func label(in language: LabelLanguage?) -> String {
    guard let language else { return label }
    let wantsHan = language == .chinese
    guard label.containsHan != wantsHan else { return label }
    return names.first { $0.containsHan == wantsHan } ?? label
  }
}

extension String {
  /// Whether a character of the main Han blocks is in it.
  var containsHan: Bool { unicodeScalars.contains(where: \.isHan) }
}

extension Unicode.Scalar {
  var isHan: Bool {
    switch value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }
}
