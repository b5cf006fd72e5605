/// Names side by side, in columns as wide as the widest.
struct ColumnList {
  /// Lines, each with its end.
  let text: String

  /// Lays names out, column by column.
  init(_ names: [String], width: Int) {
    let widest = (names.map(\.displayWidth).max() ?? 0) + 2
    let columns = max(1, width / widest)
    let rows = (names.count + columns - 1) / columns
    text = (0..<rows).map { row in
      stride(from: row, to: names.count, by: rows).map { index in
        let isLast = index + rows >= names.count
        return names[index]
          + (isLast ? "" : String(repeating: " ", count: widest - names[index].displayWidth))
      }.joined() + "\n"
    }.joined()
  }
}
