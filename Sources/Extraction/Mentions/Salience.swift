import KnowledgeGraph
import Transcripts

/// Decides which concepts a talk is about, rather than words that happen to be used in it.
///
/// Names of persons, organizations, products and works always count, places unless only glosses name them ("a French
/// mathematician"), and so do terms that the talk itself explains. A concept of the lexicon must stand in a title,
/// heading, description or tag, or be said often enough: where everything stands there in two languages, twice; where
/// an everyday word might be meant, twice as well.
struct Salience {
  let sentences: TalkSentences
  let knowledge: CollectionKnowledge

  private static let enough = 2.0

  /// The mentions without those of concepts that the talk only brushes.
  func salient(_ mentions: [Mention]) -> [Mention] {
    var weights: [EntityIndex: Double] = [:]
    for mention in mentions {
      switch knowledge.catalog[mention.entity].kind {
      case .concept: weights[mention.entity, default: 0] += weight(mention)
      case .place:
        weights[mention.entity, default: 0] += sentences.role(mention.sentence) == .gloss ? 0 : Self.enough
      default: break
      }
    }
    return mentions.filter { weights[$0.entity].map { $0 >= Self.enough } ?? true }
  }

  private func weight(_ mention: Mention) -> Double {
    if mention.method == .learned { return Self.enough }
    let passage = sentences.passage(of: mention.sentence)
    switch passage.role {
    case .title, .heading, .description, .metadata: return Self.enough
    case .gloss, .boilerplate: return 0
    case .speech, .narration, .aside:
      if passage.counterpart != nil { return 1 }
      return isTelling(mention) ? Self.enough : 1
    }
  }

  /// Whether a surface is too long or too foreign to be an everyday word: `MNIST` in Chinese, 受限玻尔兹曼机,
  /// "contrastive divergence".
  private func isTelling(_ mention: Mention) -> Bool {
    let surface = sentences.bytes(mention.sentence)[mention.range]
    if sentences.passage(of: mention.sentence).language == .chinese {
      return surface.contains { LatinWords.isCapital($0) } || surface.count >= 15
    }
    return LatinWords.ranges(in: Array(surface)).count > 1
      || surface.dropFirst().contains { LatinWords.isCapital($0) }
  }
}
