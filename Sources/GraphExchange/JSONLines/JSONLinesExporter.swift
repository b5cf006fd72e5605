import KnowledgeGraph

/// Everything in a graph, one JSON object a line: talks, speakers, entities, mentions and relations, in this order.
///
/// ```
/// {"type":"entity","id":"Sam Altman","kind":"person","label":"Sam Altman","names":["Sam Altman","萨姆·奥尔特曼"]}
/// ```
/// `line` is the 1-based line of the source file, `start` and `end` are byte offsets into it, `sentence` is the place
/// of the sentence in its talk, from 0. A relation's `line` and `quote` are those of its sentence. Members stand in a
/// fixed order; what is unknown is `null`.
public struct JSONLinesExporter: GraphExporter {
  public init() {}

  public func write(_ contents: GraphContents, to sink: @escaping ByteSink) throws {
    var output = TextOutput(to: sink)
    for talk in contents.talks { try output.write(Self.line(talk)) }
    for talk in contents.talks {
      for speaker in talk.speakers { try output.write(Self.line(speaker, in: talk)) }
    }
    for entity in contents.entities { try output.write(Self.line(entity)) }
    for talk in contents.talks {
      for mention in talk.mentions { try output.write(Self.line(mention, in: talk)) }
    }
    for talk in contents.talks {
      for statement in talk.statements { try output.write(Self.line(statement, in: talk)) }
    }
    try output.flush()
  }
}

extension JSONLinesExporter {
  private static func line(_ talk: TalkRecord) -> String {
    var line = JSONLine()
    line.add("type", "talk")
    line.add("id", talk.id)
    line.add("title", talk.title)
    line.add("path", talk.path)
    line.add("date", orNull: talk.date)
    line.add("source", orNull: talk.source)
    line.add("languages", talk.languages)
    return line.closed
  }

  private static func line(_ speaker: SpeakerRecord, in talk: TalkRecord) -> String {
    var line = JSONLine()
    line.add("type", "speaker")
    line.add("talk", talk.id)
    line.add("label", speaker.label)
    line.add("person", orNull: speaker.person)
    line.add("confidence", speaker.confidence)
    let reasons = speaker.because.map { reason in
      "{\"line\":\(reason.line),\"text\":\(JSONText.quoted(reason.text))}"
    }
    line.addRaw("because", JSONText.array(reasons))
    return line.closed
  }

  private static func line(_ entity: EntityRecord) -> String {
    var names = [entity.label]
    var seen: Set<String> = [entity.label]
    for name in entity.names where seen.insert(name.text).inserted { names.append(name.text) }
    var line = JSONLine()
    line.add("type", "entity")
    line.add("id", entity.id)
    line.add("kind", entity.kind.rawValue)
    line.add("label", entity.label)
    line.add("names", names)
    return line.closed
  }

  private static func line(_ mention: MentionRecord, in talk: TalkRecord) -> String {
    let sentence = talk.sentences[mention.sentence]
    var line = JSONLine()
    line.add("type", "mention")
    line.add("talk", talk.id)
    line.add("sentence", mention.sentence)
    line.add("speaker", orNull: sentence.speaker)
    line.add("entity", mention.entity)
    line.add("surface", mention.surface)
    line.add("line", mention.line)
    line.add("start", mention.bytes.lowerBound)
    line.add("end", mention.bytes.upperBound)
    line.add("language", sentence.language)
    line.add("method", mention.method)
    line.add("confidence", mention.confidence)
    return line.closed
  }

  private static func line(_ statement: StatementRecord, in talk: TalkRecord) -> String {
    let sentence = talk.sentences[statement.sentence]
    var line = JSONLine()
    line.add("type", "relation")
    line.add("subject", statement.subject)
    line.add("predicate", statement.predicate)
    switch statement.object {
    case .entity(let id): line.add("object", id)
    case .value(let value): line.addRaw("object", "{\"value\":\(JSONText.quoted(value))}")
    }
    line.add("talk", talk.id)
    line.add("line", sentence.line)
    line.add("quote", sentence.text)
    line.add("method", statement.method)
    line.add("confidence", statement.confidence)
    return line.closed
  }
}
