/// What a period may be the end of, other than a sentence.
enum Abbreviation: Equatable {
  /// A name or more always follows: `Dr.`, `e.g.`.
  case neverLast
  /// `No. 5`, `Jan. 3`.
  case beforeNumber
  /// Ends a sentence if what follows begins one: `Inc.`, `U.S.`, `p.m.`, an initial.
  case maybeLast

  /// Looks at the letters before a period, inner periods included.
  init?(_ text: [UInt8], at word: Range<Int>) {
    guard !word.isEmpty, word.count <= 12 else { return nil }
    let written = String(decoding: text[word], as: UTF8.self)
    if let known = Self.known[written.lowercased()] {
      self = known
      return
    }
    guard Self.isInitials(text[word]) else { return nil }
    self = .maybeLast
  }

  static func holds(_ text: [UInt8], at word: Range<Int>) -> Bool {
    Abbreviation(text, at: word) != nil
  }

  /// `J`, `U.S`, `a.m`: single letters with periods between.
  private static func isInitials(_ word: ArraySlice<UInt8>) -> Bool {
    var expectsLetter = true
    for byte in word {
      let isLetter = byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
      guard isLetter == expectsLetter, isLetter || byte == 0x2E else { return false }
      expectsLetter.toggle()
    }
    let isSmallLetterAlone = word.count == 1 && (word.first ?? 0) >= 0x61
    return !expectsLetter && !isSmallLetterAlone
  }

  /// Whether the word there is one that often begins a sentence and is no name's second part.
  static func beginsSentence(_ text: [UInt8], at offset: Int) -> Bool {
    var end = offset
    while end < text.count, end - offset < 12 {
      let byte = text[end]
      guard byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A else { break }
      end += 1
    }
    return starters.contains(String(decoding: text[offset..<end], as: UTF8.self))
  }

  private static let known: [String: Abbreviation] = {
    var table: [String: Abbreviation] = [:]
    let never = """
      mr mrs ms mx dr prof st gen sen rep gov capt lt col sgt rev hon pres amb mt ft vs e.g i.e eg ie cf approx \
      viz esp incl resp messrs mme
      """
    for word in never.split(separator: " ") { table[String(word)] = .neverLast }
    let numbered =
      "no nos vol vols pp p fig figs eq ch sec art jan feb mar apr jun jul aug sep sept oct nov dec"
    for word in numbered.split(separator: " ") { table[String(word)] = .beforeNumber }
    let maybe =
      "inc ltd co corp llc plc bros jr sr etc al dept est univ assn ave blvd rd ph.d m.d b.a m.a a.k.a"
    for word in maybe.split(separator: " ") { table[String(word)] = .maybeLast }
    return table
  }()

  private static let starters: Set<String> = Set(
    """
    The A An I We He She It They You This That These Those There Then Here But And So Or In On At As If When While \
    What How Why Who Where Which For From With By Of To Now Well Yes No Yeah Okay Not Because After Before Our My \
    His Her Their Your Its Is Are Was Were Do Does Did Can Could Would Will Should Let Also Some Most Many All
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
