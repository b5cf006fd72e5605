import GraphExchange
import KnowledgeGraph

/// The forms a comparison can be shown in.
public enum DiffFormat: String, Sendable, CaseIterable {
  case text
  case json
  case dot
  case graphml
  /// Triples to delete and to add.
  case patch
}

/// Two graphs, or two collections of one, held against each other.
public struct CollectionComparison: Sendable {
  private let difference: GraphDiff
  private let before: OpenGraph
  private let after: OpenGraph
  private let language: LabelLanguage

  /// Compares two graphs.
  ///
  /// - Throws: what reading them throws.
  public init(before: OpenGraph, after: OpenGraph, language: LabelLanguage = .english) throws {
    difference = GraphDiff(
      from: try CollectionComparison.side(before), to: try CollectionComparison.side(after))
    self.before = before
    self.after = after
    self.language = language
  }

  /// Whether nothing differs.
  public var isEmpty: Bool { difference.isEmpty }

  /// The comparison in a form.
  ///
  /// - Parameters:
  ///   - format: text for people, JSON for programs, DOT and GraphML for pictures, a patch for what
  ///     must become the same.
  ///   - showsAll: whether text lists everything, and a picture shows all of it.
  /// - Returns: UTF-8.
  /// - Throws: what the format's writer throws.
  public func render(as format: DiffFormat, showsAll: Bool) throws -> [UInt8] {
    switch format {
    case .patch: return Array(try GraphPatch(from: before.graph, to: after.graph).text.utf8)
    case .text: return Array(difference.text(limit: showsAll ? nil : 20).utf8)
    case .json: return Array(try difference.json().utf8)
    case .dot:
      var exporter = DotExporter()
      exporter.labelLanguage = language
      let picture = picture(showsAll: showsAll)
      exporter.comparison = GraphComparison(
        picture, firstName: difference.a.name, secondName: difference.b.name)
      return try exporter.bytes(of: picture.union)
    case .graphml:
      let picture = difference.picture
      var exporter = GraphMLExporter(labelLanguage: language)
      exporter.comparison = GraphComparison(
        picture, firstName: difference.a.name, secondName: difference.b.name)
      return try exporter.bytes(of: picture.union)
    }
  }

  /// A picture of more than some eighty entities is a picture of nothing.
  private func picture(showsAll: Bool) -> DiffPicture {
    guard !showsAll else { return difference.picture }
    var selection = EntityGraph.Selection()
    selection.top = 80
    selection.keepsUnconnected = false
    return difference.picture.selected(selection)
  }

  private static func side(_ graph: OpenGraph) throws -> GraphDiff.Side {
    GraphDiff.Side(name: graph.collection ?? graph.reference, contents: try graph.contents())
  }
}
