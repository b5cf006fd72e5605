/// One tag of HTML where it stands.
///
/// Only names that HTML has: `List<Int>` in a talk about programming is text.
struct HTMLTag {
  let name: String
  let isClosing: Bool
  /// How many bytes write it, its angle brackets included.
  let length: Int

  /// - Complexity: O(*n*) up to the next angle bracket.
  init?(in bytes: [UInt8], at offset: Int, before limit: Int) {
    guard bytes[offset] == UInt8(ascii: "<") else { return nil }
    var index = offset + 1
    let closing = index < limit && bytes[index] == UInt8(ascii: "/")
    if closing { index += 1 }
    let nameStart = index
    while index < limit, index - nameStart < 12, Self.isNameByte(bytes[index]) { index += 1 }
    guard index > nameStart, index < limit else { return nil }
    let written = String(decoding: bytes[nameStart..<index], as: UTF8.self).lowercased()
    guard Self.names.contains(written) else { return nil }
    guard bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: ">") || bytes[index] == UInt8(ascii: "/")
    else {
      return nil
    }
    while index < limit, bytes[index] != UInt8(ascii: ">") {
      if bytes[index] == UInt8(ascii: "<") { return nil }
      index += 1
    }
    guard index < limit else { return nil }
    name = written
    isClosing = closing
    length = index + 1 - offset
  }

  /// Whether what follows stands on a line of its own.
  var breaksLine: Bool { Self.blocks.contains(name) || name == "br" || name == "hr" }

  /// Whether what it holds is a paragraph.
  var isBlock: Bool { Self.blocks.contains(name) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A || byte >= 0x30 && byte <= 0x39
  }

  private static let blocks: Set<String> = [
    "p", "div", "section", "article", "blockquote", "ul", "ol", "li", "table", "tbody", "tr", "td", "th",
    "h1",
    "h2", "h3", "h4", "h5", "h6", "details", "summary", "figure", "figcaption", "pre",
  ]

  private static let names: Set<String> = blocks.union([
    "a", "abbr", "b", "br", "center", "cite", "code", "del", "em", "font", "hr", "i", "iframe", "img", "ins",
    "kbd", "mark", "q", "rt", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "u", "video",
    "audio",
    "source",
  ])
}
