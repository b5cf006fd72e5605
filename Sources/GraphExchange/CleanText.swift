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

/// Node ids as they can be written: without unwritable characters, and still distinct.
struct WritableIDs {
  private let replacements: [String: String]

  /// - Complexity: O(*n*) in the number of ids; only changed ids are remembered.
  init(_ ids: some Sequence<String>) {
    var changed: [String] = []
    var taken: Set<String> = []
    for id in ids {
      if id.unicodeScalars.contains(where: \.isUnwritable) {
        changed.append(id)
      } else {
        taken.insert(id)
      }
    }
    var replacements: [String: String] = [:]
    for id in changed where replacements[id] == nil {
      let clean = id.withoutUnwritableCharacters
      var candidate = clean
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(clean)~\(number)"
        number += 1
      }
      replacements[id] = candidate
    }
    self.replacements = replacements
  }

  subscript(id: String) -> String { replacements[id] ?? id }
}
