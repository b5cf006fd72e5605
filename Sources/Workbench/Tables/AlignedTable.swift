/// A table for people: columns aligned, numbers to the right, Chinese counted two cells wide.
enum AlignedTable {
  static func render(_ table: Table) -> String {
    var layout = TableLayout(columns: table.columns)
    layout.measure(table.rows)
    return layout.heading + layout.lines(table.rows)
  }
}

/// How wide each column of a table is, found from rows that need not all be at hand at once.
struct TableLayout {
  private let columns: [String]
  private var widths: [Int]
  private var isNumeric: [Bool]
  private var hasRows = false

  init(columns: [String]) {
    self.columns = columns
    widths = columns.map(\.displayWidth)
    isNumeric = columns.map { _ in true }
  }

  /// Makes room for rows.
  mutating func measure(_ rows: [[Table.Cell]]) {
    for row in rows {
      hasRows = true
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], cell.oneLine.displayWidth)
        if !cell.isNumber { isNumeric[column] = false }
      }
    }
  }

  /// The columns' names and the rule below them.
  var heading: String { line(columns) + line(widths.map { String(repeating: "-", count: $0) }) }

  /// Rows that were measured.
  func lines(_ rows: [[Table.Cell]]) -> String {
    rows.map { line($0.map(\.oneLine)) }.joined()
  }

  private func line(_ row: [String]) -> String {
    let padded = row.indices.map { column -> String in
      let space = String(repeating: " ", count: widths[column] - row[column].displayWidth)
      if hasRows && isNumeric[column] { return space + row[column] }
      return column == row.count - 1 ? row[column] : row[column] + space
    }
    return padded.joined(separator: "  ") + "\n"
  }
}

extension Table.Cell {
  fileprivate var oneLine: String {
    description.contains(where: \.isNewline)
      ? String(description.map { $0.isNewline ? " " : $0 }) : description
  }
}

extension String {
  /// How many cells of a terminal the text takes.
  public var displayWidth: Int {
    // Printable ASCII is a cell a byte, and most text is; scalars' properties are slow to look up.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return utf8.count }
    return unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension Unicode.Scalar {
  /// After Unicode's East Asian Width (UAX #11): wide and full-width scalars take two cells, marks none.
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
      return 2
    default:
      return 1
    }
  }
}
