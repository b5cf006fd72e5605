/// What kind of thing a speaker label is, told by its words alone.
enum SpeakerLabel: Sendable, Equatable {
  /// A person's name, whole or short.
  case name
  /// What somebody does in the talk: `主持人`, `Moderator`, `Audience`.
  case role(Role)
  /// A number that diarisation gave: `Speaker 3`, `SPEAKER_01`, `发言人 2`.
  case anonymous

  enum Role: String, Sendable {
    case host = "Host"
    case audience = "Audience"
    case reporter = "Reporter"
    case guest = "Guest"
    case narrator = "Narrator"

    /// The name of somebody of whom only the role is known.
    var unnamed: String { "\(rawValue) (unnamed)" }
  }

  private static let roles: [(Role, [String])] = [
    (
      .host,
      [
        "host", "cohost", "moderator", "interviewer", "presenter", "anchor", "mc", "emcee", "chair",
        "q", "question",
        "主持人", "主持", "主播", "采访者", "提问者", "访谈者", "问", "主持人问", "采访人", "司仪",
      ]
    ),
    (
      .audience,
      [
        "audience", "audiencemember", "questioner", "crowd", "listener", "观众", "听众", "观众提问", "现场观众",
        "台下", "学生", "student",
      ]
    ),
    (.reporter, ["reporter", "journalist", "press", "media", "记者", "媒体", "媒体记者", "编辑"]),
    (.guest, ["guest", "interviewee", "a", "answer", "嘉宾", "受访者", "受访人", "答"]),
    (.narrator, ["narrator", "voiceover", "announcer", "旁白", "解说", "画外音"]),
  ]

  private static let anonymousWords: Set<String> = [
    "speaker", "spk", "speakers", "person", "participant", "unknown", "unknownspeaker",
    "unidentified",
    "unidentifiedspeaker", "voice", "发言人", "说话人", "讲者", "未知", "发言者", "说话者", "演讲者", "嘉宾",
  ]

  init(_ label: String) {
    let key = Self.key(label)
    if Self.anonymousWords.contains(where: { key.hasPrefix($0) && Self.isMark(key.dropFirst($0.count)) }) {
      self = .anonymous
      return
    }
    let word = String(
      key.drop { $0.isNumber }.reversed().drop { $0.isNumber || $0 == "#" }.reversed())
    let isNumbered = word.count < key.count
    if Self.anonymousWords.contains(word), isNumbered || word != "嘉宾" {
      self = .anonymous
    } else if let role = Self.roles.first(where: { $0.1.contains(word) }) {
      self = .role(role.0)
    } else {
      self = .name
    }
  }

  /// Whether this tells speakers apart and names none: a letter, a Chinese numeral.
  private static func isMark(_ text: Substring) -> Bool {
    text.count == 1 && text.allSatisfy { "abcdefgh一二三四五六七八甲乙丙丁".contains($0) }
  }

  /// A label's letters: what separates words, and marks around it, left out.
  private static func key(_ label: String) -> String {
    String(label.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
