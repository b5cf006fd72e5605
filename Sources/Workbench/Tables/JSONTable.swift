import GraphExchange

/// A table as a JSON array of objects, keys in the columns' order.
enum JSONTable {
  static func render(_ table: Table) -> String {
    guard !table.rows.isEmpty else { return "[]\n" }
    let keys = table.columns.map(JSONText.quoted)
    let rows = table.rows.map { row in
      "  {" + zip(keys, row).map { "\($0): \(value($1))" }.joined(separator: ", ") + "}"
    }
    return "[\n" + rows.joined(separator: ",\n") + "\n]\n"
  }

  private static func value(_ cell: Table.Cell) -> String {
    switch cell {
    case .text(let text): JSONText.quoted(text)
    case .integer(let number): String(number)
    case .real(let number): JSONText.number(number)
    }
  }
}
