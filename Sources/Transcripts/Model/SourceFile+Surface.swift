extension SourceFile {
  /// What the bytes of a range read as: line breaks folded, everything else, markup included, kept.
  ///
  /// A line break with the white space around it is nothing between two Han or full-width characters and one
  /// space elsewhere. A mention is grounded when its surface is the surface of its range.
  ///
  /// - Complexity: O(*n*) in the range.
  public func surface(of range: Range<Int>) -> String {
    var writer = FoldingWriter(bytes, keepsEdges: true)
    writer.write(range)
    return writer.finish().string
  }

  /// A range of the source as it reads, mapped; white space at the ends left out.
  func folded(_ range: Range<Int>) -> MappedText {
    var writer = FoldingWriter(bytes)
    writer.write(range)
    return writer.finish()
  }
}
