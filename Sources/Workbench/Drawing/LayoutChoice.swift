import GraphExchange

/// The best of several layouts of one graph.
///
/// Layouts by springs end differently from different beginnings: of the same thirty nodes some are twice as high as
/// wide, some the other way, some with half the crossings. Trying a dozen costs less than half a second; of more
/// nodes fewer are tried. The choice depends on nothing but the graph, so the same graph gives the same picture.
struct LayoutChoice {
  /// What Graphviz has to be told for the best layout.
  let attributes: [String]

  /// Larger graphs take too long to be laid out a dozen times.
  static let nodeLimit = 80

  private static func beginnings(nodeCount: Int) -> ClosedRange<Int> { 1...(nodeCount > 40 ? 6 : 12) }

  init(_ program: GraphvizProgram, _ dot: [UInt8], nodeCount: Int) throws(GraphvizFailed) {
    guard program.engine != .dot else {
      attributes = []
      return
    }
    var best: (cost: Double, beginning: Int)?
    for beginning in Self.beginnings(nodeCount: nodeCount) {
      let plain = try program.picture(
        of: dot, format: "plain", attributes: ["start=\(beginning)", "splines=line"])
      let cost = PlainLayout(String(decoding: plain, as: UTF8.self)).cost
      if best.map({ cost < $0.cost }) ?? true { best = (cost, beginning) }
    }
    attributes = best.map { ["start=\($0.beginning)"] } ?? []
  }
}
