extension String {
  /// Without what neither XML 1.0 nor Graphviz takes: C0 controls but tab, LF and CR, and U+FFFE and U+FFFF.
  ///
  /// Lone surrogates, the third such thing, cannot stand in a `String`.
  var withoutUnwritableCharacters: String {
    guard unicodeScalars.contains(where: \.isUnwritable) else { return self }
    var clean = String.UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.isUnwritable { clean.append(scalar) }
    return String(clean)
  }
}

extension Unicode.Scalar {
  var isUnwritable: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
