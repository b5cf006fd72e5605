/// What marks up the text of a paragraph, so that it can be taken out.
struct InlineSyntax: OptionSet, Sendable {
  let rawValue: Int

  /// Bold, emphasis, code, links, pictures, backslashes, and HTML beside them.
  static let markdown = InlineSyntax(rawValue: 1 << 0)
  /// Tags and character references.
  static let html = InlineSyntax(rawValue: 1 << 1)
  /// Brackets that explain the term before them.
  static let glosses = InlineSyntax(rawValue: 1 << 2)

  static let plain: InlineSyntax = []

  /// What a page is written in: Markdown only where it has some, since a plain one may well say `2 * 3 * 4`.
  static func ofPage(_ survey: SourceSurvey) -> InlineSyntax {
    let isMarkdown = survey.body.contains { line in
      survey.starts(line, with: "**")
        || MarkdownLine.heading(survey.lines[line].text, of: survey.source.bytes) != nil
    }
    return isMarkdown ? [.markdown, .html, .glosses] : .glosses
  }
}

/// A paragraph's text without its markup.
struct InlineText {
  /// A bracket taken out of the text.
  struct Gloss {
    /// The term in the text; nil if its left edge is open.
    var term: Range<Int>?
    /// Where in the text the bracket stood.
    let position: Int
    let body: MappedText
  }

  var text: MappedText
  var glosses: [Gloss] = []
}
