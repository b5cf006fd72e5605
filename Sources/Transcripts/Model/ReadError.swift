/// Why a file could not be read as a transcript.
public struct ReadError: Error, Sendable, Equatable {
  public enum Reason: Error, Equatable {
    /// No bytes, or white space alone.
    case empty
    /// Not text: what it seems to be, if its first bytes tell, and where the first tell-tale byte stands.
    case binary(kind: String?, offset: Int)
    /// Text, but not UTF-8, as its byte-order mark or its zero bytes tell.
    case wideEncoding(name: String)
    /// Bytes that are no UTF-8, and the encoding that they would fit.
    case notUTF8(offset: Int, line: Int, guess: String?)
    /// Text in none of the formats known: what each reader looks for, and what the file looks like instead.
    case unknownFormat(looksLike: String?, lookedFor: [Sign])
    /// The format is known, but there are no words in the file.
    case noWords(format: String)
  }

  /// What a reader knows its format by.
  public struct Sign: Sendable, Equatable {
    public let format: String
    public let sign: String

    public init(format: String, sign: String) {
      self.format = format
      self.sign = sign
    }
  }

  public let path: String
  public let reason: Reason

  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension ReadError: CustomStringConvertible {
  public var description: String { "\(path): \(reason.description)" }
}

extension ReadError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty:
      "the file is empty"
    case .binary(let kind?, _):
      "this is \(kind), not a text file; export its text as UTF-8 first"
    case .binary(nil, let offset):
      "this is not a text file: byte \(offset) is a control character"
    case .wideEncoding(let name):
      "the text is \(name); convert it to UTF-8: iconv -f \(name) -t UTF-8"
    case .notUTF8(let offset, let line, let guess?):
      "line \(line): byte \(offset) is not UTF-8; the text looks like \(guess): iconv -f \(guess) -t UTF-8"
    case .notUTF8(let offset, let line, nil):
      "line \(line): byte \(offset) is not UTF-8"
    case .unknownFormat(let looksLike, let lookedFor):
      "no transcript format that is known"
        + (looksLike.map { " (it looks like \($0))" } ?? "") + "; looked for "
        + lookedFor.map { "\($0.sign) (\($0.format))" }.joined(separator: ", ")
    case .noWords(let format):
      "the file looks like \(format), but there are no words in it"
    }
  }
}
