/// Text on its way to a sink, gathered into pieces of a useful size.
struct TextOutput {
  private let sink: ByteSink
  private var pending: [UInt8] = []

  private static let pieceSize = 1 << 16

  init(to sink: @escaping ByteSink) {
    self.sink = sink
    pending.reserveCapacity(Self.pieceSize)
  }

  mutating func write(_ text: String) throws {
    pending.append(contentsOf: text.utf8)
    if pending.count >= Self.pieceSize { try flush() }
  }

  mutating func writeLine(_ text: String) throws {
    try write(text)
    try write("\n")
  }

  /// Hands over what is pending; to be called once everything is written.
  mutating func flush() throws {
    guard !pending.isEmpty else { return }
    try pending.withUnsafeBytes(sink)
    pending.removeAll(keepingCapacity: true)
  }
}
