/// The statements of earlier sessions, an entry a line, the oldest first.
///
/// A statement of several lines becomes one where no comment would swallow the rest of it.
public struct ReplHistory: Sendable, Equatable {
  /// How many entries are kept.
  public static let limit = 2000

  /// No two neighbours are the same.
  public private(set) var entries: [String] = []

  public init() {}

  /// Reads what a file holds; lines that are no text are passed over.
  public init(_ bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if let text = String(validating: line, as: UTF8.self) { append(text) }
    }
  }

  /// Adds lines that were typed together; says which entries they became.
  @discardableResult
  public mutating func add(_ lines: [String]) -> [String] {
    let isJoined = !lines.contains { $0.contains("//") || $0.drop(while: \.isWhitespace).hasPrefix("#") }
    let texts = isJoined ? [lines.map(\.trimmed).filter { !$0.isEmpty }.joined(separator: " ")] : lines
    return texts.filter { append($0) }
  }

  /// Every entry with a line end.
  public var text: String { entries.map { $0 + "\n" }.joined() }

  @discardableResult
  private mutating func append(_ entry: String) -> Bool {
    let isControl = entry.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7f }
    guard !isControl, !entry.allSatisfy(\.isWhitespace), entry != entries.last else { return false }
    entries.append(entry)
    if entries.count > ReplHistory.limit { entries.removeFirst(entries.count - ReplHistory.limit) }
    return true
  }
}
