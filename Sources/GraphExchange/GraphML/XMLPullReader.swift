import CLibXML2

/// Reads XML event by event through libxml2's text reader, with network, external files and entities off.
///
/// A class because it owns a C reader that must be freed once. The bytes must outlive it.
final class XMLPullReader {
  enum Event {
    /// A start tag; an empty element is followed by its own end event.
    case start(name: String)
    case end(name: String)
    case text(String)
    case documentType
    case entityReference(String)
  }

  /// What the library says of a file that is not well-formed.
  struct Malformed: Error {
    var message: String
    var line: Int
  }

  private let reader: xmlTextReaderPtr
  private let complaint = Complaint()
  private var pendingEnd: String?

  /// The first error, as the C library's callback leaves it.
  private final class Complaint {
    var first: Malformed?
  }

  /// - Returns: nil if the library has no memory left.
  init?(_ bytes: UnsafeRawBufferPointer) {
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard let count = CInt(exactly: bytes.count),
      let reader = xmlReaderForMemory(start, count, nil, nil, CInt(options))
    else { return nil }
    self.reader = reader
    xmlTextReaderSetStructuredErrorHandler(
      reader,
      { context, error in
        guard let context, let error else { return }
        let complaint = Unmanaged<Complaint>.fromOpaque(context).takeUnretainedValue()
        guard complaint.first == nil, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        let message = error.pointee.message.map { String(cString: $0) } ?? "no reason given"
        complaint.first = Malformed(
          message: message.split(separator: "\n").first.map(String.init) ?? message,
          line: Int(error.pointee.line))
      }, Unmanaged.passUnretained(complaint).toOpaque())
  }

  deinit {
    withExtendedLifetime(complaint) { xmlFreeTextReader(reader) }
  }

  /// 1-based line of the last event.
  var line: Int { Int(xmlTextReaderGetParserLineNumber(reader)) }

  /// The value of an attribute of the element just started, by its qualified name.
  func attribute(_ name: String) -> String? {
    guard xmlTextReaderMoveToAttribute(reader, name) == 1 else { return nil }
    defer { xmlTextReaderMoveToElement(reader) }
    return xmlTextReaderConstValue(reader).map { String(cString: $0) }
  }

  /// The next event, or nil at the end of the document; comments and processing instructions are passed over.
  func next() throws(Malformed) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    while true {
      let result = xmlTextReaderRead(reader)
      if let first = complaint.first { throw first }
      guard result >= 0 else { throw Malformed(message: "it ends too early", line: line) }
      guard result == 1 else { return nil }
      if let event = currentEvent() { return event }
    }
  }

  private func currentEvent() -> Event? {
    switch UInt32(xmlTextReaderNodeType(reader)) {
    case XML_READER_TYPE_ELEMENT.rawValue:
      if xmlTextReaderIsEmptyElement(reader) == 1 { pendingEnd = localName }
      return .start(name: localName)
    case XML_READER_TYPE_END_ELEMENT.rawValue:
      return .end(name: localName)
    case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
      XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue, XML_READER_TYPE_WHITESPACE.rawValue:
      return .text(xmlTextReaderConstValue(reader).map { String(cString: $0) } ?? "")
    case XML_READER_TYPE_DOCUMENT_TYPE.rawValue:
      return .documentType
    case XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
      return .entityReference(localName)
    default:
      return nil
    }
  }

  private var localName: String {
    xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? ""
  }
}
