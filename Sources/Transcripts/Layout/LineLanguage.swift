/// Tells lines in two languages that stand together without a blank line.
enum LineLanguage {
  /// Whether one of two lines is English and the other Chinese.
  static func differ(_ a: SourceLine, _ b: SourceLine, of source: SourceFile) -> Bool {
    let first = Language(of: Array(source.bytes[a.text].prefix(2000)))
    let second = Language(of: Array(source.bytes[b.text].prefix(2000)))
    return first != second && first != .undetermined && second != .undetermined
  }
}
