/// Finds which paragraphs of a bilingual text say the same.
enum LanguagePairing {
  /// Pairs neighbours in different languages.
  ///
  /// Runs of one language are paired with the run of the other that follows, paragraph by paragraph if both runs
  /// have the same length; so `zh en zh en` and `zh zh en en` both come out right. Of runs that differ in length,
  /// neighbours are paired if one run is a single paragraph. A run without a partner stays alone. What has no
  /// letters goes with the language that is missing beside it.
  ///
  /// Languages are given one a paragraph; `first` is the one that the document puts first.
  ///
  /// - Complexity: O(*n*).
  static func pairs(of languages: [Language], first: Language) -> [(Int, Int)] {
    let runs = runs(of: resolved(languages, first: first))
    var result: [(Int, Int)] = []
    var index = 0
    while index + 1 < runs.count {
      let (a, b) = (runs[index], runs[index + 1])
      guard a.language == first, b.language != first else {
        index += 1
        continue
      }
      if a.range.count == b.range.count {
        result += zip(a.range, b.range).map { ($0, $1) }
      } else if a.range.count == 1 || b.range.count == 1 {
        result.append((a.range.upperBound - 1, b.range.lowerBound))
      }
      index += 2
    }
    return result
  }

  /// Which language a document's pairs begin with; nil if it is not bilingual.
  static func firstLanguage(of turns: [[Language]]) -> Language? {
    var chineseFirst = 0
    var englishFirst = 0
    var paragraphs = 0
    for turn in turns {
      paragraphs += turn.count
      for (a, b) in zip(turn, turn.dropFirst()) {
        if a == .chinese, b == .english { chineseFirst += 1 }
        if a == .english, b == .chinese { englishFirst += 1 }
      }
      // What ends a turn tells as much as what begins it.
      if turn.first == .chinese, turn.last == .english { chineseFirst += 1 }
      if turn.first == .english, turn.last == .chinese { englishFirst += 1 }
    }
    guard (chineseFirst + englishFirst) * 4 >= paragraphs, chineseFirst + englishFirst > 0 else { return nil }
    return chineseFirst >= englishFirst ? .chinese : .english
  }

  /// Gives a language to what has none: the one that should stand there.
  private static func resolved(_ languages: [Language], first: Language) -> [Language] {
    let second: Language = first == .chinese ? .english : .chinese
    var result = languages
    for index in result.indices where result[index] == .undetermined {
      let before = index > 0 ? result[index - 1] : second
      result[index] = before == first ? second : first
    }
    return result
  }

  private struct Run {
    let language: Language
    var range: Range<Int>
  }

  private static func runs(of languages: [Language]) -> [Run] {
    var result: [Run] = []
    for (index, language) in languages.enumerated() {
      if let last = result.last, last.language == language {
        result[result.count - 1].range = last.range.lowerBound..<index + 1
      } else {
        result.append(Run(language: language, range: index..<index + 1))
      }
    }
    return result
  }
}
