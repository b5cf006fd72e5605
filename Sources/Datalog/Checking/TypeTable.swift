/// The declared types: parts of the five kinds, named.
struct TypeTable: Sendable {
  struct TypeID: Sendable, Hashable {
    fileprivate var index: Int
  }

  private struct Entry: Sendable {
    var name: String
    var kind: Kind
    /// The type it is a part of, or another name of.
    var base: Int?
    var isAlias = false
    /// For a union, the types whose values it gathers.
    var members: [Int] = []
    /// The types declared as parts of it.
    var parts: [Int] = []
    var span: Span
    /// The record type it is, or is another name of.
    var shape: Int?
  }

  private var entries: [Entry] = []
  private var indices: [String: Int] = [:]
  var shapes = RecordShapes()

  /// The types of every program, made once: a checker is made for each rule.
  static let primitive = TypeTable()

  private init() {
    for kind in [Kind.symbol, .number, .unsigned, .float] { add(kind.rawValue, kind, .nowhere) }
  }

  private mutating func add(_ name: String, _ kind: Kind, _ span: Span) {
    indices[name] = entries.count
    entries.append(Entry(name: name, kind: kind, span: span))
  }

  func type(named name: String) -> TypeID? { indices[name].map(TypeID.init(index:)) }

  /// The type of a name; an error with the nearest names, or with those there are, if there is none.
  func type(of name: Name, _ sink: inout DiagnosticSink) -> TypeID? {
    if let type = type(named: name.text) { return type }
    let near = sink.didYouMean(name.text, among: names)
    let hint = near.isEmpty ? "; there are symbol, number, unsigned, float and what '.type' declares" : near
    sink.error("no type is called '\(name.text)'\(hint)", at: name.span)
    return nil
  }

  func name(of type: TypeID) -> String { entries[type.index].name }
  func shape(of type: TypeID) -> Int? { entries[type.index].shape }
  func kind(of type: TypeID) -> Kind { entries[type.index].kind }
  func span(of type: TypeID) -> Span { entries[type.index].span }
  var names: [String] { entries.map(\.name) }

  func isPrimitive(_ type: TypeID) -> Bool { type.index < 4 }
}

// MARK: Comparing

extension TypeTable {
  /// Whether every value of one type is one of the other.
  func isSubtype(_ type: TypeID, of other: TypeID) -> Bool {
    type == other || isPart(type.index, of: other.index, depth: 0)
  }

  /// The type that an alias is another name of.
  private func meaning(of type: Int) -> Int {
    var type = type
    for _ in entries.indices {
      guard entries[type].isAlias, let base = entries[type].base else { break }
      type = base
    }
    return type
  }

  private func isPart(_ type: Int, of other: Int, depth: Int) -> Bool {
    let other = meaning(of: other)
    if other < 4 { return entries[type].kind == entries[other].kind }
    // Unions of parts of unions of parts: nobody nests them deeper.
    guard depth < 100 else { return false }
    let gathered = gathered(in: other)
    var current = meaning(of: type)
    for _ in entries.indices {
      if gathered.contains(current) { return true }
      if !entries[current].members.isEmpty {
        return entries[current].members.allSatisfy { isPart($0, of: other, depth: depth + 1) }
      }
      guard let base = entries[current].base else { return false }
      current = meaning(of: base)
    }
    return false
  }

  /// A type and, if it is a union, all that it gathers.
  private func gathered(in type: Int) -> Set<Int> {
    var found: Set<Int> = [type]
    var pending = [type]
    while let next = pending.popLast() {
      for member in entries[next].members.map(meaning) where found.insert(member).inserted {
        pending.append(member)
      }
    }
    return found
  }

  /// Whether some declared type lies in both, so that a value may be of both.
  func overlap(_ a: TypeID, _ b: TypeID) -> Bool {
    if isSubtype(a, of: b) || isSubtype(b, of: a) { return true }
    var seen: Set<Int> = []
    var pending = [meaning(of: a.index)]
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      if isPart(next, of: b.index, depth: 0) { return true }
      pending += (entries[next].members + entries[next].parts).map(meaning)
    }
    return false
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
        let what = first < 4 ? "is there already" : "is declared twice"
        sink.error("the type '\(type.name.text)' \(what)", at: type.name.span, notes: notes)
        continue
      }
      add(type.name.text, .symbol, type.name.span)
      entries[entries.count - 1].shape = addShape(type)
      pending.append(type)
    }
    for type in pending { link(type, &sink) }
    settleKinds(of: pending, &sink)
    for type in pending { fillShape(of: type, &sink) }
  }

  private mutating func link(_ type: TypeSyntax, _ sink: inout DiagnosticSink) {
    guard let index = indices[type.name.text] else { return }
    switch type.definition {
    case .subtype(let base):
      entries[index].base = known(base, &sink)
      if let base = entries[index].base { entries[base].parts.append(index) }
    case .union(let members) where members.count == 1:
      entries[index].base = known(members[0], &sink)
      entries[index].isAlias = true
    case .union(let members): entries[index].members = members.compactMap { known($0, &sink) }
    case .record, .variants: break
    }
    // What is declared a part of an alias is one of the type it stands for.
    if entries[index].isAlias, let base = entries[index].base { entries[base].parts.append(index) }
  }

  private func known(_ name: Name, _ sink: inout DiagnosticSink) -> Int? { type(of: name, &sink)?.index }
}

// MARK: Kinds

extension TypeTable {
  /// What a type's values are made of.
  private struct Stuff {
    var kinds: Set<Kind> = []
    var shapes: Set<Int> = []

    mutating func formUnion(_ other: Stuff) {
      kinds.formUnion(other.kinds)
      // Two are as many as there need be to know that they differ.
      if shapes.count < 2 { shapes.formUnion(other.shapes) }
    }
  }

  private func sources(of type: Int) -> [Int] {
    entries[type].members + (entries[type].base.map { [$0] } ?? [])
  }

  private mutating func settleKinds(of types: [TypeSyntax], _ sink: inout DiagnosticSink) {
    let stuff = stuff(&sink)
    for type in types {
      guard let index = indices[type.name.text] else { continue }
      let own = stuff[index]
      if case .subtype(let base) = type.definition, own.kinds.contains(.record) {
        sink.error("the record type '\(base.text)' has no parts", at: type.name.span)
      }
      if own.kinds.count == 1, own.shapes.count > 1 {
        sink.error("the type '\(type.name.text)' mixes different record types", at: type.name.span)
      } else if own.kinds.count > 1 {
        let list = own.kinds.map(\.rawValue).sorted().joined(separator: " and ")
        sink.error("the type '\(type.name.text)' mixes \(list)", at: type.name.span)
      }
      if let kind = own.kinds.min(by: { $0.rawValue < $1.rawValue }) { entries[index].kind = kind }
      entries[index].shape = own.shapes.min()
    }
  }

  /// What each type is made of, every type after those it is declared with (depth first, without recursion).
  private func stuff(_ sink: inout DiagnosticSink) -> [Stuff] {
    var stuff = Array(repeating: Stuff(), count: entries.count)
    var isOpen = Array(repeating: false, count: entries.count)
    var isDone = Array(repeating: false, count: entries.count)
    for start in entries.indices where !isDone[start] {
      var path: [(type: Int, next: Int)] = [(start, 0)]
      isOpen[start] = true
      while let (type, next) = path.last {
        let sources = sources(of: type)
        if next < sources.count {
          path[path.count - 1].next += 1
          let source = sources[next]
          if isOpen[source] {
            sink.error("the type '\(entries[source].name)' is declared by itself", at: entries[source].span)
          } else if !isDone[source] {
            isOpen[source] = true
            path.append((source, 0))
          }
          continue
        }
        if type < 4 { stuff[type].kinds.insert(entries[type].kind) }
        if sources.isEmpty, let shape = entries[type].shape {
          stuff[type].kinds.insert(.record)
          stuff[type].shapes.insert(shape)
        }
        for source in sources { stuff[type].formUnion(stuff[source]) }
        isOpen[type] = false
        isDone[type] = true
        path.removeLast()
      }
    }
    return stuff
  }
}
