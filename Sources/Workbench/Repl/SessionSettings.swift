import Foundation
import GraphExchange

/// How a session shows its answers, and how far its questions may go.
public struct SessionSettings: Sendable {
  public var format = TableFormat.table
  /// How many rows of an answer are shown; all if nothing.
  public var rowsShown: Int?
  /// Whether each answer is followed by the time it took.
  public var showsTime = false
  /// Whether a sentence is shown by its words.
  public var showsQuotes = false
  public var language = LabelLanguage.english
  /// Seconds an answer may take.
  public var timeLimit: Double?
  /// Rows that may be derived for an answer.
  public var rowLimit: Int?
  /// Megabytes that an answer's tables may take.
  public var memoryLimit: Int?
  /// Threads that may be used.
  public var jobs = ProcessInfo.processInfo.activeProcessorCount
  /// Whether only those rows are derived that a question asks for, where that pays.
  public var usesDemand = true
  /// Where fact files are read.
  public var factFolder = "."

  public init() {}

  var limits: QueryLimits {
    QueryLimits(rowsShown: rowsShown, seconds: timeLimit, rowsDerived: rowLimit, megabytes: memoryLimit)
  }

  var presentation: QueryPresentation { QueryPresentation(showsQuotes: showsQuotes, language: language) }
}

// MARK: By name

extension SessionSettings {
  /// A setting as `:set` knows it.
  struct Setting: Sendable {
    let name: String
    /// What may be given.
    let values: String
    let summary: String
    let get: @Sendable (SessionSettings) -> String
    /// Takes a value; says no if it is none.
    let set: @Sendable (inout SessionSettings, String) -> Bool
  }

  /// Every setting, in the order they are shown.
  static let all: [Setting] = [
    Setting(
      name: "format", values: "table|tsv|csv|json|markdown", summary: "the form of answers",
      get: { $0.format.rawValue },
      set: { settings, text in assign(TableFormat(rawValue: text), to: &settings.format) }),
    Setting(
      name: "limit", values: "N|none", summary: "the rows shown of an answer", get: { number($0.rowsShown) },
      set: { settings, text in assign(limit(text, least: 0), to: &settings.rowsShown) }),
    Setting(
      name: "time", values: "on|off", summary: "say how long each answer took", get: { flag($0.showsTime) },
      set: { settings, text in assign(flag(text), to: &settings.showsTime) }),
    Setting(
      name: "quotes", values: "on|off", summary: "show the words of sentences, not their ids",
      get: { flag($0.showsQuotes) },
      set: { settings, text in assign(flag(text), to: &settings.showsQuotes) }),
    Setting(
      name: "lang", values: "en|zh", summary: "the language of labels", get: { $0.language.rawValue },
      set: { settings, text in assign(LabelLanguage(rawValue: text), to: &settings.language) }),
    Setting(
      name: "time-limit", values: "5s|500ms|2m|none", summary: "how long an answer may take",
      get: { $0.timeLimit.map { "\(formatted($0))s" } ?? "none" },
      set: { settings, text in assign(duration(text), to: &settings.timeLimit) }),
    Setting(
      name: "row-limit", values: "N|none", summary: "the rows that may be derived for an answer",
      get: { number($0.rowLimit) },
      set: { settings, text in assign(limit(text, least: 1), to: &settings.rowLimit) }),
    Setting(
      name: "memory-limit", values: "N|none", summary: "the megabytes that an answer's tables may take",
      get: { number($0.memoryLimit) },
      set: { settings, text in
        assign(
          limit(text.hasSuffix("MB") ? String(text.dropLast(2)) : text, least: 1), to: &settings.memoryLimit)
      }),
    Setting(
      name: "jobs", values: "N|auto", summary: "the threads that may be used", get: { String($0.jobs) },
      set: { settings, text in
        assign(DatalogRequest.jobs(text).flatMap { 1...1024 ~= $0 ? $0 : nil }, to: &settings.jobs)
      }),
    Setting(
      name: "demand", values: "on|off", summary: "derive only the rows that a question needs",
      get: { flag($0.usesDemand) },
      set: { settings, text in assign(flag(text), to: &settings.usesDemand) }),
    Setting(
      name: "facts", values: "FOLDER", summary: "where '.input' finds its files", get: { $0.factFolder },
      set: { settings, text in assign(text.isEmpty ? nil : text, to: &settings.factFolder) }),
  ]

  private static func assign<Value>(_ value: Value?, to place: inout Value) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }

  private static func flag(_ value: Bool) -> String { value ? "on" : "off" }

  private static func flag(_ text: String) -> Bool? { text == "on" ? true : text == "off" ? false : nil }

  private static func number(_ value: Int?) -> String { value.map(String.init) ?? "none" }

  /// A number, or no limit at all; nothing for what is neither.
  private static func limit(_ text: String, least: Int) -> Int?? {
    if ["none", "all", "off"].contains(text) { return .some(nil) }
    guard let number = Int(text), number >= least else { return nil }
    return .some(number)
  }

  private static func duration(_ text: String) -> Double?? {
    if ["none", "off"].contains(text) { return .some(nil) }
    let units: [(name: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("", 1)]
    guard let unit = units.first(where: { text.hasSuffix($0.name) }),
      let number = Double(text.dropLast(unit.name.count)), number > 0, number.isFinite
    else { return nil }
    return .some(number * unit.seconds)
  }

  private static func formatted(_ seconds: Double) -> String {
    seconds == seconds.rounded() && seconds < 1e9 ? String(Int(seconds)) : String(seconds)
  }
}
