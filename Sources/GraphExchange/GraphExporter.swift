import KnowledgeGraph

/// Receives an export piece by piece, as UTF-8; the bytes are valid during the call only.
public typealias ByteSink = (UnsafeRawBufferPointer) throws -> Void

/// A way to write a graph for other programs.
///
/// An exporter keeps only a few kilobytes of what it has written. It writes the same bytes for the same subject.
///
/// ```swift
/// let text = try GraphMLExporter().text(of: graph)
/// ```
public protocol GraphExporter: Sendable {
  /// What is written: `EntityGraph`, the picture, or `GraphContents`, everything.
  associatedtype Subject

  /// Writes all of the subject.
  ///
  /// - Throws: what the sink throws.
  func write(_ subject: Subject, to sink: @escaping ByteSink) throws
}

extension GraphExporter {
  /// The whole export in memory.
  public func bytes(of subject: Subject) throws -> [UInt8] {
    let gathered = GatheredBytes()
    try write(subject) { gathered.bytes.append(contentsOf: $0) }
    return gathered.bytes
  }

  /// The whole export in memory, as text.
  public func text(of subject: Subject) throws -> String {
    String(decoding: try bytes(of: subject), as: UTF8.self)
  }
}

/// A class so that the sink, which outlives no export but could, shares it with the caller.
private final class GatheredBytes {
  var bytes: [UInt8] = []
}
