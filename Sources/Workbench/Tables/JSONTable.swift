import Foundation

/// A table as a JSON array of objects, keys in the columns' order.
enum JSONTable {
  static func render(_ table: Table) -> String {
    guard !table.rows.isEmpty else { return "[]\n" }
    let keys = table.columns.map(JSONText.string)
    let rows = table.rows.map { row in
      "  {" + zip(keys, row).map { "\($0): \(value($1))" }.joined(separator: ", ") + "}"
    }
    return "[\n" + rows.joined(separator: ",\n") + "\n]\n"
  }

  private static func value(_ cell: Table.Cell) -> String {
    switch cell {
    case .text(let text): JSONText.string(text)
    case .integer(let number): String(number)
    case .real(let number): number.isFinite ? String(number) : "null"
    }
  }
}

/// JSON's own spelling of strings (RFC 8259).
enum JSONText {
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
