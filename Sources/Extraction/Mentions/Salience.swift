import KnowledgeGraph
import Transcripts

/// Decides which concepts a talk is about, rather than words that happen to be used in it.
///
/// Names of persons, organizations, products and works always count, places unless only glosses name them ("a French
/// mathematician"), and so do terms that the talk itself explains. A concept of the lexicon must be said once: where
/// everything stands there in two languages, in both of them or twice. Those that are everyday words must be said
/// three times, and so must terms that were learnt because they recur. A title, a heading, a description or a tag counts as once said.
struct Salience {
  let sentences: TalkSentences
  let knowledge: CollectionKnowledge

  /// What it weighs to be said once.
  private static let once = 2.0
  private static let everyday = 3 * once

  /// The mentions without those of concepts and places that the talk only brushes.
  func salient(_ mentions: [Mention]) -> [Mention] {
    var weights: [EntityIndex: Double] = [:]
    for mention in mentions where isWeighed(mention.entity) {
      weights[mention.entity, default: 0] += weight(mention)
    }
    return mentions.filter { mention in
      weights[mention.entity].map { $0 >= least(for: mention.entity) } ?? true
    }
  }

  private func isWeighed(_ entity: EntityIndex) -> Bool {
    let kind = knowledge.catalog[entity].kind
    return kind == .concept || kind == .place
  }

  private func least(for entity: EntityIndex) -> Double {
    knowledge.everyday.contains(entity) || knowledge.recurring.contains(entity) ? Self.everyday : Self.once
  }

  private func weight(_ mention: Mention) -> Double {
    if mention.method == .learned { return Self.everyday }
    let passage = sentences.passage(of: mention.sentence)
    switch passage.role {
    case .gloss, .boilerplate: return 0
    case .title, .heading, .description, .metadata: return Self.once
    case .speech, .narration, .aside:
      let isHalf = passage.counterpart != nil && knowledge.catalog[mention.entity].kind == .concept
      return isHalf ? Self.once / 2 : Self.once
    }
  }
}
