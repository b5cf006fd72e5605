/// The declared types: parts of the four kinds, named.
struct TypeTable: Sendable {
  struct TypeID: Sendable, Hashable {
    fileprivate var index: Int
  }

  private struct Entry: Sendable {
    var name: String
    var kind: Kind
    /// The types all of whose values this one's are.
    var supertypes: [Int]
    /// For a union, the types whose values it gathers.
    var members: [Int]
    var span: Span
    /// The record type it is, or is a part of.
    var shape: Int?
  }

  private var entries: [Entry] = []
  private var indices: [String: Int] = [:]
  var shapes = RecordShapes()

  init() {
    for kind in [Kind.symbol, .number, .unsigned, .float] { add(kind.rawValue, kind, .nowhere) }
  }

  private mutating func add(_ name: String, _ kind: Kind, _ span: Span) {
    indices[name] = entries.count
    entries.append(Entry(name: name, kind: kind, supertypes: [], members: [], span: span))
  }

  func type(named name: String) -> TypeID? { indices[name].map(TypeID.init(index:)) }
  func name(of type: TypeID) -> String { entries[type.index].name }
  func shape(of type: TypeID) -> Int? { entries[type.index].shape }
  func kind(of type: TypeID) -> Kind { entries[type.index].kind }
  var names: [String] { entries.map(\.name) }

  func isPrimitive(_ type: TypeID) -> Bool { type.index < 4 }

  /// Whether every value of one type is one of the other.
  func isSubtype(_ type: TypeID, of other: TypeID) -> Bool {
    var seen: Set<Int> = []
    return isSubtype(type.index, other.index, &seen)
  }

  private func isSubtype(_ type: Int, _ other: Int, _ seen: inout Set<Int>) -> Bool {
    if type == other { return true }
    if other < 4, entries[type].kind == entries[other].kind { return true }
    guard seen.insert(type).inserted else { return false }
    if entries[other].members.contains(where: { isSubtype(type, $0, &seen) }) { return true }
    if entries[type].supertypes.contains(where: { isSubtype($0, other, &seen) }) { return true }
    let members = entries[type].members
    return !members.isEmpty && members.allSatisfy { isSubtype($0, other, &seen) }
  }

  /// Whether some declared type lies in both, so that a value may be of both.
  func overlap(_ a: TypeID, _ b: TypeID) -> Bool {
    if isSubtype(a, of: b) || isSubtype(b, of: a) { return true }
    return entries.indices.contains { index in
      isSubtype(TypeID(index: index), of: a) && isSubtype(TypeID(index: index), of: b)
    }
  }
}

// MARK: Declaring

extension TypeTable {
  /// Takes in all declarations of a program, whatever their order.
  mutating func declare(_ types: [TypeSyntax], _ sink: inout DiagnosticSink) {
    var pending: [TypeSyntax] = []
    for type in types {
      if let first = indices[type.name.text] {
        let notes = first < 4 ? [] : [(message: "first declared here", span: entries[first].span)]
        sink.error("the type '\(type.name.text)' is declared twice", at: type.name.span, notes: notes)
        continue
      }
      add(type.name.text, .symbol, type.name.span)
      entries[entries.count - 1].shape = addShape(type)
      pending.append(type)
    }
    for type in pending { link(type, &sink) }
    for type in pending { settleKind(of: type, &sink) }
    for type in pending { fillShape(of: type, &sink) }
  }

  private mutating func link(_ type: TypeSyntax, _ sink: inout DiagnosticSink) {
    guard let index = indices[type.name.text] else { return }
    switch type.definition {
    case .subtype(let base): entries[index].supertypes = [base].compactMap { known($0, &sink) }
    case .union(let members): entries[index].members = members.compactMap { known($0, &sink) }
    case .record, .variants: break
    }
    // An alias is its one member in both directions.
    if case .union(let members) = type.definition, members.count == 1 {
      entries[index].supertypes = entries[index].members
    }
  }

  private func known(_ name: Name, _ sink: inout DiagnosticSink) -> Int? {
    if let index = indices[name.text] { return index }
    sink.error("no type is called '\(name.text)'\(didYouMean(name.text, among: names))", at: name.span)
    return nil
  }

  private mutating func settleKind(of type: TypeSyntax, _ sink: inout DiagnosticSink) {
    guard let index = indices[type.name.text] else { return }
    var kinds: Set<Kind> = []
    var shapes: Set<Int> = []
    var seen: Set<Int> = []
    gatherKinds(index, &kinds, &shapes, &seen)
    if case .subtype(let base) = type.definition, kinds.contains(.record) {
      sink.error("the record type '\(base.text)' has no parts", at: type.name.span)
    }
    if kinds.count == 1, shapes.count > 1 {
      sink.error("the type '\(type.name.text)' mixes different record types", at: type.name.span)
    } else if kinds.count > 1 {
      let list = kinds.map(\.rawValue).sorted().joined(separator: " and ")
      sink.error("the type '\(type.name.text)' mixes \(list)", at: type.name.span)
    } else if kinds.isEmpty, !entries[index].supertypes.isEmpty || !entries[index].members.isEmpty {
      sink.error("the type '\(type.name.text)' is declared by itself", at: type.name.span)
    }
    if let kind = kinds.min(by: { $0.rawValue < $1.rawValue }) { entries[index].kind = kind }
    entries[index].shape = shapes.min()
  }

  private func gatherKinds(
    _ index: Int, _ kinds: inout Set<Kind>, _ shapes: inout Set<Int>, _ seen: inout Set<Int>
  ) {
    if index < 4 { kinds.insert(entries[index].kind) }
    guard seen.insert(index).inserted else { return }
    let isOwnShape = entries[index].supertypes.isEmpty && entries[index].members.isEmpty
    if isOwnShape, let shape = entries[index].shape {
      kinds.insert(.record)
      shapes.insert(shape)
    }
    for next in entries[index].supertypes + entries[index].members {
      gatherKinds(next, &kinds, &shapes, &seen)
    }
  }
}
