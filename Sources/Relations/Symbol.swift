/// A string's id: dense, 32 bits wide, meaningful only beside the ``SymbolTable`` that gave it.
@frozen
public struct Symbol: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }
}

extension Symbol: Comparable {
  /// Orders by id, which is the order of the strings only within a table's sorted base.
  @inlinable
  public static func < (a: Symbol, b: Symbol) -> Bool { a.rawValue < b.rawValue }
}
