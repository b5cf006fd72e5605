/// Tells what a page adds to every talk from what is the talk's.
enum Boilerplate {
  /// Words that begin the end of a page: related pages, the site's own text, credits.
  static func beginsFooter(_ text: String) -> Bool {
    let lower = text.lowercased()
    return footerBeginnings.contains { lower.hasPrefix($0) } || isAbout(text)
  }

  /// The heading of what a site says of itself: `关于 X 播客`, `About the show`.
  private static func isAbout(_ text: String) -> Bool {
    guard text.hasPrefix("关于") || text.hasPrefix("About "), text.count <= 40 else { return false }
    return text.last.map(\.isPunctuation) != true
  }

  /// A line about the site and not about the talk.
  static func isAboutSite(_ text: String) -> Bool {
    guard text.count <= 200 else { return false }
    let lower = text.lowercased()
    return siteWords.contains { lower.contains($0) }
  }

  private static let footerBeginnings = [
    "article comments", "related articles", "related posts", "related transcripts", "more from", "read more",
    "read next", "see also", "about this site", "about the show", "subscribe", "share this", "copyright", "©",
    "all rights reserved", "leave a comment", "recommended", "further reading", "references:", "source:",
    "sources:",
    "参考内容", "参考资料", "参考链接", "参考来源", "延伸阅读", "相关阅读", "相关文章", "推荐阅读", "热门标签", "继续浏览", "更多内容",
    "更多播客", "版权", "转载", "免责声明", "本文转自", "原文链接", "编辑：", "编辑:", "关注我们", "扫码", "点击阅读",
  ]

  private static let siteWords = [
    "播客 app", "播客app", "仅展示", "请使用", "下载 app", "下载app", "订阅我们", "cookie", "download the app", "get the app",
    "subscribe to our", "sign up for", "privacy policy", "all rights reserved",
  ]
}
