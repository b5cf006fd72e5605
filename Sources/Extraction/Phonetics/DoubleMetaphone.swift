/// How an English word sounds, roughly: one code, and another where the spelling leaves two ways to say it.
///
/// After Lawrence Philips, *The double metaphone search algorithm*, C/C++ Users Journal 18 (2000), written from the
/// published rules. Codes are consonants (`0` is the sound of "th", `X` that of "sh"); vowels count only at the
/// beginning, where they are `A`. Unlike the original, codes are not cut at four letters: names are told apart by
/// their ends too.
struct DoubleMetaphone: Sendable, Equatable {
  private(set) var primary: [UInt8] = []
  private(set) var alternate: [UInt8] = []

  private let letters: [UInt8]
  private var position = 0

  /// - Parameter word: Latin letters of any case; other characters are passed over.
  init(_ word: some Sequence<UInt8>) {
    letters = word.compactMap { byte in
      switch byte {
      case 0x41...0x5A: byte
      case 0x61...0x7A: byte - 0x20
      default: nil
      }
    }
    begin()
    while position < letters.count { step() }
  }

  /// Whether two words may sound the same.
  func soundsLike(_ other: DoubleMetaphone) -> Bool {
    guard !primary.isEmpty, !other.primary.isEmpty else { return false }
    return primary == other.primary || primary == other.alternate || alternate == other.primary
  }

  static func == (a: DoubleMetaphone, b: DoubleMetaphone) -> Bool {
    a.primary == b.primary && a.alternate == b.alternate
  }
}

extension DoubleMetaphone {
  private func at(_ offset: Int) -> UInt8 {
    let index = position + offset
    return letters.indices.contains(index) ? letters[index] : 0
  }

  /// Whether one of some strings, of one length, stands at an offset from the current letter.
  private func has(_ offset: Int, _ choices: String...) -> Bool {
    let start = position + offset
    return choices.contains { choice in
      start >= 0 && start + choice.utf8.count <= letters.count
        && letters[start..<start + choice.utf8.count].elementsEqual(choice.utf8)
    }
  }

  private func isVowel(_ offset: Int) -> Bool { "AEIOUY".utf8.contains(at(offset)) }

  private var isFirst: Bool { position == 0 }

  private mutating func emit(_ sounds: String, or other: String? = nil, past length: Int) {
    primary += Array(sounds.utf8)
    alternate += Array((other ?? sounds).utf8)
    position += length
  }

  /// One sound, and a doubled letter passed over.
  private mutating func emitDoubling(_ sounds: String, or other: String? = nil) {
    emit(sounds, or: other, past: at(1) == at(0) ? 2 : 1)
  }

  private mutating func begin() {
    if has(0, "GN", "KN", "PN", "WR", "PS") { position = 1 }
    if has(0, "X") { emit("S", past: 1) }
  }

  private mutating func step() {
    switch at(0) {
    case UInt8(ascii: "B"): emitDoubling("P")
    case UInt8(ascii: "C"): stepC()
    case UInt8(ascii: "D"): stepD()
    case UInt8(ascii: "F"): emitDoubling("F")
    case UInt8(ascii: "G"): stepG()
    case UInt8(ascii: "H"): stepH()
    case UInt8(ascii: "J"): stepJ()
    case UInt8(ascii: "K"): emitDoubling("K")
    case UInt8(ascii: "L"): emitDoubling("L")
    case UInt8(ascii: "M"): stepM()
    case UInt8(ascii: "N"): emitDoubling("N")
    case UInt8(ascii: "P"): if at(1) == UInt8(ascii: "H") { emit("F", past: 2) } else { stepP() }
    case UInt8(ascii: "Q"): emitDoubling("K")
    case UInt8(ascii: "R"): emitDoubling("R")
    case UInt8(ascii: "S"): stepS()
    case UInt8(ascii: "T"): stepT()
    case UInt8(ascii: "V"): emitDoubling("F")
    case UInt8(ascii: "W"): stepW()
    case UInt8(ascii: "X"): emit("KS", past: has(1, "C", "X") ? 2 : 1)
    case UInt8(ascii: "Z"): stepZ()
    default:
      if isFirst { emit("A", past: 1) } else { position += 1 }
    }
  }
}

// MARK: The letters with rules of their own

extension DoubleMetaphone {
  private mutating func stepC() {
    if has(0, "CHIA") { return emit("K", past: 2) }
    if has(0, "CAESAR") && isFirst { return emit("S", past: 2) }
    if has(0, "CH") {
      if isFirst && has(0, "CHARAC", "CHARIS", "CHORUS", "CHEMIS", "CHEMIC") { return emit("K", past: 2) }
      if isFirst && has(0, "CHOR", "CHYM", "CHEM") { return emit("K", past: 2) }
      if position > 0, has(-2, "ORCHES", "ARCHIT") || has(2, "T", "S", "L", "R", "N", "M") {
        return emit("K", past: 2)
      }
      return isFirst ? emit("X", past: 2) : emit("X", or: "K", past: 2)
    }
    if has(0, "CZ") && !has(-2, "WICZ") { return emit("S", or: "X", past: 2) }
    if has(1, "CIA") { return emit("X", past: 3) }
    if has(0, "CC") && !(position == 1 && at(-1) == UInt8(ascii: "M")) {
      if has(2, "I", "E", "H") && !has(2, "HU") {
        return has(-1, "UCCEE", "UCCES") ? emit("KS", past: 3) : emit("X", past: 3)
      }
      return emit("K", past: 2)
    }
    if has(0, "CK", "CG", "CQ") { return emit("K", past: 2) }
    if has(0, "CI", "CE", "CY") {
      return has(0, "CIO", "CIE", "CIA") ? emit("S", or: "X", past: 2) : emit("S", past: 2)
    }
    emit("K", past: has(1, "C", "K", "Q") && !has(1, "CE", "CI") ? 2 : 1)
  }

  private mutating func stepD() {
    if has(0, "DG") { return has(2, "I", "E", "Y") ? emit("J", past: 3) : emit("TK", past: 2) }
    emit("T", past: has(0, "DT", "DD") ? 2 : 1)
  }

  private mutating func stepG() {
    if at(1) == UInt8(ascii: "H") {
      if position > 0 && !isVowel(-1) { return emit("K", past: 2) }
      if isFirst { return at(2) == UInt8(ascii: "I") ? emit("J", past: 2) : emit("K", past: 2) }
      if position > 2, at(-1) == UInt8(ascii: "U"), has(-3, "C", "G", "L", "R", "T") {
        return emit("F", past: 2)
      }
      position += 2
      return
    }
    if at(1) == UInt8(ascii: "N") {
      if position == 1 && isVowel(-1) { return emit("KN", or: "N", past: 2) }
      return has(2, "EY") ? emit("KN", past: 2) : emit("N", or: "KN", past: 2)
    }
    if has(1, "LI") && position > 0 { return emit("KL", or: "L", past: 2) }
    if has(1, "E", "I", "Y") || has(-1, "AGGI", "OGGI") {
      return has(0, "GET") || has(0, "GER") ? emit("K", or: "J", past: 2) : emit("J", or: "K", past: 2)
    }
    emitDoubling("K")
  }

  private mutating func stepH() {
    guard isFirst || isVowel(-1), isVowel(1) else {
      position += 1
      return
    }
    emit("H", past: 2)
  }

  private mutating func stepJ() {
    if has(0, "JOSE") { return isFirst ? emit("H", past: 1) : emit("J", or: "H", past: 1) }
    emitDoubling("J")
  }

  private mutating func stepM() {
    let silentB = has(-1, "UMB") && (position + 2 == letters.count || has(2, "ER"))
    emit("M", past: silentB || at(1) == UInt8(ascii: "M") ? 2 : 1)
  }

  private mutating func stepP() { emit("P", past: has(1, "P", "B") ? 2 : 1) }

  private mutating func stepS() {
    if has(-1, "ISL", "YSL") {
      position += 1
      return
    }
    if has(0, "SH") {
      return has(1, "HEIM", "HOEK", "HOLM", "HOLZ") ? emit("S", past: 2) : emit("X", past: 2)
    }
    if has(0, "SIO", "SIA") { return emit("S", or: "X", past: 3) }
    if isFirst && has(1, "M", "N", "L", "W") || at(1) == UInt8(ascii: "Z") {
      return emit("S", or: "X", past: at(1) == UInt8(ascii: "Z") ? 2 : 1)
    }
    if has(0, "SC") {
      if at(2) == UInt8(ascii: "H") {
        return has(3, "OO", "ER", "EN", "UY", "ED", "EM") ? emit("X", or: "SK", past: 3) : emit("X", past: 3)
      }
      return has(2, "I", "E", "Y") ? emit("S", past: 3) : emit("SK", past: 3)
    }
    emit("S", past: has(1, "S", "Z") ? 2 : 1)
  }

  private mutating func stepT() {
    if has(0, "TION") || has(0, "TIA", "TCH") { return emit("X", past: 3) }
    if has(0, "TH") || has(0, "TTH") {
      return has(2, "OM", "AM") ? emit("T", past: 2) : emit("0", or: "T", past: 2)
    }
    emit("T", past: has(1, "T", "D") ? 2 : 1)
  }

  private mutating func stepW() {
    if has(0, "WR") { return emit("R", past: 2) }
    if isFirst && (isVowel(1) || has(0, "WH")) {
      return isVowel(1) ? emit("A", or: "F", past: 1) : emit("A", past: 1)
    }
    if has(0, "WICZ", "WITZ") { return emit("TS", or: "FX", past: 4) }
    position += 1
  }

  private mutating func stepZ() {
    if at(1) == UInt8(ascii: "H") { return emit("J", past: 2) }
    has(1, "ZO", "ZI", "ZA") ? emit("S", or: "TS", past: 2) : emitDoubling("S")
  }
}
