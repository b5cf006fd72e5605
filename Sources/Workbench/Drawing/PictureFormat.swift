/// What a picture of a graph can be written as.
public enum PictureFormat: String, Sendable, CaseIterable {
  case dot
  case svg
  case png
  case pdf
  /// One page with the SVG in it.
  case html

  /// The format that a file's name asks for by its ending; the case does not matter.
  public init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last ?? ""
    guard let format = PictureFormat(rawValue: ending.lowercased()) else { return nil }
    self = format
  }

  /// What Graphviz is asked for; nil where it is not needed.
  var graphvizFormat: String? {
    switch self {
    case .dot: nil
    case .svg, .html: "svg"
    case .png: "png:cairo"
    case .pdf: "pdf"
    }
  }
}
