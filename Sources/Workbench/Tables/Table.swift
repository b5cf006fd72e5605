/// Rows with named columns, ready to be shown in any format.
public struct Table: Sendable, Equatable {
  /// A value in a row.
  public enum Cell: Sendable, Equatable {
    case text(String)
    case integer(Int64)
    case real(Double)
  }

  public var columns: [String]
  /// Each as long as ``columns``.
  public var rows: [[Cell]]

  public init(columns: [String], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }
}

extension Table.Cell {
  /// As plain text.
  public var description: String {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .real(let number): String(number)
    }
  }

  var isNumber: Bool {
    if case .text = self { false } else { true }
  }
}

/// The forms a table can be shown in.
public enum TableFormat: String, Sendable, CaseIterable {
  case table
  case tsv
  case csv
  case json
  case markdown

  /// Words a table in this form, a line break after each row.
  public func render(_ table: Table) -> String {
    switch self {
    case .table: AlignedTable.render(table)
    case .tsv: delimited(table, by: "\t") { $0.tabSeparatedField }
    case .csv: delimited(table, by: ",") { $0.commaSeparatedField }
    case .json: JSONTable.render(table)
    case .markdown: markdown(table)
    }
  }

  private func delimited(_ table: Table, by delimiter: String, field: (String) -> String) -> String {
    ([table.columns] + table.rows.map { $0.map(\.description) })
      .map { $0.map(field).joined(separator: delimiter) + "\n" }.joined()
  }

  private func markdown(_ table: Table) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let isNumeric = table.columns.indices.map { column in
      !table.rows.isEmpty && table.rows.allSatisfy { $0[column].isNumber }
    }
    return line(table.columns) + line(isNumeric.map { $0 ? "---:" : "---" })
      + table.rows.map { line($0.map(\.description.markdownCell)) }.joined()
  }
}

extension String {
  /// Tabs and line breaks would end the field: they become spaces.
  fileprivate var tabSeparatedField: String {
    String(map { $0 == "\t" || $0.isNewline ? " " : $0 })
  }

  /// Quoted as in RFC 4180 where it must be.
  fileprivate var commaSeparatedField: String {
    guard contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return self }
    return "\"" + replacing("\"", with: "\"\"") + "\""
  }

  fileprivate var markdownCell: String {
    String(map { $0.isNewline ? " " : $0 }).replacing("|", with: "\\|")
  }
}
