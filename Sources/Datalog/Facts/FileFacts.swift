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
    do {
      return try read(input, &symbols)
    } catch let unreadable as UnreadableFacts {
      throw unreadable.fault(of: input)
    }
  }

  private func read(_ input: Input, _ symbols: inout SymbolTable) throws -> Relation? {
    let exchange = try input.exchange()
    var relation: Relation?
    func shown(_ name: String) -> String { host.path?(name) ?? name }
    switch exchange.medium {
    case .table(let database): relation = try table(exchange.name, of: database, input, &symbols)
    case .size: break
    case .standard:
      relation = try rows(try readStandardInput(), "standard input", exchange.layout, input, &symbols)
    case .file(let name):
      guard let lend = host.lend else {
        return try rows(try read(name), shown(name), exchange.layout, input, &symbols)
      }
      try lend(name) { relation = try rows($0, shown(name), exchange.layout, input, &symbols) }
    }
    return relation
  }

  private func rows(
    _ bytes: [UInt8], _ name: String, _ layout: Exchange.Layout, _ input: Input, _ symbols: inout SymbolTable
  ) throws -> Relation {
    try bytes.withUnsafeBufferPointer { try rows($0, name, layout, input, &symbols) }
  }

  private func rows(
    _ bytes: UnsafeBufferPointer<UInt8>, _ name: String, _ layout: Exchange.Layout, _ input: Input,
    _ symbols: inout SymbolTable
  ) throws -> Relation {
    // Files packed with gzip are known by their first bytes.
    guard bytes.starts(with: [0x1f, 0x8b]) else { return try parsed(bytes, name, layout, input, &symbols) }
    return try unpacked(Array(bytes), of: name).withUnsafeBufferPointer {
      try parsed($0, name, layout, input, &symbols)
    }
  }

  private func parsed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ name: String, _ layout: Exchange.Layout, _ input: Input,
    _ symbols: inout SymbolTable
  ) throws -> Relation {
    switch layout {
    case .lines(let format):
      var loader = FactLoader(file: name, columns: input.columns, format: format)
      loader.budget = input.budget
      return try loader.load(bytes, symbols: &symbols, workers: input.workers)
    case .json:
      return try JSONFacts(file: name, columns: input.columns).load(
        Array(bytes), symbols: &symbols, input.budget)
    }
  }

  /// The bytes that a file packed with gzip stands for.
  private func unpacked(_ bytes: [UInt8], of name: String) throws -> [UInt8] {
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
    try readTable(database, table, input.columns.count) { row in
      if facts.count % 4096 == 0 { try input.budget.require(rows: facts.count) }
      try facts.append(row, symbols: &symbols)
    }
    return facts.relation
  }
}
