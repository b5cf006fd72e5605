import KnowledgeGraph

/// Finds the members of numbered families in lists that name the family once: "GPT-2，3，4".
struct NumberedLists {
  let sentences: TalkSentences
  let knowledge: CollectionKnowledge

  func mark(_ board: inout MentionBoard) {
    for sentence in sentences.indices {
      guard let folded = sentences.folded[sentence] else { continue }
      for member in knowledge.numbered.members(in: folded) where member.isInherited {
        guard let entity = knowledge.table.entity(ofKey: member.key) else { continue }
        let range = folded.original(member.range)
        board.add(Mention(sentence: sentence, range: range, entity: entity, method: .list, confidence: 0.85))
      }
    }
  }
}
