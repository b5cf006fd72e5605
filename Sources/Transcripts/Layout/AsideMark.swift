/// A word on a line of its own that begins an editor's aside: `Idea`, `译注`.
enum AsideMark {
  static func isMark(_ line: Range<Int>, of bytes: [UInt8]) -> Bool {
    guard line.count <= 24 else { return false }
    var word = bytes.string(line)
    while let last = word.last, last == ":" || last == "：" || last.isWhitespace { word.removeLast() }
    return words.contains(word.lowercased())
  }

  private static let words: Set<String> = [
    "idea", "ideas", "note", "editor's note", "my note", "comment", "annotation", "想法", "笔记", "批注", "译注",
    "译者注", "编者按",
    "编者注", "编注", "注", "点评",
  ]
}
