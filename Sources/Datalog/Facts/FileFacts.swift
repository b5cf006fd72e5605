import Relations

/// Facts in files, which the host reads.
public struct FileFacts: FactSource {
  private let read: (_ name: String) throws -> [UInt8]
  private let readStandardInput: () throws -> [UInt8]

  /// Offers the files that a function reads, named as the program names them: `edge.facts` unless it says otherwise.
  public init(
    readStandardInput: @escaping () throws -> [UInt8] = { [] },
    read: @escaping (_ name: String) throws -> [UInt8]
  ) {
    self.read = read
    self.readStandardInput = readStandardInput
  }

  public func rows(for input: Input, symbols: inout SymbolTable) throws -> Relation? {
    let name = input.parameters["filename"] ?? input.parameters["file"] ?? "\(input.relation).facts"
    let loader = FactLoader(
      file: name, columns: input.columns, format: FactFormat(parameters: input.parameters))
    switch input.parameters["IO"] ?? "file" {
    case "file": return try loader.load(try read(name), symbols: &symbols)
    case "stdin":
      let standard = FactLoader(
        file: "standard input", columns: input.columns, format: FactFormat(parameters: input.parameters))
      return try standard.load(try readStandardInput(), symbols: &symbols)
    case let other:
      throw FactError(
        file: input.place.file, line: input.place.line,
        message: "'\(input.relation)' cannot be read with IO=\(other); there are file and stdin")
    }
  }
}
