/// What a label's name looks like, before anything is known of the page.
enum LabelShape {
  /// `Speaker 3`, `主持人`, `Q`.
  case role
  /// Two words or more, or a Chinese name by its family name or its middle dot.
  case fullName
  /// One word that may be a name: `Tang`, `观众席`.
  case word
  /// No name.
  case none

  init(_ key: String) {
    if Self.isRole(key) {
      self = .role
    } else if key.count > 48 || LabelWords.nobody.contains(key.lowercased()) {
      self = .none
    } else if key.unicodeScalars.contains(where: { TextScalar($0).isHan }) {
      self = Self.ofHan(key)
    } else {
      self = Self.ofLatin(key)
    }
  }

  /// Whether a name may hold a character at all.
  static func mayHold(_ scalar: TextScalar) -> Bool {
    if scalar.isAlphabetic || scalar.isHan || scalar.isDigit || scalar.isBlank || scalar.value == 0x0A {
      return true
    }
    switch scalar.value {
    // . ' ’ - _ & , / # · • ・ —
    case 0x2E, 0x27, 0x2019, 0x2D, 0x5F, 0x26, 0x2C, 0x2F, 0x23, 0xB7, 0x2022, 0x30FB, 0x2013, 0x2014:
      return true
    case 0x3040...0x30FF, 0xAC00...0xD7A3: return true
    default: return false
    }
  }

  /// A role, alone or with a number or letter: `Speaker 3`, `SPEAKER_01`, `嘉宾2`, `Guest A`.
  private static func isRole(_ key: String) -> Bool {
    let lower = key.lowercased()
    if LabelWords.roles.contains(lower) { return true }
    var stem = Substring(lower)
    while let last = stem.last, last.isASCII, last.isNumber { stem = stem.dropLast() }
    if stem.count == lower.count, let last = stem.last, last.isASCII, last.isLetter,
      stem.dropLast().last == " "
    {
      stem = stem.dropLast()
    }
    while let last = stem.last, last == " " || last == "_" || last == "#" || last == "-" {
      stem = stem.dropLast()
    }
    return stem.count < lower.count && LabelWords.roles.contains(String(stem))
  }

  private static func ofHan(_ key: String) -> LabelShape {
    let han = key.filter { $0.unicodeScalars.allSatisfy { TextScalar($0).isHan } }
    guard key.count <= 20, !key.contains(","), !key.contains("，"),
      !key.contains(where: { $0.isASCII && $0.isNumber })
    else {
      return .none
    }
    guard !LabelWords.sayings.contains(where: { key.hasSuffix($0) }) else { return .none }
    let isTransliterated = key.contains { $0 == "·" || $0 == "•" || $0 == "・" }
    if isTransliterated { return han.count <= 16 ? .fullName : .none }
    guard !key.contains(where: { LabelWords.running.contains($0) }) else { return .none }
    if let first = key.first, LabelWords.familyNames.contains(first), (2...4).contains(key.count) {
      return .fullName
    }
    return han.count <= 8 ? .word : .none
  }

  private static func ofLatin(_ key: String) -> LabelShape {
    let words = key.split { $0 == " " || $0 == "," || $0 == "/" }
    guard (1...7).contains(words.count), key.contains(where: \.isLetter) else { return .none }
    var capitalized = 0
    for word in words {
      if word.first?.isUppercase == true {
        capitalized += 1
      } else if !particles.contains(String(word)), !["-", "–", "—", "&"].contains(String(word)) {
        return .none
      }
      if word.contains(where: \.isNumber) { return .none }
    }
    guard capitalized > 0, words.first?.first?.isUppercase == true || words.count > 1 else { return .none }
    if words.contains(where: { LabelWords.nobody.contains($0.lowercased()) }) { return .none }
    let isSentenceLike = words.first.map { openers.contains(String($0)) } == true
    if isSentenceLike { return .none }
    return capitalized >= 2 ? .fullName : .word
  }

  private static let particles: Set<String> = [
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "la", "le", "bin", "ibn", "al", "el",
    "of",
    "and", "the", "y", "e", "ten", "ter", "from", "at", "for", "member",
  ]

  /// Words that begin a sentence and no name.
  private static let openers: Set<String> = [
    "The", "This", "That", "These", "Those", "Here", "There", "It", "He", "She", "They", "We", "You", "I",
    "My",
    "Our", "Your", "His", "Her", "And", "But", "So", "Or", "If", "When", "What", "Why", "How", "Who", "Which",
    "As",
    "In", "On", "At", "For", "From", "With", "To", "By", "Not", "No", "Yes", "Now", "Then", "Also", "One",
    "Two",
    "Three", "Some", "Many", "Key", "Next", "Last", "Most", "More", "New", "Question", "Read", "See", "Image",
    "Photo", "Video", "Part", "Chapter", "Section", "Step", "Listen", "Watch", "Follow", "Subscribe",
    "Posted",
    "Published", "Written", "Recorded", "Related", "Further", "Show", "Company", "Q&A", "Editor",
    "Translator",
  ]
}
