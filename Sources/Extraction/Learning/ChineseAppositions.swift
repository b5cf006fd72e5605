import KnowledgeGraph

/// Names of strangers in Chinese sentences: Y 的创始人 X, 来自 Y 的 X, 一家叫 Y 的公司, Y 由 X 创立.
///
/// Latin names count as they stand. Chinese names are taken in quotes or, of persons, where punctuation ends them and
/// a dot or a surname tells them.
struct ChineseAppositions {
  private let text: [Character]
  private var claims: [AppositionLessons.Claim] = []

  static func claims(in sentence: String) -> [AppositionLessons.Claim] {
    var reading = ChineseAppositions(text: Array(sentence))
    reading.read()
    return reading.claims
  }

  private init(text: [Character]) { self.text = text }

  private static let roles = [
    "首席执行官", "首席技术官", "首席科学家", "联合创始人", "共同创始人", "创始人", "创办人", "总裁", "董事长", "研究员", "教授", "工程师", "CEO", "CTO",
  ].map(Array.init)
  private static let products = ["产品", "机器人", "模型", "软件", "应用", "平台", "芯片", "工具"].map(Array.init)
  private static let naming = ["叫做", "叫作", "名为", "名叫", "叫"].map(Array.init)
  private static let surnames = Set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤")

  private mutating func read() {
    for index in text.indices {
      readRole(at: index)
      readNaming(at: index)
      readFounding(at: index)
    }
  }

  private mutating func claim(_ name: String?, _ kind: EntityKind, rank: Int) {
    guard let name, !AppositionCues.neverNames.contains(name.lowercased()) else { return }
    claims.append(AppositionLessons.Claim(name: name, kind: kind, rank: rank))
  }
}

// MARK: Patterns

extension ChineseAppositions {
  /// `Y 的联合创始人兼首席执行官 X`, `X 是 Y 的教授`.
  private mutating func readRole(at index: Int) {
    guard let role = Self.roles.first(where: { holds($0, at: index) }),
      !["兼", "合", "同", "席"].contains(index > 0 ? text[index - 1] : " ")
    else { return }
    var end = index + role.count
    while end < text.count, ["兼", "和", "、"].contains(text[end]),
      let next = Self.roles.first(where: { holds($0, at: end + 1) })
    {
      end += 1 + next.count
    }
    let edge = skipSpaces(back: index)
    let hasOf = edge > 0 && text[edge - 1] == "的"
    let person = person(from: end)
    guard hasOf || person != nil else { return }
    claim(person, .person, rank: 1)
    guard let body = name(upTo: hasOf ? skipSpaces(back: index) - 1 : index) else { return }
    claim(body.name, .organization, rank: 1)
    let before = skipSpaces(back: body.start)
    if before > 1, ["是", "，", ","].contains(text[before - 1]) {
      claim(name(upTo: before - 1).map(\.name).flatMap(Self.personName), .person, rank: 1)
    }
  }

  /// `来自 Y 的 X`, `嘉宾是 X`, `一家叫 Y 的公司`, `产品叫 Z`, `在 Y 工作`.
  private mutating func readNaming(at index: Int) {
    if holds(Array("来自"), at: index), let body = name(from: index + 2), holds("的", at: body.end) {
      claim(body.name, .organization, rank: 1)
      claim(person(from: skipSpaces(from: body.end) + 1), .person, rank: 1)
    }
    if holds(Array("嘉宾是"), at: index) {
      if name(from: index + 3).map({ holds("的", at: $0.end) }) != true {
        claim(person(from: index + 3), .person, rank: 0)
      }
      if let body = name(from: index + 3), holds("的", at: body.end),
        person(from: skipSpaces(from: body.end) + 1) != nil
      {
        claim(body.name, .organization, rank: 1)
        claim(person(from: skipSpaces(from: body.end) + 1), .person, rank: 0)
      }
    }
    if text[index] == "在", let body = name(from: index + 1),
      ["工作", "任职", "上班", "实习"].contains(where: { holds($0, at: skipSpaces(from: body.end)) })
    {
      claim(body.name, .organization, rank: 1)
    }
    guard let verb = Self.naming.first(where: { holds($0, at: index) }),
      let named = name(from: index + verb.count)
    else { return }
    let rest = skipSpaces(from: named.end) + (holds("的", at: named.end) ? 1 : 0)
    let before = Array(text[max(0, index - 4)..<index])
    if ends(before, with: "一家") || ends(before, with: "公司") || holds("公司", at: rest) {
      claim(named.name, .organization, rank: 0)
    } else if Self.products.contains(where: { ends(before, with: String($0)) || holds($0, at: rest) })
      || ends(before, with: "一款")
    {
      claim(named.name, .product, rank: 0)
    }
  }

  /// `创立了 Y`, `Y 由 X 创立`, `Y 公司`.
  private mutating func readFounding(at index: Int) {
    if holds("创立", at: index) || holds("创办", at: index) {
      claim(name(from: index + (holds("了", at: index + 2) ? 3 : 2))?.name, .organization, rank: 1)
    }
    if text[index] == "由", text[index...].prefix(16).split(separator: "创").count > 1,
      let body = name(upTo: index),
      text[index...].prefix(17).contains("立") || text[index...].prefix(17).contains("办")
    {
      claim(body.name, .organization, rank: 1)
    }
    if holds("公司", at: index) { claim(name(upTo: index)?.name, .organization, rank: 2) }
  }
}

// MARK: Names

extension ChineseAppositions {
  private func holds(_ word: String, at index: Int) -> Bool { holds(Array(word), at: index) }

  private func holds(_ word: [Character], at index: Int) -> Bool {
    let start = word == ["的"] ? skipSpaces(from: index) : index
    return start >= 0 && start + word.count <= text.count
      && text[start..<start + word.count].elementsEqual(word)
  }

  private func ends(_ before: [Character], with word: String) -> Bool {
    String(before).trimmed.hasSuffix(word)
  }

  private func skipSpaces(from index: Int) -> Int {
    var index = index
    while index < text.count, text[index] == " " { index += 1 }
    return index
  }

  private func skipSpaces(back index: Int) -> Int {
    var index = index
    while index > 0, text[index - 1] == " " { index -= 1 }
    return index
  }

  private static func isLatin(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber) || character == "-" || character == "&"
  }

  /// A quoted or capitalised Latin name that begins at a place.
  private func name(from index: Int) -> (name: String, end: Int)? {
    let start = skipSpaces(from: index)
    guard start < text.count else { return nil }
    if "「『“\"".contains(text[start]) {
      guard let end = text[(start + 1)...].firstIndex(where: { "」』”\"，。".contains($0) }),
        (2...20).contains(end - start - 1), !"，。".contains(text[end])
      else { return nil }
      return (String(text[start + 1..<end]), end + 1)
    }
    var end = start
    while end < text.count,
      Self.isLatin(text[end])
        || (text[end] == " " && end + 1 < text.count && text[end + 1].isUppercase && text[end + 1].isASCII)
    {
      end += 1
    }
    return Self.capitalised(text[start..<end]).map { ($0, end) }
  }

  /// A quoted or capitalised Latin name that ends before a place.
  private func name(upTo index: Int) -> (name: String, start: Int)? {
    let end = skipSpaces(back: index)
    guard end > 0 else { return nil }
    if "」』”\"".contains(text[end - 1]) {
      guard let start = text[..<(end - 1)].lastIndex(where: { "「『“\"，。".contains($0) }),
        (2...20).contains(end - start - 2), !"，。".contains(text[start])
      else { return nil }
      return (String(text[start + 1..<end - 1]), start)
    }
    var start = end
    while start > 0,
      Self.isLatin(text[start - 1]) || (text[start - 1] == " " && start > 1 && Self.isLatin(text[start - 2]))
    {
      start -= 1
    }
    return Self.capitalised(text[start..<end]).map { ($0, start) }
  }

  private static func capitalised(_ slice: ArraySlice<Character>) -> String? {
    let words = slice.split(separator: " ")
    guard (1...4).contains(words.count), words.allSatisfy({ $0.first?.isUppercase == true }),
      slice.count > 1, !words.contains(where: { AppositionCues.isRole(String($0).lowercased()) })
    else { return nil }
    return String(slice)
  }

  private static func personName(_ name: String) -> String? {
    let words = NameShape.words(name)
    return (2...3).contains(words.count) && NameShape.isCapitalised(name) ? name : nil
  }

  /// A Latin name of two words or more, or a Chinese one that punctuation ends.
  private func person(from index: Int) -> String? {
    let start = skipSpaces(from: index)
    if let latin = name(from: start), let person = Self.personName(latin.name) { return person }
    var end = start
    while end < text.count, text[end].isLetter && !text[end].isASCII || NameShape.isNameDot(text[end]) {
      end += 1
    }
    guard end == text.count || "，。、！？；,.!?".contains(text[end]) else { return nil }
    let name = Array(text[start..<end])
    if name.contains(where: NameShape.isNameDot) { return (4...14).contains(name.count) ? String(name) : nil }
    guard (2...3).contains(name.count), let first = name.first, Self.surnames.contains(first) else {
      return nil
    }
    return String(name)
  }
}
