import KnowledgeGraph

/// The words that a picture adds to the names in it, in the language of its labels.
struct PictureWords {
  var language: LabelLanguage

  init(_ language: LabelLanguage?) {
    self.language = language ?? .english
  }

  func kind(_ kind: EntityKind) -> String {
    guard language == .chinese else { return kind.rawValue }
    return switch kind {
    case .person: "人物"
    case .organization: "组织"
    case .product: "产品"
    case .concept: "概念"
    case .work: "作品"
    case .place: "地点"
    case .event: "事件"
    }
  }

  /// `founderOf` as `founder of` or `创办`; a predicate that is not known here as it is written.
  func predicate(_ name: String) -> String {
    if language == .chinese { return Self.chinesePredicates[name] ?? name }
    if name == "coMentioned" { return "mentioned together" }
    if name == "instanceOf" { return "is a" }
    return Self.spaced(name)
  }

  var mentions: String { language == .chinese ? "次提及" : "mentions" }

  func only(_ graph: String) -> String { language == .chinese ? "仅 \(graph)" : "only \(graph)" }

  var both: String { language == .chinese ? "两者" : "both" }

  func size(entities: Int, connections: Int) -> String {
    language == .chinese
      ? "\(entities) 个实体，\(connections) 条连接"
      : "\(Self.count(entities, "entity", "entities")), \(Self.count(connections, "connection", "connections"))"
  }

  /// What thinning took away and by what rule.
  func leftOut(_ count: Int, perNode: Int?, minimumMentions: Int) -> String {
    var rules: [String] = []
    if language == .chinese {
      if let perNode { rules.append("每个实体最强的 \(perNode) 条") }
      if minimumMentions > 1 { rules.append("提及至少 \(minimumMentions) 次") }
      return "另有 \(count) 条较弱的连接未画" + (rules.isEmpty ? "" : "（保留\(rules.joined(separator: "，"))）")
    }
    if let perNode { rules.append("each entity's \(perNode) strongest") }
    if minimumMentions > 1 { rules.append("mentions in at least \(minimumMentions) sentences") }
    let kept = rules.isEmpty ? "" : " (drawn: \(rules.joined(separator: ", ")))"
    return "\(Self.count(count, "weaker one", "weaker ones")) not drawn\(kept)"
  }

  private static func count(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  private static func spaced(_ name: String) -> String {
    var words = ""
    for character in name {
      if character.isUppercase, !words.isEmpty {
        words += " " + character.lowercased()
      } else {
        words.append(character)
      }
    }
    return words
  }

  private static let chinesePredicates = [
    "founderOf": "创办", "affiliatedWith": "任职于", "roleAt": "职务", "developed": "开发", "authorOf": "著",
    "invented": "发明", "studiedAt": "就读于", "familyOf": "亲属", "partnerOf": "合作", "competesWith": "竞争",
    "successorOf": "接替", "partOf": "属于", "uses": "使用", "trainedOn": "训练自", "instanceOf": "是",
    "interviewed": "采访", "spokeAt": "演讲于", "createdIn": "创于", "quantity": "数量", "mentioned": "提到",
    "coMentioned": "一同提及",
  ]
}
