import KnowledgeGraph

/// Families of products that differ by a number (GPT-3, GPT-4), and the lists in which only the first member says
/// the family's name: "GPT-2，3，4", "GPT 1, 2, 3".
struct NumberedNames: Sendable {
  /// A member as found in a text.
  struct Member: Equatable {
    /// The folded name: `gpt4`.
    let key: [UInt8]
    /// The name as the family writes its members: `GPT-4`.
    let name: String
    let number: Int
    /// In the folded text; of a later member of a list, the number alone.
    let range: Range<Int>
    /// Whether it inherits the family's name from a member before it.
    let isInherited: Bool
  }

  /// How a family writes its members: what stands before the number.
  private let prefixes: [String]
  private let automaton: NameAutomaton
  private let keys: [[UInt8]]

  private static let highestNumber = 30
  private static let connectors: [[UInt8]] =
    [",", "，", "、", ",and", "and", ",or", "or", "和", "与", "及", "或", "到", "至", "to", "through", "/", "&"].map {
      Array($0.utf8)
    }.sorted { $0.count > $1.count }

  /// Families with two members or more among a table's products.
  init(_ table: NameTable, catalog: Catalog) {
    var prefixByStem: [[UInt8]: (prefix: String, numbers: Set<String>)] = [:]
    for entity in catalog.entities where entity.kind == .product {
      for name in entity.names {
        guard let (prefix, number) = Self.divide(name.text) else { continue }
        let stem = FoldedText(Array(prefix.utf8), folding: table.folding).bytes
        guard stem.count > 2, stem.allSatisfy({ (0x61...0x7A).contains($0) }) else { continue }
        prefixByStem[stem, default: (prefix, [])].numbers.insert(number)
      }
    }
    let stems = prefixByStem.filter { $0.value.numbers.count > 1 }.sorted {
      $0.key.lexicographicallyPrecedes($1.key)
    }
    keys = stems.map(\.key)
    prefixes = stems.map(\.value.prefix)
    automaton = NameAutomaton(keys)
  }

  private static func divide(_ name: String) -> (prefix: String, number: String)? {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard (1...2).contains(digits), digits < name.count else { return nil }
    let prefix = String(name.dropLast(digits))
    return prefix.hasSuffix(".") ? nil : (prefix, String(name.suffix(digits)))
  }

  /// Every numbered member that a text names, in text order.
  func members(in text: FoldedText) -> [Member] {
    var found: [Member] = []
    automaton.forEachMatch(in: text.bytes) { match in
      guard text.isBoundary(match.range.lowerBound),
        let number = Self.number(in: text, at: match.range.upperBound)
      else { return }
      let first = match.range.lowerBound..<number.range.upperBound
      guard found.last.map({ $0.range.upperBound <= first.lowerBound }) ?? true else { return }
      found.append(member(match.name, number.value, first, isInherited: false))
      var end = number.range.upperBound
      while let next = Self.connected(in: text, after: end) {
        found.append(member(match.name, next.value, next.range, isInherited: true))
        end = next.range.upperBound
      }
    }
    return found
  }

  private func member(_ stem: Int, _ number: Int, _ range: Range<Int>, isInherited: Bool) -> Member {
    Member(
      key: keys[stem] + Array(String(number).utf8), name: prefixes[stem] + String(number), number: number,
      range: range, isInherited: isInherited)
  }

  private static func connected(in text: FoldedText, after end: Int) -> (value: Int, range: Range<Int>)? {
    for connector in connectors where text.bytes[end...].starts(with: connector) {
      return number(in: text, at: end + connector.count)
    }
    return nil
  }

  private static func number(in text: FoldedText, at start: Int) -> (value: Int, range: Range<Int>)? {
    var end = start
    while end < text.count, text.isDigit(end), end == start || !text.marks[end].contains(.afterSeparator) {
      end += 1
    }
    guard (1...2).contains(end - start), text.isBoundary(end), !isCounted(text, at: end),
      let value = Int(String(decoding: text.bytes[start..<end], as: UTF8.self)), value <= highestNumber
    else { return nil }
    return (value, start..<end)
  }

  /// Whether a unit follows, so that the number counts something: `3、4年`, "2 percent".
  private static func isCounted(_ text: FoldedText, at end: Int) -> Bool {
    let rest = text.bytes[end...]
    return units.contains { rest.starts(with: $0) }
  }

  private static let units: [[UInt8]] =
    [
      "年", "月", "日", "亿", "万", "个", "倍", "岁", "%", "x", "years", "percent", "times", "月份", "million",
      "billion",
    ]
    .map { Array($0.utf8) }
}
