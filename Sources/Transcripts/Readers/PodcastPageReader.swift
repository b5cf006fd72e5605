/// A podcast's page in two languages: labels on lines of their own, then a paragraph in each language.
///
/// ```
/// Speaker 0
///
/// 大家好。
///
/// Hello.
/// ```
///
/// Either language may come first, or be the only one.
struct PodcastPageReader: BlockReader {
  let name = "podcast-page"
  let sign = "names such as 'Speaker 1' on lines of their own"

  func confidence(in survey: SourceSurvey) -> Double {
    guard survey.labels.bareCount >= 2 else { return 0 }
    return survey.labels.bareCount >= survey.labels.inlineCount + survey.labels.aloneCount ? 0.85 : 0.5
  }

  func syntax(of survey: SourceSurvey) -> InlineSyntax { .ofPage(survey) }

  func blocks(of survey: SourceSurvey) -> PageBlocks {
    let source = survey.source
    let labels = survey.labels
    let languages = LineLanguages(survey)
    let paragraphs = survey.paragraphs { a, b in
      labels.label(on: a) != nil || labels.label(on: b) != nil || isSectionName(a, of: survey)
        || languages.differ(a, b)
    }
    let start = paragraphs.firstIndex { labels.label(on: $0.lines.lowerBound) != nil } ?? paragraphs.count
    var talk: [Block] = []
    for paragraph in paragraphs[start...] {
      if let label = labels.label(on: paragraph.lines.lowerBound) {
        talk.append(Block(label: label))
        if label.style == .inline { talk.append(Block(.speech, label.textStart..<paragraph.text.upperBound)) }
      } else {
        talk.append(Block(.speech, paragraph.text))
      }
    }
    markFooter(of: &talk, source: source)
    return PageBlocks(
      head: PodcastPageHead.blocks(of: Array(paragraphs[..<start]), survey: survey), talk: talk)
  }

  private func isSectionName(_ line: Int, of survey: SourceSurvey) -> Bool {
    survey.lines[line].text.count <= 40 && PodcastPageHead.isSectionName(survey.string(line))
  }

  /// Finds where the page's own words begin behind the last speaker's.
  ///
  /// Pages put the same number of paragraphs behind each label; what the last one has beyond that is the page's.
  private func markFooter(of talk: inout [Block], source: SourceFile) {
    guard let last = talk.lastIndex(where: { $0.kind == .label }) else { return }
    let usual = usualCount(in: talk[..<last])
    for index in last + 1..<talk.count {
      let text = source.bytes.string(talk[index].text)
      let isBeyond = usual.map { index - last > $0 } ?? false
      guard isBeyond || index > last + 1 && Boilerplate.beginsFooter(text) else {
        continue
      }
      for rest in index..<talk.count { talk[rest] = Block(.boilerplate, talk[rest].text) }
      return
    }
  }

  /// How many paragraphs stand behind four labels in five; nil if there is no such number.
  private func usualCount(in talk: ArraySlice<Block>) -> Int? {
    var counts: [Int: Int] = [:]
    var current: Int?
    for block in talk + [Block(.label, 0..<0)] {
      if block.kind == .label {
        if let current { counts[current, default: 0] += 1 }
        current = 0
      } else {
        current = current.map { $0 + 1 }
      }
    }
    let total = counts.values.reduce(0, +)
    return counts.first { $0.key > 0 && $0.value * 5 >= total * 4 && total >= 3 }?.key
  }
}
