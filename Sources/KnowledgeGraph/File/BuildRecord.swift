/// What a build leaves for the next one, which reads again only what has changed.
public struct BuildRecord: Sendable, Equatable {
  /// A source file as it was.
  public struct Source: Sendable, Equatable {
    public var path: String
    /// SHA-256, in lowercase hexadecimal.
    public var contentHash: String
    /// In bytes.
    public var size: Int
    /// Nanoseconds since 1970.
    public var modified: Int

    public init(path: String, contentHash: String, size: Int, modified: Int) {
      self.path = path
      self.contentHash = contentHash
      self.size = size
      self.modified = modified
    }
  }

  /// A source file and what the extraction keeps of it, in a form of its own.
  public struct Entry: Sendable, Equatable {
    public var source: Source
    public var cache: [UInt8]

    public init(source: Source, cache: [UInt8]) {
      self.source = source
      self.cache = cache
    }
  }

  /// Stands for all that a build depends on beside the sources: lexicons, options, the program's version.
  public var key: String
  public var entries: [Entry]

  public init(key: String, entries: [Entry]) {
    self.key = key
    self.entries = entries
  }
}
