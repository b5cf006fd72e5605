/// What is to be said about a program: a fault that keeps it from running, or something most likely not meant.
public struct Diagnostic: Sendable, Equatable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    case error
    case warning
  }

  /// A second place that belongs to the matter, such as the declaration that a use contradicts.
  public struct Note: Sendable, Equatable {
    public let message: String
    public let place: Place?
  }

  public let severity: Severity
  public let message: String
  /// Nowhere if the fault is not in a text, as with a parameter given on the command line.
  public let place: Place?
  public let notes: [Note]
}

extension Diagnostic {
  /// The message as a compiler prints it: place, line and caret, then the notes in the same way.
  ///
  /// ```
  /// who.dl:3:9: error: no relation is called 'mentoins'; did you mean 'mentions'?
  ///   3 | who(p) :- mentoins(s, p).
  ///     |           ^~~~~~~~
  /// ```
  public func rendered() -> String {
    var text = Self.render(severity.rawValue, message, place)
    // Two columns may be declared at one place.
    for (index, note) in notes.enumerated() where !notes[..<index].contains(note) {
      text += Self.render("note", note.message, note.place)
    }
    return text
  }

  private static func render(_ label: String, _ message: String, _ place: Place?) -> String {
    guard let place, place.line > 0 else { return "\(label): \(message)\n" }
    let head = "\(place.file):\(place.line):\(place.column): \(label): \(message)\n"
    let number = String(place.line)
    let gutter = String(repeating: " ", count: number.count)
    let shown = place.cropped
    return head + "  \(number) | \(shown.lineText)\n  \(gutter) | \(caret(shown))\n"
  }

  /// Blanks up to the column, as wide as the text above them (a Chinese character is two cells), then the mark.
  private static func caret(_ place: Place) -> String {
    var lead = ""
    for character in place.lineText.prefix(place.column - 1) {
      lead += character == "\t" ? "\t" : String(repeating: " ", count: width(of: character))
    }
    let marked = place.lineText.dropFirst(place.column - 1).prefix(place.length)
    let cells = max(1, marked.reduce(0) { $0 + width(of: $1) })
    return lead + "^" + String(repeating: "~", count: cells - 1)
  }

  private static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first?.value else { return 1 }
    switch scalar {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe4f, 0xff00...0xff60,
      0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      return 2
    default: return 1
    }
  }
}

extension Place {
  /// The same place in as much of a very long line as a screen may show.
  fileprivate var cropped: Place {
    let around = 120
    guard lineText.utf8.count > 4 * around else { return self }
    let start = max(0, column - 1 - around)
    let shown = lineText.dropFirst(start).prefix(2 * around)
    let text = (start > 0 ? "…" : "") + shown + (shown.endIndex < lineText.endIndex ? "…" : "")
    return Place(
      file: file, line: line, column: column - start + (start > 0 ? 1 : 0), length: min(length, around),
      lineText: text)
  }
}

/// A program that cannot run, with everything that is wrong with it, in the order of its text.
public struct ProgramError: Error, Sendable, CustomStringConvertible {
  /// Errors, and the warnings found beside them.
  public let diagnostics: [Diagnostic]

  public var description: String { diagnostics.map { $0.rendered() }.joined() }
}

/// Gathers what the stages find, by span, until the program's text is at hand to place it.
struct DiagnosticSink {
  struct Finding {
    var severity: Diagnostic.Severity
    var message: String
    var span: Span
    var notes: [(message: String, span: Span)]
  }

  private struct Key: Hashable {
    var message: String
    var span: Span
  }

  private(set) var findings: [Finding] = []
  private(set) var hasErrors = false
  private var known: Set<Key> = []
  /// How often a name was looked for among others, which costs as much as there are.
  var hints = 0

  mutating func error(_ message: String, at span: Span, notes: [(message: String, span: Span)] = []) {
    add(Finding(severity: .error, message: message, span: span, notes: notes))
  }

  mutating func warning(_ message: String, at span: Span, notes: [(message: String, span: Span)] = []) {
    add(Finding(severity: .warning, message: message, span: span, notes: notes))
  }

  /// The same thing is said once at one place: a rule with two heads is checked twice.
  private mutating func add(_ finding: Finding) {
    guard known.insert(Key(message: finding.message, span: finding.span)).inserted else { return }
    findings.append(finding)
    if finding.severity == .error { hasErrors = true }
  }

  /// How many findings are told; who wrote a text with more has other worries.
  static let most = 1000

  /// Everything found, in the order of the text; of very much only the first part, and how much more there is.
  func diagnostics(in sources: SourceSet) -> [Diagnostic] {
    let ordered = findings.enumerated().sorted { a, b in
      (a.element.span.source, a.element.span.start, a.offset)
        < (b.element.span.source, b.element.span.start, b.offset)
    }
    let told = ordered.prefix(Self.most).map { _, finding in
      Diagnostic(
        severity: finding.severity, message: finding.message,
        place: finding.span.source < 0 ? nil : sources.place(of: finding.span),
        notes: finding.notes.map { note in
          Diagnostic.Note(
            message: note.message, place: note.span.source < 0 ? nil : sources.place(of: note.span))
        })
    }
    let rest = ordered.dropFirst(Self.most)
    guard !rest.isEmpty else { return told }
    let severity: Diagnostic.Severity = rest.contains { $0.element.severity == .error } ? .error : .warning
    return told + [
      Diagnostic(
        severity: severity, message: "\(rest.count) more faults are not shown", place: nil, notes: [])
    ]
  }
}
