/// A file or database of facts that a host cannot read.
///
/// A host throws it from what reads for it; ``FileFacts`` then says which `.input` wants the file, and where that stands.
public struct UnreadableFacts: Error, Sendable, Equatable {
  /// The file as it was looked for.
  public let path: String
  public let reason: String
  /// Where such files are looked for; nothing if that does not matter.
  public let help: String?

  /// Describes a file that cannot be read.
  public init(path: String, reason: String, help: String? = nil) {
    self.path = path
    self.reason = reason
    self.help = help
  }
}

extension UnreadableFacts {
  /// The fault of the directive that wants the file.
  func fault(of input: Input) -> ProgramError {
    let notes = help.map { [Diagnostic.Note(message: $0, place: nil)] } ?? []
    return ProgramError(diagnostics: [
      Diagnostic(
        severity: .error, message: "cannot read \"\(path)\" for '\(input.relation)': \(reason)",
        place: input.place, notes: notes)
    ])
  }
}
