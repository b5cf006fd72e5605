/// Where the rows of an `.input` or `.output` lie, and how they are laid out there, as its parameters say.
struct Exchange: Sendable, Equatable {
  /// Whether rows come or go.
  enum Direction: String, Sendable {
    case input, output
  }

  enum Medium: Sendable, Equatable {
    /// A file, by the name that the program gives it.
    case file(String)
    /// Standard input or standard output.
    case standard
    /// A table or view of a SQLite database.
    case table(database: String)
    /// Standard output, which is told only how many rows there are.
    case size
  }

  enum Layout: Sendable, Equatable {
    /// A line a row.
    case lines(FactFormat)
    /// One list, with a list or an object a row.
    case json(asObjects: Bool)
  }

  /// What the relation is called out there.
  let name: String
  let medium: Medium
  let layout: Layout
  /// Whether a file is to be packed with gzip; that one to be read is packed shows in its bytes.
  let isPacked: Bool

  /// Reads a directive's parameters.
  ///
  /// - Throws: ``ParameterFault`` for what Soufflé would stop at, too.
  init(
    _ direction: Direction, of relation: String, arity: Int, parameters: [String: String]
  ) throws(ParameterFault) {
    name = parameters["name"] ?? relation
    isPacked = direction == .output && (parameters["compress"] ?? "false") != "false"
    let given = parameters["filename"] ?? parameters["file"]
    let lines = Layout.lines(try FactFormat(checking: parameters, arity: arity))
    let json = Layout.json(asObjects: parameters["format"] == "object")
    switch (parameters["IO"] ?? "file", direction) {
    case ("file", .input): (medium, layout) = (.file(given ?? "\(name).facts"), lines)
    case ("file", .output):
      (medium, layout) = (.file(given ?? (isPacked ? "\(name).csv.gz" : "\(name).csv")), lines)
    case ("stdin", .input), ("stdout", .output): (medium, layout) = (.standard, lines)
    case ("stdoutprintsize", .output): (medium, layout) = (.size, lines)
    case ("json", _): (medium, layout) = (.standard, json)
    case ("jsonfile", _): (medium, layout) = (.file(given ?? "\(name).json"), json)
    case ("sqlite", _):
      let database = given ?? parameters["dbname"] ?? "\(name).sqlite"
      (medium, layout) = (.table(database: database), lines)
    case (let other, _): throw ParameterFault(parameter: "IO", message: direction.refusal(of: other))
    }
  }
}

/// What is wrong with a parameter of a directive.
struct ParameterFault: Error, Equatable {
  let parameter: String
  let message: String
}

extension Exchange.Direction {
  /// What `IO` may be, as the documentation lists it.
  var media: [String] {
    self == .input
      ? ["file", "stdin", "jsonfile", "json", "sqlite"]
      : ["file", "stdout", "stdoutprintsize", "jsonfile", "json", "sqlite"]
  }

  /// The parameters that mean something; Soufflé lets others pass.
  var parameters: [String] {
    let both = [
      "IO", "filename", "file", "name", "delimiter", "rfc4180", "headers", "format", "dbname",
      "attributeNames",
    ]
    return both + (self == .input ? ["columns"] : ["compress", "order", "limit"])
  }

  fileprivate func refusal(of medium: String) -> String {
    let hint = didYouMean(medium, among: media)
    let list = hint.isEmpty ? "; there are \(media.joined(separator: ", "))" : hint
    return "nothing is \(self == .input ? "read" : "written") with IO=\(medium)\(list)"
  }
}

extension Input {
  /// - Throws: ``FactError`` at the directive, if it says what cannot be.
  func exchange() throws(FactError) -> Exchange {
    do throws(ParameterFault) {
      return try Exchange(.input, of: relation, arity: columns.count, parameters: parameters)
    } catch {
      throw FactError(file: place.file, line: place.line, message: error.message)
    }
  }
}
