/// Reads transcripts of any format known.
public enum TranscriptReading {
  /// In the order in which they are tried; the first of the surest wins.
  static let readers: [any TranscriptReader] = [
    WebVTTReader(), SubRipReader(), FrontMatterReader(), PodcastPageReader(), AlternatingBlocksReader(),
    WrappedArticleReader(), LabelledLinesReader(), ProseReader(),
  ]

  /// Below this no reader claims a source.
  private static let leastConfidence = 0.25

  /// Reads a transcript, telling its format by what is inside.
  ///
  /// ```swift
  /// let talk = try TranscriptReading.read(path: "talks/jobs.srt", bytes: bytes)
  /// for warning in talk.warnings { … }
  /// ```
  ///
  /// - Parameters:
  ///   - path: as given, for errors and ``SourceFile/path``; it decides nothing.
  ///   - bytes: the file, unchanged.
  /// - Returns: the transcript, with warnings about what could not be read as it was meant.
  /// - Throws: ``ReadError`` if the bytes are no text that can be read.
  /// - Complexity: O(*n*).
  public static func read(path: String, bytes: [UInt8]) throws(ReadError) -> Transcript {
    let passed: EncodingCheck.Passed
    do {
      passed = try EncodingCheck.check(bytes)
    } catch {
      throw ReadError(path: path, reason: error)
    }
    let source = SourceFile(path: path, bytes: bytes)
    let survey = SourceSurvey(source: source, upTo: bytes.count - passed.unfinishedBytes)
    guard let reader = surest(for: survey) else {
      let signs = readers.map { ReadError.Sign(format: $0.name, sign: $0.sign) }
      throw ReadError(
        path: path, reason: .unknownFormat(looksLike: ProseCheck.otherKind(survey), lookedFor: signs))
    }
    let transcript = try reader.read(survey)
    guard !transcript.sentences.isEmpty else {
      throw ReadError(path: path, reason: .noWords(format: reader.name))
    }
    return transcript.completed(with: passed.warnings(lineCount: source.lineCount))
  }

  private static func surest(for survey: SourceSurvey) -> (any TranscriptReader)? {
    var best: (reader: any TranscriptReader, confidence: Double)?
    for reader in readers {
      let confidence = reader.confidence(in: survey)
      if confidence >= leastConfidence, confidence > best?.confidence ?? 0 { best = (reader, confidence) }
    }
    return best?.reader
  }
}

extension EncodingCheck.Passed {
  fileprivate func warnings(lineCount: Int) -> [ReadWarning] {
    unfinishedBytes == 0
      ? [] : [ReadWarning(line: lineCount, reason: .unfinishedCharacter(byteCount: unfinishedBytes))]
  }
}

extension Transcript {
  /// With warnings in the source's order, and with the file's name for a title if the source has none.
  fileprivate func completed(with more: [ReadWarning]) -> Transcript {
    var metadata = metadata
    if metadata.title.isEmpty { metadata.title = Self.stem(of: source.path) }
    return Transcript(
      source: source, format: format, metadata: metadata, turns: turns, passages: passages,
      sentences: sentences,
      glosses: glosses, warnings: (warnings + more).sorted { $0.line < $1.line })
  }

  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last ?? Substring(path)
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}
