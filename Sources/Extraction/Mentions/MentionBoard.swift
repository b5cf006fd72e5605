import KnowledgeGraph
import Transcripts

/// The mentions of one talk while they are being found: what is taken, and who is named how often.
struct MentionBoard: Sendable {
  private(set) var mentions: [[Mention]]
  /// How often each entity is named, by sentence mentions.
  private(set) var support: [EntityIndex: Int] = [:]

  init(sentenceCount: Int) {
    mentions = Array(repeating: [], count: sentenceCount)
  }

  /// Whether no mention overlaps a range.
  func isFree(_ range: Range<Int>, inSentence sentence: Int) -> Bool {
    !mentions[sentence].contains { $0.range.overlaps(range) }
  }

  /// Adds a mention where nothing stands yet.
  ///
  /// - Returns: whether it was added.
  @discardableResult
  mutating func add(_ mention: Mention) -> Bool {
    guard isFree(mention.range, inSentence: mention.sentence) else { return false }
    mentions[mention.sentence].append(mention)
    support[mention.entity, default: 0] += 1
    return true
  }

  /// Puts a mention in place of the shorter ones that it covers; one that it cuts, or one as long, stays.
  mutating func addCovering(_ mention: Mention) {
    let others = mentions[mention.sentence].filter { $0.range.overlaps(mention.range) }
    guard
      others.allSatisfy({
        mention.range.contains($0.range.lowerBound) && $0.range.count < mention.range.count
          && $0.range.upperBound <= mention.range.upperBound
      })
    else { return }
    mentions[mention.sentence].removeAll { $0.range.overlaps(mention.range) }
    for other in others { support[other.entity, default: 1] -= 1 }
    add(mention)
  }

  /// Whether an entity is named at all.
  func names(_ entity: EntityIndex) -> Bool { (support[entity] ?? 0) > 0 }

  /// Every mention by sentence and place.
  func sorted() -> [Mention] {
    mentions.flatMap { $0.sorted { $0.range.lowerBound < $1.range.lowerBound } }
  }
}
