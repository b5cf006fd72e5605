import Foundation

/// How much is said of something in each of two collections.
///
/// Raw counts of two collections of unequal size say little, so each is also given per 1,000 sentences of its
/// collection, and the two rates as a ratio.
public struct DiffWeight: Sendable, Equatable, Encodable {
  /// Mentions of an entity, or sentences that state a relation.
  public let a: Int
  public let b: Int
  public let perThousandA: Double
  public let perThousandB: Double
  /// The binary logarithm of B's rate over A's: 1 is twice as often, -1 half as often.
  ///
  /// Half an occurrence is added to both counts, so that what is missing on one side has a ratio, too, and the rare
  /// does not look like the greatest change (as in Hardie's log ratio, 2014).
  public let logRatio: Double

  init(a: Int, of sizeA: DiffSize, b: Int, of sizeB: DiffSize) {
    self.a = a
    self.b = b
    let sentencesA = Double(max(1, sizeA.sentences))
    let sentencesB = Double(max(1, sizeB.sentences))
    perThousandA = rounded(1000 * Double(a) / sentencesA)
    perThousandB = rounded(1000 * Double(b) / sentencesB)
    logRatio = rounded(log2((Double(b) + 0.5) / sentencesB) - log2((Double(a) + 0.5) / sentencesA))
  }

  /// How far the rates lie apart: what lists of changes are sorted by.
  var distance: Double { abs(perThousandB - perThousandA) }

  var isEqual: Bool { a == b && perThousandA == perThousandB }
}

/// How large a collection is.
public struct DiffSize: Sendable, Equatable, Encodable {
  public let talks: Int
  public let sentences: Int
  public let mentions: Int

  public init(talks: Int, sentences: Int, mentions: Int) {
    self.talks = talks
    self.sentences = sentences
    self.mentions = mentions
  }

  public init(_ contents: GraphContents) {
    self.init(
      talks: contents.talks.count, sentences: contents.talks.reduce(0) { $0 + $1.sentences.count },
      mentions: contents.talks.reduce(0) { $0 + $1.mentions.count })
  }
}

/// To six places, so that equal rates are equal numbers and read well.
private func rounded(_ number: Double) -> Double {
  let result = (number * 1_000_000).rounded() / 1_000_000
  return result == 0 ? 0 : result
}
