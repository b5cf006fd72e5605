import CLibXML2

/// Writes XML piece by piece through libxml2's text writer.
///
/// A class because it owns a C writer that must be freed once. Text handed to it must be writable in XML
/// (`String.withoutUnwritableCharacters`); markup in it is escaped here.
final class XMLStreamWriter {
  private let writer: xmlTextWriterPtr
  private let drain: Drain

  /// The sink as the C library's callback sees it, and what it threw.
  private final class Drain {
    let sink: ByteSink
    var failure: (any Error)?

    init(_ sink: @escaping ByteSink) { self.sink = sink }

    /// Takes bytes until the sink fails once.
    ///
    /// The C library is not told, for it would print the failure; the next check throws it.
    func accept(_ bytes: UnsafeRawBufferPointer) {
      guard failure == nil else { return }
      do {
        try sink(bytes)
      } catch {
        failure = error
      }
    }
  }

  /// Opens a document: its declaration is written.
  init(to sink: @escaping ByteSink) throws {
    let drain = Drain(sink)
    let output = xmlOutputBufferCreateIO(
      { context, bytes, count in
        guard let context, let bytes else { return -1 }
        let drain = Unmanaged<Drain>.fromOpaque(context).takeUnretainedValue()
        let piece = UnsafeRawBufferPointer(start: bytes, count: Int(count))
        drain.accept(piece)
        return count
      }, nil, Unmanaged.passUnretained(drain).toOpaque(), nil)
    guard let output else { throw XMLWritingFailed() }
    guard let writer = xmlNewTextWriter(output) else {
      xmlOutputBufferClose(output)
      throw XMLWritingFailed()
    }
    self.drain = drain
    self.writer = writer
    try check(xmlTextWriterSetIndent(writer, 1))
    try check(xmlTextWriterSetIndentString(writer, "  "))
    try check(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil))
  }

  /// Freeing the writer still pushes what is pending through the drain, which therefore has to be alive.
  deinit {
    withExtendedLifetime(drain) { xmlFreeTextWriter(writer) }
  }

  func start(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) throws {
    try check(xmlTextWriterStartElement(writer, name))
    for (name, value) in attributes { try check(xmlTextWriterWriteAttribute(writer, name, value)) }
  }

  func end() throws {
    try check(xmlTextWriterEndElement(writer))
  }

  func text(_ text: String) throws {
    try check(xmlTextWriterWriteString(writer, text))
  }

  /// Writes an element with text alone in it, or nothing.
  func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String = "") throws {
    try start(name, attributes)
    if !text.isEmpty { try self.text(text) }
    try end()
  }

  /// Closes all that is open and hands over what is pending.
  func finish() throws {
    try check(xmlTextWriterEndDocument(writer))
    try check(xmlTextWriterFlush(writer))
  }

  private func check(_ result: CInt) throws {
    if let failure = drain.failure { throw failure }
    guard result >= 0 else { throw XMLWritingFailed() }
  }
}

/// The XML library could not write, for want of memory.
struct XMLWritingFailed: Error, CustomStringConvertible {
  var description: String { "the XML library could not write; is there memory left?" }
}
