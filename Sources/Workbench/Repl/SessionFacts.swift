import Datalog
import Foundation
import KnowledgeGraph
import Relations

/// The rows that a session's questions start from: the graph's, and those of fact files.
///
/// A class, because what one question had read is there for the next: a file is read again only once it has changed.
final class SessionFacts: FactSource {
  private struct Kept {
    let relation: Relation?
    let stamps: [String: FileStamp]
  }

  private let graph: Graph?
  /// Where fact files are read.
  var folder: String
  /// The sources whose inputs come from the graph alone.
  private let preludeNames: Set<String>
  private var kept: [String: Kept] = [:]
  /// The graph's terms and those of the files; the ids of what is kept.
  private(set) var symbols: SymbolTable

  init(graph: Graph?, folder: String, preludeNames: Set<String>) throws {
    self.graph = graph
    self.folder = folder
    self.preludeNames = preludeNames
    symbols = try graph?.symbolsOnDemand ?? SymbolTable()
  }

  func pairs(for input: Input) -> (any SortedPairs)? { graph?.pairs(named: input.relation) }

  func rows(for input: Input, symbols: inout SymbolTable) throws -> Relation? {
    if let graph, input.columns.count == 2, let relation = try graph.relation(named: input.relation) {
      return relation
    }
    if preludeNames.contains(input.place.file) { return nil }
    let key = key(of: input)
    if let known = kept[key], known.stamps.allSatisfy({ FileStamp(path: $0) == $1 }) { return known.relation }
    let reading = FileReading(folder: folder)
    let files = reading.facts(of: input.relation)
    let relation = try files.rows(for: input, symbols: &symbols)
    kept[key] = Kept(relation: relation, stamps: reading.stamps)
    self.symbols = symbols
    return relation
  }

  /// What a relation's rows depend on, its file's contents aside.
  private func key(of input: Input) -> String {
    let parameters = input.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let columns = input.columns.map { "\($0.name): \($0.type) \($0.kind)" }
    return ([folder, input.relation] + columns + parameters).joined(separator: "\n")
  }
}

/// Files read for one relation.
///
/// A class because what reads them notes which they were.
private final class FileReading {
  /// What says where the session's facts are.
  private static let option = ":set facts"

  private let folder: String
  private(set) var stamps: [String: FileStamp] = [:]

  init(folder: String) { self.folder = folder }

  func facts(of relation: String) -> FileFacts {
    var host = HostFormats()
    host.path = { [folder] in DatalogFiles.path($0, in: folder) }
    host.unpack = { name, bytes in try DatalogFiles.unpacked(bytes, of: name, QueryLimits()) }
    host.readTable = { [self] name, table, columnCount, row in
      let path = DatalogFiles.databasePath(name, in: folder)
      stamps[path] = FileStamp(path: path)
      try DatalogFiles.placed(name, path, in: folder, by: FileReading.option) {
        try FactDatabase(path: path).forEachRow(of: table, columnCount: columnCount, row)
      }
    }
    return FileFacts(
      readStandardInput: {
        throw WorkbenchError.mistakes([
          "'\(relation)' cannot be read from standard input, which the session reads"
        ])
      },
      host: host,
      read: { [self] name in
        let path = DatalogFiles.path(name, in: folder)
        stamps[path] = FileStamp(path: path)
        return try DatalogFiles.facts(name, in: folder, by: FileReading.option)
      })
  }
}

/// What tells a file that was written to from the one it was.
private struct FileStamp: Equatable {
  private var numbers: [Int64] = []

  init(path: String) {
    var info = stat()
    guard stat(path, &info) == 0 else { return }
    numbers = [
      Int64(bitPattern: UInt64(info.st_dev)), Int64(bitPattern: UInt64(info.st_ino)), Int64(info.st_size),
      Int64(info.st_mtim.tv_sec), Int64(info.st_mtim.tv_nsec),
    ]
  }
}
