/// Rows of two 32-bit columns that are looked up by either column where they lie, without reading them all.
///
/// A graph file offers its predicates so: a question that asks for one entity then costs as many lookups as it has
/// answers on the way, whatever the file's size. No word is `UInt32.max`. Reading does not throw: what cannot be read
/// gives nothing, and whoever offers the rows tells afterwards that it was so.
public protocol SortedPairs: Sendable {
  /// How many rows there are.
  var count: Int { get }

  /// All rows, with the given column (0 or 1) first in each.
  ///
  /// - Complexity: O(*n*), if they were not read before.
  func relation(leading column: Int) -> Relation

  /// The other column's words of the rows with a word in the given column, ascending.
  func seconds(of word: UInt32, leading column: Int) -> [UInt32]
}

/// Distinct texts in ascending byte order that are read when they are asked for.
///
/// Reading does not throw: what cannot be read is empty, and whoever lends the texts tells afterwards that it was so.
package protocol SortedTexts: Sendable {
  var count: Int { get }

  /// Lends the bytes of a text.
  func withUTF8<Result>(
    of index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result
}
