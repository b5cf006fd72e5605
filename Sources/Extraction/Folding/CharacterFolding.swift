/// Which characters count as the same when names are compared.
///
/// Case, full width, accents and traditional forms are folded away. The pairs of traditional and simplified
/// characters are data (`Graph/folding.txt`), the rest is arithmetic.
struct CharacterFolding: Sendable {
  /// What becomes of a character.
  enum Folded: Equatable {
    case scalar(UInt32)
    /// A ligature or a letter that is written with two (`ß`, `æ`).
    case pair(UInt32, UInt32)
    /// A space, a hyphen or a dot between names: nothing remains but a word boundary.
    case separator
  }

  /// Simplified characters at the places of the traditional ones, from U+4E00 on; 0 where nothing changes.
  private var simplified: [UInt16]

  private static let firstHan: UInt32 = 0x4E00
  private static let lastHan: UInt32 = 0x9FFF

  /// Makes a folding that knows no traditional characters.
  init() {
    simplified = [UInt16](repeating: 0, count: Int(Self.lastHan - Self.firstHan) + 1)
  }

  /// Makes a folding from pairs of characters, the traditional one first, with white space between pairs.
  ///
  /// - Parameter pairs: UTF-8 text; `#` begins a comment, and what is not a pair of Han characters is passed over.
  init(pairs: String) {
    self.init()
    for line in pairs.split(separator: "\n") {
      for word in line.prefix(while: { $0 != "#" }).split(separator: " ") {
        let scalars = word.unicodeScalars.map(\.value)
        guard scalars.count == 2, scalars.allSatisfy({ (Self.firstHan...Self.lastHan).contains($0) }) else {
          continue
        }
        simplified[Int(scalars[0] - Self.firstHan)] = UInt16(scalars[1])
      }
    }
  }

  /// Folds one character that is not ASCII.
  func fold(_ scalar: UInt32) -> Folded {
    switch scalar {
    case Self.firstHan...Self.lastHan:
      let other = simplified[Int(scalar - Self.firstHan)]
      return .scalar(other == 0 ? scalar : UInt32(other))
    case 0xFF01...0xFF5E: return Self.foldASCII(scalar - 0xFEE0)
    case 0x00A0, 0x00AD, 0x00B7, 0x2000...0x200D, 0x2010...0x2013, 0x2022, 0x2027, 0x202F, 0x3000, 0x30FB,
      0xFEFF, 0xFF65:
      return .separator
    case 0x2018, 0x2019, 0x02BC: return .scalar(0x27)
    case 0x00C0...0x017F: return Self.foldLatin(scalar)
    case 0x0410...0x042F: return .scalar(scalar + 0x20)
    case 0x0400...0x040F: return .scalar(scalar + 0x50)
    default: return .scalar(scalar)
    }
  }

  private static func foldASCII(_ scalar: UInt32) -> Folded {
    switch scalar {
    case 0x41...0x5A: .scalar(scalar + 0x20)
    case 0x2D, 0x5F: .separator
    default: .scalar(scalar)
    }
  }

  /// Base letters of U+00C0 to U+017F in order; `*` stands for a letter that is kept as it is.
  private static let baseLetters = Array(
    ("aaaaaa*ceeeeiiiidnooooo*ouuuuy**aaaaaa*ceeeeiiiidnooooo*ouuuuy*y"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
      + "lllnnnnnn*nnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

  private static func foldLatin(_ scalar: UInt32) -> Folded {
    switch scalar {
    case 0xC6, 0xE6: return .pair(0x61, 0x65)
    case 0xDF: return .pair(0x73, 0x73)
    case 0x152, 0x153: return .pair(0x6F, 0x65)
    default:
      let index = Int(scalar - 0xC0)
      guard index < baseLetters.count, baseLetters[index] != UInt8(ascii: "*") else { return .scalar(scalar) }
      return .scalar(UInt32(baseLetters[index]))
    }
  }
}
