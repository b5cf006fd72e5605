/// Reads one format of transcripts.
protocol TranscriptReader: Sendable {
  /// The format's name, as ``Transcript/format`` has it.
  var name: String { get }

  /// What the format is known by, worded for whoever looks at a file that has none of it.
  var sign: String { get }

  /// How sure the reader is that a source is of its format, 0 to 1, by what is inside.
  func confidence(in survey: SourceSurvey) -> Double

  /// Reads a source that is of its format.
  ///
  /// - Throws: ``ReadError`` if nothing in it can be read.
  func read(_ survey: SourceSurvey) throws(ReadError) -> Transcript
}

/// A reader that tells a page's blocks apart and leaves the turns to ``TalkAssembler``.
protocol BlockReader: TranscriptReader {
  /// What marks up the text of the source.
  func syntax(of survey: SourceSurvey) -> InlineSyntax

  /// The page in the source's order: what stands above the talk, and the talk.
  func blocks(of survey: SourceSurvey) -> PageBlocks
}

/// A page, cut where the talk begins.
struct PageBlocks {
  var head: [Block] = []
  var talk: [Block] = []
}

extension BlockReader {
  func read(_ survey: SourceSurvey) throws(ReadError) -> Transcript {
    var builder = TranscriptBuilder(source: survey.source)
    let metadata = read(survey, metadata: nil, into: &builder)
    return builder.finish(format: name, metadata: metadata)
  }

  /// Adds the page to a transcript whose front matter, if there is any, has been read.
  func read(_ survey: SourceSurvey, metadata: Metadata?, into builder: inout TranscriptBuilder) -> Metadata {
    let syntax = syntax(of: survey)
    let page = blocks(of: survey)
    let metadata = PageHead.read(page.head, syntax: syntax, metadata: metadata, into: &builder)
    TalkAssembler.assemble(page.talk, syntax: syntax, into: &builder)
    return metadata
  }
}
