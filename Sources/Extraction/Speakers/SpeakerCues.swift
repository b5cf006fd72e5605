import KnowledgeGraph

/// What a sentence shows of who speaks, who is spoken to and who is presented, by its words.
struct SpeakerCues: Sendable {
  /// Where an address looks for its answer.
  enum Direction: Sendable {
    case next
    case previous
    case open
  }

  let tokens: SentenceTokens
  /// Of the entities named, whether they are persons.
  let isPerson: @Sendable (EntityIndex) -> Bool

  private var people: [SentenceTokens.Span] { tokens.spans.filter { isPerson($0.entity) } }

  private func word(_ index: Int) -> String {
    tokens.tokens.indices.contains(index) ? tokens.tokens[index].text : ""
  }
}

// MARK: Self-introduction

extension SpeakerCues {
  private static let introductions = [
    "i'm", "i am", "my name is", "my name's", "i'm your host", "i am your host", "this is", "我是",
    "我叫", "我的名字是", "我是主持人",
    "我是你们的主持人", "我是本期主持人", "我是主播",
  ].map(SentenceTokens.words)

  /// The person as whom the speaker presents himself.
  var selfIntroduction: EntityIndex? {
    for span in people {
      let start = span.tokens.lowerBound
      for words in Self.introductions where tokens.has(words, at: start - words.count) {
        if words == ["this", "is"], start != words.count { continue }
        if word(span.tokens.upperBound) == "'s" || word(span.tokens.upperBound) == "的" { continue }
        return span.entity
      }
    }
    return nil
  }

  /// The name, known to nobody yet, as which the speaker presents himself: two or three capitalized words.
  var unknownSelfIntroduction: Range<Int>? {
    for words in Self.introductions where words.last != "is" || words.first == "my" {
      guard let start = tokens.firstIndex(of: words) else { continue }
      let first = start + words.count
      var end = first
      while end < tokens.count, end - first < 3, tokens.tokens[end].isCapitalized,
        tokens.tokens[end].kind == .word, tokens.span(at: end) == nil
      { end += 1 }
      if end - first >= 2 { return first..<end }
    }
    return nil
  }
}

// MARK: Presenting others

extension SpeakerCues {
  private static let presentations = [
    "joining me", "joining us", "joins me", "joins us", "joined by", "joined today", "with me",
    "my guest",
    "my guests", "our guest", "our guests", "please welcome", "welcome", "here with", "i have with",
    "sitting down with",
    "sit down with", "talking to", "talking with", "speaking with", "in conversation with",
    "introduce",
    "pleasure to have", "delighted to have", "honored to have", "excited to have", "来自", "嘉宾", "欢迎",
    "邀请", "本期节目", "做客",
    "加入我们", "有请", "请到", "请来", "对话", "与我一起",
  ].map(SentenceTokens.words)

  private static let entrances = ["please welcome", "welcome", "有请", "欢迎"].map(SentenceTokens.words)

  /// Whether the sentence presents those whom it names.
  var presents: Bool { Self.presentations.contains { tokens.firstIndex(of: $0) != nil } }

  /// Whether the one whom it presents should speak next.
  var callsIn: Bool { Self.entrances.contains { tokens.firstIndex(of: $0) != nil } }
}

// MARK: Address

extension SpeakerCues {
  private static let openers: Set<String> = [
    "so", "and", "well", "yeah", "yes", "ok", "okay", "now", "but", "hey", "hi", "hello", "alright",
    "all", "right",
    "thanks", "thank", "you", "great", "um", "uh", "then", "no", "oh", "awesome", "welcome", "for",
    "very", "much",
    "again", "good", "morning", "evening", "afternoon", ",", "那", "么", "所", "以", "好", "的", "嗯", "对",
    "啊", "谢", "感", "非",
    "常", "而", "且", "嘿", "欢", "迎", "你", "也", "请", "问", "早", "上", "下", "午", "晚", "然", "后", "吧", "是",
  ]
  private static let joiners: Set<String> = ["and", ",", "、", "和", "与", "&"]
  private static let ends: Set<String> = [",", ".", "?", "!", "-", "–", "—", "…", ""]
  private static let second: Set<String> = [
    "you", "your", "yours", "yourself", "你", "您", "welcome", "thank", "thanks", "谢", "?",
  ]
  private static let thanks = ["thank", "thanks", "谢谢", "感谢"].map(SentenceTokens.words)
  private static let agreements = [
    "you put", "you said", "you mentioned", "you were saying", "your point", "as you said",
    "you just", "you're right",
    "you are right", "你说", "你提到", "你刚才", "说得", "说的",
  ].map(SentenceTokens.words)

  /// Those whom the sentence addresses by name.
  var addressed: [SentenceTokens.Span] {
    let isPersonal = tokens.tokens.contains { Self.second.contains($0.text) } || tokens.count <= 6
    guard isPersonal else { return [] }
    let atStart = openingAddress
    return atStart
      + people.filter { span in !atStart.contains { $0.tokens == span.tokens } && isInset(span) }
  }

  private var openingAddress: [SentenceTokens.Span] {
    var index = 0
    while index < tokens.count, tokens.span(at: index) == nil, Self.openers.contains(word(index)) {
      index += 1
    }
    var found: [SentenceTokens.Span] = []
    var end = index
    while let span = tokens.span(at: index), isPerson(span.entity) {
      found.append(span)
      end = span.tokens.upperBound
      index = end
      while index < tokens.count, tokens.span(at: index) == nil, Self.joiners.contains(word(index)) {
        index += 1
      }
    }
    let isClosed = Self.ends.contains(word(end)) || ["你", "您"].contains(word(end))
    let goesOn = ["who", "which", "whose", "是", "也"].contains(word(end + 1))
    return isClosed && !goesOn ? found : []
  }

  /// Between commas, or after one at the end: ", right Sam,".
  private func isInset(_ span: SentenceTokens.Span) -> Bool {
    guard Self.ends.contains(word(span.tokens.upperBound)) else { return false }
    var before = span.tokens.lowerBound - 1
    if ["right", "dear"].contains(word(before)) { before -= 1 }
    if word(before) == "," {
      return word(span.tokens.upperBound) != "," || span.tokens.upperBound - before <= 4
    }
    return Self.thanks.contains { tokens.has($0, at: span.tokens.lowerBound - $0.count) }
  }

  /// Where an address in this sentence looks for its answer.
  var direction: Direction {
    if Self.agreements.contains(where: { tokens.firstIndex(of: $0) != nil }) { return .previous }
    if tokens.isQuestion || word(0) == "welcome" { return .next }
    if Self.thanks.contains(where: { tokens.firstIndex(of: $0) != nil }) { return .previous }
    return .open
  }
}

// MARK: Reference to what somebody said

extension SpeakerCues {
  private static let introducers: Set<String> = [
    "as", "like", "what", "that", "how", "如", "像", "刚", "才", "到",
  ]
  private static let sayings: Set<String> = [
    "said", "say", "says", "saying", "mentioned", "mentioning", "put", "explained", "explaining",
    "indicated", "noted",
    "described", "describing", "pointed", "asked", "touched", "alluded", "argued",
  ]
  private static let belongings: Set<String> = [
    "point", "example", "question", "comment", "analogy", "answer", "remark", "earlier",
  ]
  private static let chineseSayings = [
    "所说", "说的", "说得", "说过", "指出", "提到", "谈到", "讲的", "解释的", "刚才", "早前", "所言", "的例子", "的观点", "的问题",
    "也谈到",
  ].map(SentenceTokens.words)

  /// Those of whom the sentence says that they spoke before: "as Sam was saying".
  var quoted: [SentenceTokens.Span] {
    people.filter { span in
      let after = span.tokens.upperBound
      if word(after) == "'s", Self.belongings.contains(word(after + 1)) { return true }
      if Self.chineseSayings.contains(where: { words in
        (after...after + 2).contains { tokens.has(words, at: $0) }
      }) {
        return true
      }
      guard Self.introducers.contains(word(span.tokens.lowerBound - 1)) else { return false }
      return (after...after + 3).contains { Self.sayings.contains(word($0)) }
    }
  }
}

extension SpeakerCues {
  /// Persons named otherwise than by address: whoever says this is none of them.
  var thirdPersons: [SentenceTokens.Span] {
    let addressed = addressed
    let own = selfIntroduction
    return people.filter { span in
      span.entity != own && !addressed.contains { $0.tokens == span.tokens }
    }
  }
}
