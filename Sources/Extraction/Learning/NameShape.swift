/// What a name's letters tell by themselves.
enum NameShape {
  /// The words of a name, as divided by spaces.
  static func words(_ name: String) -> [Substring] { name.split { $0 == " " || $0 == "\u{A0}" } }

  /// Whether every word begins with a capital and has small letters: `Brad Gerstner`.
  static func isCapitalised(_ name: String) -> Bool {
    let words = words(name)
    return !words.isEmpty
      && words.allSatisfy { word in
        guard let first = word.first, first.isUppercase else { return false }
        return word.count == 1 || word.dropFirst().contains { $0.isLowercase || $0 == "." }
      }
  }

  /// Whether a name may be a person's: two to four capitalised words, or Chinese of two to four characters or with
  /// dots between its parts.
  static func mayBePerson(_ name: String) -> Bool {
    if UTF8Decoding.language(of: name) == "zh" {
      if name.contains(where: isNameDot) { return name.count <= 20 }
      return (2...4).contains(name.count) && name.unicodeScalars.allSatisfy { UTF8Decoding.isHan($0.value) }
    }
    return isCapitalised(name) && words(name).count <= 4 && !name.contains { $0.isNumber }
  }

  /// The dot between the parts of a transliterated name.
  static func isNameDot(_ character: Character) -> Bool { "·・•‧．".contains(character) }

  /// The parts of a person's name by which the person may be called: given name and surname.
  ///
  /// Initials, and what follows a surname (`Jr.`), are no parts; a name of one word has none.
  static func parts(ofPerson name: String) -> [String] {
    if UTF8Decoding.language(of: name) == "zh" {
      let parts = name.split(whereSeparator: isNameDot).map(String.init)
      return parts.count > 1 ? parts.filter { $0.count > 1 } : []
    }
    let words = words(name).filter { !["Jr.", "Jr", "Sr.", "II", "III", "Dr.", "Prof."].contains($0) }
    guard words.count > 1, let first = words.first, let last = words.last else { return [] }
    return [first, last].filter { $0.count > 2 || ($0.count == 2 && !$0.hasSuffix(".")) }.map(String.init)
  }

  /// A concept's label in the singular: `legacy code bases` becomes `legacy code base`.
  static func singular(_ name: String) -> String {
    guard UTF8Decoding.language(of: name) == "en", name.hasSuffix("s"), !name.hasSuffix("ss"),
      let word = words(name).last, word.count > 3, word == word.lowercased(), !word.hasSuffix("us"),
      !word.hasSuffix("is"), !word.hasSuffix("ics")
    else { return name }
    if word.hasSuffix("ies"), word.count > 4 { return name.dropLast(3) + "y" }
    if ["ches", "shes", "xes", "sses"].contains(where: word.hasSuffix) { return String(name.dropLast(2)) }
    return String(name.dropLast())
  }
}
