import Datalog
import Foundation
import Relations

/// How a plain Datalog program is run: what the command line says, then what the program's `.pragma` adds.
public struct DatalogRequest: Sendable {
  /// The program's file, or `-` for standard input.
  public var program: String
  /// Where facts are read; by default the working directory.
  public var facts: String?
  /// Where answers are written, `-` for standard output; by default the working directory.
  public var output: String?
  /// Where files to include are looked for, after the folder of the file that includes them.
  public var includes: [String] = []
  /// Macros as `NAME=VALUE` or `NAME`.
  public var macros: [String] = []
  /// How many threads may be used.
  public var jobs: Int?
  /// Whether no warnings are given, and a missing file of facts counts as empty.
  public var isLenient: Bool?
  /// Whether only those rows are derived that the outputs ask for, where that pays; so it is if nothing is said.
  public var usesDemand: Bool?
  /// Whether `inline` relations are written out where they are used; so they are if nothing is said.
  public var inlinesRelations: Bool?
  /// The pragmas given that the program's check reads.
  var hints: [(name: String, value: String)] = []
  public var limits: QueryLimits

  /// Asks for a program to be run.
  public init(program: String, limits: QueryLimits) {
    self.program = program
    self.limits = limits
  }

  /// Takes a setting that `.pragma` or `--pragma` makes, unless the command line has made it already.
  ///
  /// - Returns: what is wrong with it; nothing if it is obeyed, or is one of Soufflé's that means nothing here.
  public mutating func set(_ name: String, to value: String) -> String? {
    switch name {
    case "fact-dir": facts = facts ?? value
    case "output-dir": output = output ?? value
    case "include-dir": includes.append(value)
    case "macro": macros += value.split(separator: " ").map(String.init)
    case "no-warn": isLenient = isLenient ?? true
    case "jobs":
      guard let count = Self.jobs(value) else {
        return "'jobs' is a number of threads, 1 or more, or 'auto', found '\(value)'"
      }
      jobs = jobs ?? count
    case "disable-transformers": return disable(value)
    case _ where Self.hintNames.contains(name): hints.append((name, value))
    case _ where Self.meaningless.contains(name): break
    default:
      let known =
        ["fact-dir", "output-dir", "include-dir", "macro", "no-warn", "jobs", "disable-transformers"]
        + Self.hintNames
      return "no setting is called '\(name)'"
        + NearestNames.suggestion(for: name, among: known + Self.meaningless)
    }
    return nil
  }

  /// Does without transformations, which are named as Soufflé names them.
  private mutating func disable(_ names: String) -> String? {
    for name in names.split(separator: ",") {
      switch name {
      case "MagicSetTransformer": usesDemand = usesDemand ?? false
      case "InlineRelationsTransformer": inlinesRelations = inlinesRelations ?? false
      default:
        return "there is no transformation '\(name)' to do without; 'MagicSetTransformer' and "
          + "'InlineRelationsTransformer' are those that there are"
      }
    }
    return nil
  }

  /// Soufflé's settings that say how relations are transformed.
  private static let hintNames = ["inline-exclude", "magic-transform", "magic-transform-exclude"]

  /// A number of threads as `-j` takes it; as many as the machine has for `auto`.
  public static func jobs(_ text: String) -> Int? {
    if text == "auto" { return ProcessInfo.processInfo.activeProcessorCount }
    guard let count = Int(text), count > 0 else { return nil }
    return count
  }

  /// What Soufflé's settings are called that compile, tune or instrument its programs.
  private static let meaningless = [
    "auto-schedule", "compile", "compile-many", "debug-report", "dl-program",
    "emit-statistics", "generate", "generate-many", "generate-namespace", "legacy", "libraries",
    "library-dir", "live-profile", "name", "no-preprocessor", "preprocessor", "profile", "profile-frequency",
    "profile-use", "provenance", "swig", "verbose", "version", "warn", "wno",
  ]
}
