/// Reads dates as pages write them.
enum DateReading {
  /// The first date in a text, in ISO 8601 and as exact as it is written: `2025-08-10`, `2023-03`,
  /// `2024-10-21T15:09`.
  static func isoDate(in text: String) -> String? {
    numeric(in: text) ?? named(in: text)
  }

  /// `2025-08-10`, `2025/8/10`, `2025.8.10`, `2025年8月10日`, each with or without its day and time.
  private static func numeric(in text: String) -> String? {
    let pattern =
      #/(?:^|[^0-9])((?:19|20)[0-9]{2})(?:-|\/|\.|年)([0-9]{1,2})(?:(?:-|\/|\.|月)([0-9]{1,2}))?(?![0-9])日?(?:[T ]+([0-9]{1,2}):([0-9]{2}))?/#
    guard let match = text.firstMatch(of: pattern), let month = Int(match.2), (1...12).contains(month) else {
      return nil
    }
    let yearMonth = "\(match.1)-\(padded(month))"
    guard let day = match.3.flatMap({ Int($0) }), (1...31).contains(day) else { return yearMonth }
    guard let hour = match.4.flatMap({ Int($0) }), let minute = match.5, hour < 24 else {
      return "\(yearMonth)-\(padded(day))"
    }
    return "\(yearMonth)-\(padded(day))T\(padded(hour)):\(minute)"
  }

  /// `August 10, 2025`, `10 Aug 2025`, `Aug 2025`.
  private static func named(in text: String) -> String? {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    for (index, word) in words.enumerated() {
      guard word.count >= 3, let month = months.firstIndex(where: { $0.hasPrefix(word) || word == $0 }) else {
        continue
      }
      let around = words[max(0, index - 1)..<min(words.count, index + 3)]
      guard let year = around.first(where: { $0.count == 4 && Int($0) != nil }) else { continue }
      let day = around.compactMap { Int($0.prefix { $0.isNumber }) }.first { (1...31).contains($0) }
      return "\(year)-\(padded(month + 1))" + (day.map { "-\(padded($0))" } ?? "")
    }
    return nil
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november",
    "december",
  ]
}
