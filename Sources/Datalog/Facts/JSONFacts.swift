import Relations

/// Reads rows from one JSON list: each row a list of its values, or an object of them by their columns' names.
///
/// A record is a list or an object likewise, or `null`; a constructor is its name, or `{"Name": …}` with its values.
/// Nothing is kept but the words; records around the one being read wait on a list, so depth costs no stack.
struct JSONFacts {
  private let file: String
  private let columns: [Column]
  private let shapes: RecordShapes

  init(file: String, columns: [Column]) {
    self.file = file
    self.columns = columns
    shapes = columns.lazy.compactMap(\.layout).first?.shapes ?? RecordShapes()
  }

  /// Reads all rows, or as many as a budget allows.
  ///
  /// - Throws: ``FactError`` at the line that is not as it should be.
  func load(
    _ bytes: [UInt8], symbols: inout SymbolTable, _ budget: LoadBudget? = nil
  ) throws(FactError) -> Relation {
    let result = bytes.withUnsafeBufferPointer { bytes -> Result<Relation, FactError> in
      do throws(FactError) {
        var reader = JSONRowReader(JSONScanner(bytes, file: file), columns, shapes)
        return .success(try reader.rows(&symbols, budget))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// One pass over a JSON text.
private struct JSONRowReader {
  /// A row or record of which some values are read.
  private struct Open {
    let fields: [RecordShapes.Field]
    let isObject: Bool
    /// Whether the object around a constructor's values is still to be closed.
    let isWrapped: Bool
    /// The constructor's symbol, or nothing.
    let tag: UInt64?
    var words: [UInt64?]
    /// The value being read.
    var current = 0
    var isFresh = true
  }

  private var scanner: JSONScanner
  private let fields: [RecordShapes.Field]
  private let shapes: RecordShapes

  init(_ scanner: JSONScanner, _ columns: [Column], _ shapes: RecordShapes) {
    self.scanner = scanner
    self.shapes = shapes
    fields = columns.map { RecordShapes.Field(name: $0.name, kind: $0.kind, shape: $0.layout?.shape) }
  }

  mutating func rows(
    _ symbols: inout SymbolTable, _ budget: LoadBudget?
  ) throws(FactError) -> Relation {
    guard scanner.take("[") else { throw scanner.expected("'[' before the first row") }
    var words: [UInt64] = []
    var count = 0
    if !scanner.take("]") {
      repeat {
        guard count % 4096 != 0 || budget?.allows(rows: count) ?? true else {
          return Relation(words: words, arity: fields.count, count: count)
        }
        words += try row(&symbols)
        count += 1
      } while scanner.take(",")
      guard scanner.take("]") else { throw scanner.expected("',' or ']' after a row") }
    }
    guard scanner.next() == nil else { throw scanner.expected("nothing after the last row") }
    return Relation(words: words, arity: fields.count, count: count)
  }

  private mutating func row(_ symbols: inout SymbolTable) throws(FactError) -> [UInt64] {
    if fields.isEmpty, scanner.take(word: "null") { return [] }
    guard var waiting = try open(fields, tag: nil, isWrapped: false).map({ [$0] }) else {
      throw scanner.expected("a row, as '[…]' or '{…}',")
    }
    while true {
      guard let shape = try continueReading(&waiting[waiting.count - 1], &symbols) else {
        let words = try close(waiting.removeLast())
        guard !waiting.isEmpty else { return words }
        put(symbols.record(words), &waiting)
        continue
      }
      if let word = try start(shape, &waiting, &symbols) { put(word, &waiting) }
    }
  }

  private func put(_ word: UInt64, _ waiting: inout [Open]) {
    waiting[waiting.count - 1].words[waiting[waiting.count - 1].current] = word
  }
}

// MARK: Rows and records

extension JSONRowReader {
  private mutating func open(
    _ fields: [RecordShapes.Field], tag: UInt64?, isWrapped: Bool
  ) throws(FactError) -> Open? {
    let isObject = scanner.next() == UInt8(ascii: "{")
    guard scanner.take("{") || scanner.take("[") else { return nil }
    return Open(
      fields: fields, isObject: isObject, isWrapped: isWrapped, tag: tag,
      words: Array(repeating: nil, count: fields.count), current: isObject ? 0 : -1)
  }

  /// Reads values up to one that is a record, and returns its shape, or up to the end, and returns nothing.
  private mutating func continueReading(
    _ open: inout Open, _ symbols: inout SymbolTable
  ) throws(FactError) -> Int? {
    while true {
      if scanner.next() == UInt8(ascii: open.isObject ? "}" : "]") { return nil }
      if !open.isFresh, !scanner.take(",") {
        throw scanner.expected(open.isObject ? "',' or '}'" : "',' or ']'")
      }
      open.isFresh = false
      try findField(&open)
      let field = open.fields[open.current]
      if let shape = field.shape { return shape }
      open.words[open.current] = try scalar(field, &symbols)
    }
  }

  private mutating func findField(_ open: inout Open) throws(FactError) {
    guard open.isObject else {
      open.current += 1
      if open.current < open.fields.count { return }
      throw scanner.fault("expected \(counted(open.fields.count)), found more")
    }
    guard let key = try scanner.string() else { throw scanner.expected("a name in quotes") }
    let name = String(decoding: key, as: UTF8.self)
    guard let index = open.fields.firstIndex(where: { $0.name == name }) else {
      let hint = didYouMean(name, among: open.fields.map(\.name))
      throw scanner.fault("nothing here is called '\(name)'\(hint)")
    }
    if open.words[index] != nil { throw scanner.fault("'\(name)' is given twice") }
    open.current = index
    guard scanner.take(":") else { throw scanner.expected("':' after '\(name)'") }
  }

  private mutating func close(_ open: Open) throws(FactError) -> [UInt64] {
    if let missing = open.words.firstIndex(where: { $0 == nil }) {
      let found = "found \(open.words.count(where: { $0 != nil }))"
      throw scanner.fault(
        open.isObject
          ? "'\(open.fields[missing].name)' is missing" : "expected \(counted(open.fields.count)), \(found)")
    }
    _ = scanner.take(open.isObject ? "}" : "]")
    if open.isWrapped, !scanner.take("}") { throw scanner.expected("'}' after the constructor's values") }
    return (open.tag.map { [$0] } ?? []) + open.words.compactMap { $0 }
  }

  /// Begins a record: one that has values waits for them, another is a word already.
  private mutating func start(
    _ shape: Int, _ waiting: inout [Open], _ symbols: inout SymbolTable
  ) throws(FactError) -> UInt64? {
    if let plain = shapes.constructor(nil, of: shape) {
      if scanner.take(word: "null") { return UInt64(symbols.intern("").rawValue) }
      guard let open = try open(plain.fields, tag: nil, isWrapped: false) else {
        throw scanner.expected("a record of '\(shapes.shapes[shape].typeName)'")
      }
      waiting.append(open)
      return nil
    }
    if let name = try scanner.string() {
      let (constructor, tag) = try constructor(name, of: shape, &symbols)
      guard constructor.fields.isEmpty else {
        throw scanner.fault(
          "'\(constructor.name ?? "")' has \(counted(constructor.fields.count)), found none")
      }
      return symbols.record([tag])
    }
    guard scanner.take("{"), let name = try scanner.string() else {
      throw scanner.expected("a constructor of '\(shapes.shapes[shape].typeName)'")
    }
    let (constructor, tag) = try constructor(name, of: shape, &symbols)
    guard scanner.take(":"), let open = try open(constructor.fields, tag: tag, isWrapped: true) else {
      throw scanner.expected("the values of '\(constructor.name ?? "")', as '[…]' or '{…}',")
    }
    waiting.append(open)
    return nil
  }

  private func constructor(
    _ bytes: [UInt8], of shape: Int, _ symbols: inout SymbolTable
  ) throws(FactError) -> (RecordShapes.Constructor, UInt64) {
    let name = String(decoding: bytes, as: UTF8.self)
    guard let constructor = shapes.constructor(name, of: shape) else {
      let type = shapes.shapes[shape]
      let hint = didYouMean(name, among: type.constructors.compactMap(\.name))
      throw scanner.fault("'\(type.typeName)' has no constructor '\(name)'\(hint)")
    }
    return (constructor, UInt64(symbols.intern(name).rawValue))
  }

  private func counted(_ count: Int) -> String { count == 1 ? "1 value" : "\(count) values" }
}

// MARK: Values

extension JSONRowReader {
  private mutating func scalar(
    _ field: RecordShapes.Field, _ symbols: inout SymbolTable
  ) throws(FactError) -> UInt64 {
    if let text = try scanner.string() {
      if text.contains(0) { throw scanner.fault("column '\(field.name)' contains a NUL byte") }
      if field.kind == .symbol {
        return text.withUnsafeBufferPointer { UInt64(symbols.intern(utf8: $0).rawValue) }
      }
      if field.kind == .float,
        case .float(let number)? = parseValue(String(decoding: text, as: UTF8.self), kind: .float),
        !number.isFinite
      {
        return number.bitPattern
      }
      throw scanner.fault(
        "'\(field.name)' wants \(field.kind.phrase), found \"\(String(decoding: text.prefix(40), as: UTF8.self))\""
      )
    }
    guard field.kind != .symbol, let text = scanner.number() else {
      throw scanner.expected("\(field.kind.phrase) for '\(field.name)'")
    }
    if let value = parseValue(text, kind: field.kind) { return value.word(&symbols) }
    // 3.0 and 1e2 are whole numbers, too.
    if field.kind == .number, let number = Double(text), let whole = Int64(exactly: number) {
      return UInt64(bitPattern: whole)
    }
    if field.kind == .unsigned, let number = Double(text), let whole = UInt64(exactly: number) {
      return whole
    }
    throw scanner.fault("'\(field.name)' wants \(field.kind.phrase), found \(text)")
  }
}
