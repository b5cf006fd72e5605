/// A table for people: columns aligned, numbers to the right, Chinese counted two cells wide.
enum AlignedTable {
  static func render(_ table: Table) -> String {
    let cells = table.rows.map { $0.map { String($0.description.map { $0.isNewline ? " " : $0 }) } }
    let widths = table.columns.indices.map { column in
      ([table.columns[column]] + cells.map { $0[column] }).map(\.displayWidth).max() ?? 0
    }
    let isNumeric = table.columns.indices.map { column in
      !table.rows.isEmpty && table.rows.allSatisfy { $0[column].isNumber }
    }
    func line(_ row: [String]) -> String {
      let padded = row.indices.map { column -> String in
        let space = String(repeating: " ", count: widths[column] - row[column].displayWidth)
        if isNumeric[column] { return space + row[column] }
        return column == row.count - 1 ? row[column] : row[column] + space
      }
      return padded.joined(separator: "  ") + "\n"
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return line(table.columns) + line(rule) + cells.map(line).joined()
  }
}

extension String {
  /// How many cells of a terminal the text takes.
  var displayWidth: Int {
    unicodeScalars.reduce(0) { $0 + $1.displayWidth }
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
