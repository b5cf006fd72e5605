import Relations

/// Facts in files, which the host reads.
public struct FileFacts: FactSource {
  private let read: (_ name: String) throws -> [UInt8]
  private let readStandardInput: () throws -> [UInt8]
  private let host: HostFormats

  /// Offers the files that a function reads, named as the program names them: `edge.facts` unless it says otherwise.
  public init(
    readStandardInput: @escaping () throws -> [UInt8] = { [] }, host: HostFormats = HostFormats(),
    read: @escaping (_ name: String) throws -> [UInt8]
  ) {
    self.read = read
    self.readStandardInput = readStandardInput
    self.host = host
  }

  public func rows(for input: Input, symbols: inout SymbolTable) throws -> Relation? {
    let exchange = try input.exchange()
    let name: String
    let bytes: [UInt8]
    switch exchange.medium {
    case .table(let database): return try table(exchange.name, of: database, input, &symbols)
    case .size: return nil
    case .standard: (name, bytes) = ("standard input", try readStandardInput())
    case .file(let file): (name, bytes) = (file, try read(file))
    }
    let text = try unpacked(bytes, of: name)
    switch exchange.layout {
    case .lines(let format):
      return try FactLoader(file: name, columns: input.columns, format: format).load(text, symbols: &symbols)
    case .json: return try JSONFacts(file: name, columns: input.columns).load(text, symbols: &symbols)
    }
  }

  /// Files packed with gzip are known by their first bytes.
  private func unpacked(_ bytes: [UInt8], of name: String) throws -> [UInt8] {
    guard bytes.starts(with: [0x1f, 0x8b]) else { return bytes }
    guard let unpack = host.unpack else {
      throw FactError(file: name, line: 0, message: "it is packed with gzip, which cannot be read here")
    }
    return try unpack(name, bytes)
  }

  private func table(
    _ table: String, of database: String, _ input: Input, _ symbols: inout SymbolTable
  ) throws -> Relation {
    guard let readTable = host.readTable else {
      throw FactError(
        file: input.place.file, line: input.place.line, message: "SQLite databases cannot be read here")
    }
    var facts = TableFacts(database: database, table: table, columns: input.columns)
    try readTable(database, table, input.columns.count) { try facts.append($0, symbols: &symbols) }
    return facts.relation
  }
}
