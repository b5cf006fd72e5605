/// Whom a sentence of narration reports, by its words: "Greg 认为 …", "主持人问 …", "他补充说 …".
struct NarrationCues: Sendable {
  /// Who is reported.
  enum Subject: Sendable, Equatable {
    case person(SentenceTokens.Span)
    case role(SpeakerLabel.Role, Range<Int>)
    /// A role and the name of who has it: "主持人 Bruno Okafor".
    case namedRole(SpeakerLabel.Role, SentenceTokens.Span)
    case pronoun

    static func == (a: Subject, b: Subject) -> Bool { a.tokens == b.tokens }

    /// The tokens that name the subject.
    var tokens: Range<Int> {
      switch self {
      case .person(let span), .namedRole(_, let span): span.tokens
      case .role(_, let range): range
      case .pronoun: 0..<0
      }
    }
  }

  /// How plainly it is reported.
  enum Manner: Sendable {
    /// By a verb of asking.
    case asks
    /// By another verb of saying, thinking or feeling.
    case says
    /// The sentence only begins with its name, or tells what it said at another time.
    case isTopic
  }

  struct Report: Sendable {
    let subject: Subject
    let manner: Manner
    /// The verb's first token; the subject's end where there is none.
    let verb: Int
  }

  let tokens: SentenceTokens
  let isPerson: @Sendable (EntityIndex) -> Bool

  private static let roleWords: [(words: [String], role: SpeakerLabel.Role)] = {
    let roles: [(String, SpeakerLabel.Role)] = [
      ("主持人", .host), ("采访者", .host), ("提问者", .host), ("记者", .reporter), ("观众", .audience),
      ("听众", .audience), ("the host", .host), ("the interviewer", .host), ("the moderator", .host),
    ]
    return roles.map { (SentenceTokens.words($0.0), $0.1) }
  }()

  private static let asking = [
    "提问", "追问", "询问", "反问", "请教", "问", "的问题是", "的第二个问题是", "想知道", "提出", "的问题", "asks", "asked",
    "嘉宾提问", "的嘉宾提问",
  ].map(SentenceTokens.words)

  private static let saying = [
    "说", "认为", "表示", "提到", "回答", "解释", "补充", "回忆", "指出", "觉得", "强调", "承认", "证实", "透露", "举例", "预测",
    "总结",
    "感谢", "相信", "希望", "建议", "分享", "介绍", "谈到", "谈及", "讲述", "描述", "坦言", "称", "告诉", "记得", "意识到", "感到",
    "关心", "的观点是",
    "的回答是", "评论", "回应", "同意", "赞同", "澄清", "继续", "欢迎", "注意到", "倾向", "喜欢", "问好", "好奇", "坚信", "重申",
    "阐述", "说明",
    "给出的建议", "的建议是", "笑", "says", "said", "explains", "explained", "recalls", "recalled", "adds",
    "added",
    "thinks", "believes", "notes", "noted", "answers", "answered", "replies", "replied",
  ].map(SentenceTokens.words)

  private static let pronouns: Set<String> = ["他", "她", "he", "she"]
  private static let elsewhere = ["当时", "曾", "以前", "之前", "过去", "once"].map(SentenceTokens.words)
  private static let breaks: Set<String> = [
    ",", ".", ";", ":", "?", "!", "\"", "、", "(", ")", "《", "》", "—",
  ]

  /// The first that the sentence reports.
  var report: Report? {
    let quoted = quotedTokens
    var topic: Report?
    for index in 0..<tokens.count where !quoted.contains(index) {
      guard let subject = subject(at: index) else { continue }
      let end = subject.tokens.isEmpty ? index + 1 : subject.tokens.upperBound
      if let verb = verb(after: end) {
        guard isElsewhere(end..<verb.index) else {
          return Report(subject: subject, manner: verb.isAsking ? .asks : .says, verb: verb.index)
        }
        topic = topic ?? Report(subject: subject, manner: .isTopic, verb: end)
      } else if index <= 2, topic == nil, subject != .pronoun {
        topic = Report(subject: subject, manner: .isTopic, verb: end)
      }
    }
    return topic
  }

  private func subject(at index: Int) -> Subject? {
    if let (words, role) = Self.roleWords.first(where: { tokens.has($0.words, at: index) }) {
      let end = index + words.count
      if let span = tokens.span(at: end), isPerson(span.entity) { return .namedRole(role, span) }
      return .role(role, index..<end)
    }
    if let span = tokens.span(at: index), isPerson(span.entity) { return .person(span) }
    let isClauseStart =
      index == 0 || Self.breaks.contains(tokens.tokens[index - 1].text) || index <= 2
    return isClauseStart && Self.pronouns.contains(tokens.tokens[index].text) ? .pronoun : nil
  }

  /// A verb within a few characters, before anything else is named.
  private func verb(after start: Int) -> (index: Int, isAsking: Bool)? {
    for index in start..<min(start + 10, tokens.count) {
      if Self.breaks.contains(tokens.tokens[index].text), tokens.tokens[index].text != "(" {
        return nil
      }
      if Self.asking.contains(where: { tokens.has($0, at: index) }) { return (index, true) }
      if Self.saying.contains(where: { tokens.has($0, at: index) }) { return (index, false) }
    }
    return nil
  }

  private func isElsewhere(_ range: Range<Int>) -> Bool {
    range.contains { index in
      Self.elsewhere.contains { words in
        index + words.count <= range.upperBound && tokens.has(words, at: index)
      }
    }
  }

  /// Tokens inside quotation marks: a name there is said, not telling.
  private var quotedTokens: Set<Int> {
    var result: Set<Int> = []
    var isInside = false
    for (index, token) in tokens.tokens.enumerated() {
      if token.text == "\"" { isInside.toggle() } else if isInside { result.insert(index) }
    }
    return result
  }

  /// Names of those whom the telling says are asked or told: "问 Greg", "向 Greg 问好".
  var told: [SentenceTokens.Span] {
    let verbs = ["问", "追问", "请", "请教", "告诉", "向", "感谢", "邀请"].map(SentenceTokens.words)
    return tokens.spans.filter { span in
      isPerson(span.entity)
        && verbs.contains { tokens.has($0, at: span.tokens.lowerBound - $0.count) }
    }
  }
}
