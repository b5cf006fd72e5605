import Datalog
import Foundation
import Relations

/// The questions there are: one `.dl` file each, with a doc comment and parameters.
public struct QueryLibrary: Sendable {
  /// A question of the library.
  public struct Entry: Sendable, Equatable {
    /// The file's name without `.dl`.
    public var name: String
    public var text: String
    /// The doc comment's first sentence.
    public var summary: String
    /// As declared: `entity: Entity`, `kind: symbol = ""`.
    public var parameters: [String]
  }

  public let data: ProgramData
  /// By name.
  public let entries: [Entry]

  public init(data: ProgramData) {
    self.data = data
    entries = data.queries.filter { $0.path.hasSuffix(".dl") }.map(Entry.init).sorted { $0.name < $1.name }
  }

  /// The question of a name.
  ///
  /// - Throws: ``WorkbenchError/unknownQuery(name:nearest:)``.
  public func entry(named name: String) throws(WorkbenchError) -> Entry {
    if let entry = entries.first(where: { $0.name == name }) { return entry }
    throw .unknownQuery(name: name, nearest: NearestNames.nearest(to: name, among: entries.map(\.name)))
  }

  /// What there is to ask.
  public var overview: Table {
    Table(
      columns: ["query", "parameters", "what it answers"],
      rows: entries.map {
        [.text($0.name), .text($0.parameters.joined(separator: ", ")), .text($0.summary)]
      })
  }
}

extension QueryLibrary.Entry {
  fileprivate init(file: ProgramData.File) {
    let fileName = file.path.split(separator: "/").last.map(String.init) ?? file.path
    name = String(fileName.dropLast(".dl".count))
    text = file.text
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    summary =
      lines.first { $0.hasPrefix("///") }
      .map { $0.dropFirst(3).trimmingCharacters(in: .whitespaces) } ?? ""
    parameters = lines.filter { $0.hasPrefix(".param ") }
      .map { $0.dropFirst(".param ".count).trimmingCharacters(in: .whitespaces) }
  }
}
