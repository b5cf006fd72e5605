/// What a page says of its talk, by the word it says it with.
enum MetadataKey: Equatable {
  case title
  case description
  case date
  case source
  case author
  case speakers
  /// Names: people, tags, places.
  case names
  /// Nothing about the talk: how the page is to be drawn.
  case technical

  /// - Parameter written: a key of front matter or the word before a colon, in either language.
  init?(_ written: String) {
    let key = written.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
    guard let known = Self.known[key] else { return nil }
    self = known
  }

  private static let known: [String: MetadataKey] = {
    var table: [String: MetadataKey] = [:]
    func add(_ words: String, _ key: MetadataKey) {
      for word in words.split(whereSeparator: \.isWhitespace) { table[String(word)] = key }
    }
    add("title headline subtitle 标题 题目 原标题 原文标题", .title)
    add(
      "summary description abstract excerpt insight intro introduction subtitle 摘要 简介 导读 导语 描述", .description)
    add(
      "date published publishedat publishdate created updated recorded recordedon pubdate time datetime",
      .date)
    add("发布时间 日期 时间 发布日期 录制时间 更新时间 发表时间", .date)
    add(
      "source url link referto refer original originalurl canonical canonicalurl video youtube videourl sourceurl href",
      .source)
    add("原文 原文链接 来源 链接 视频 原视频 视频链接 出处 原文地址 视频地址 节目链接", .source)
    add("author authors by writer byline creator 作者 文章作者 撰文 文", .author)
    add(
      "speaker speakers guest guests host hosts interviewer interviewee interviewees panelists presenter",
      .speakers)
    add("嘉宾 主持人 主持 主讲人 演讲者 讲者 本期嘉宾 本期主播 主播 受访者 采访者 对话嘉宾", .speakers)
    add(
      "tags keywords categories category topics people companies places location venue event organizer",
      .names)
    add("标签 关键词 发布地 地点 分类 主题 机构 公司 人物 译者 翻译 编辑 编译 校对", .names)
    add(
      "layout draft status permalink slug id uuid weight order image cover thumbnail banner theme template",
      .technical)
    add(
      "lang language locale published_at toc math comments type kind version duration length cssclass",
      .technical)
    add("cssclasses aliases publish featured pinned hidden robots og 封面图链接 封面 封面图 图片 语言 时长", .technical)
    return table
  }()
}
