/// The words that a fact rests on.
public struct Evidence: Sendable, Equatable {
  /// The talk's id.
  public var talk: String
  /// The sentence's id; nil where only a line is known (why a label stands for a person).
  public var sentence: String?
  /// The whole sentence.
  public var text: String
  public var language: String?
  /// Who says it, by entity id.
  public var speaker: String?
  /// 1-based line of the source file.
  public var line: Int
  /// Byte offsets into the source file of the words themselves.
  public var bytes: Range<Int>?
  /// The words themselves, where they name an entity.
  public var surface: String?
  /// What found it; nil where nothing had to be found.
  public var method: String?
  /// 0 to 1.
  public var confidence: Double

  public init(
    talk: String, sentence: String? = nil, text: String, language: String? = nil, speaker: String? = nil,
    line: Int, bytes: Range<Int>? = nil, surface: String? = nil, method: String? = nil, confidence: Double = 1
  ) {
    self.talk = talk
    self.sentence = sentence
    self.text = text
    self.language = language
    self.speaker = speaker
    self.line = line
    self.bytes = bytes
    self.surface = surface
    self.method = method
    self.confidence = confidence
  }
}
