/// Finds out what kind every value of a clause is, by making equal what must be equal.
///
/// A cell stands for the kind of a variable, a constant or a call's result; cells that must agree are joined
/// (union-find), and a kind that two sides know differently is a clash.
struct KindSolver {
  /// Why a cell has its kind, worded only when it is set beside another one.
  struct Origin {
    enum Claim {
      case said(String)
      /// What is written at the place is this.
      case value(String)
      /// What is written at the place is this as the functor's value.
      case operand(String, of: String)
      /// What is written at the place is this in a column.
      case column(String, RelationID, Int)
      /// Both sides of what is written at the place must be alike.
      case alike
    }

    var claim: Claim
    var span: Span
    var declaration: Span?

    init(_ claim: Claim, span: Span, declaration: Span? = nil) {
      self.claim = claim
      self.span = span
      self.declaration = declaration
    }

    init(claim: String, span: Span) { self.init(.said(claim), span: span) }
  }

  struct Clash {
    var first: Origin
    var second: Origin
  }

  /// How far the kind is narrowed while it is not known.
  private enum Restriction: Int, Comparable {
    case none, addable, numeric, whole

    static func < (a: Restriction, b: Restriction) -> Bool { a.rawValue < b.rawValue }

    func allows(_ kind: Kind) -> Bool {
      switch self {
      case .none: true
      case .addable: kind != .record
      case .numeric: kind != .symbol && kind != .record
      case .whole: kind == .number || kind == .unsigned
      }
    }
  }

  private struct Entry {
    var parent: Int
    var kind: Kind?
    /// Which record type it is, if it is one.
    var shape: Int?
    var restriction: Restriction
    var origin: Origin?
  }

  private var entries: [Entry] = []

  mutating func makeCell() -> Int {
    entries.append(Entry(parent: entries.count, kind: nil, restriction: .none, origin: nil))
    return entries.count - 1
  }

  func root(_ cell: Int) -> Int {
    var cell = cell
    while entries[cell].parent != cell { cell = entries[cell].parent }
    return cell
  }

  /// The cell's root, with the way to it halved, so that long chains of equalities stay cheap.
  private mutating func shortenedRoot(_ cell: Int) -> Int {
    var cell = cell
    while entries[cell].parent != cell {
      entries[cell].parent = entries[entries[cell].parent].parent
      cell = entries[cell].parent
    }
    return cell
  }

  func shape(of cell: Int) -> Int? { entries[root(cell)].shape }

  func kind(of cell: Int) -> Kind? { entries[root(cell)].kind }

  /// The kind found, or the one that a number without further evidence has.
  func settledKind(of cell: Int) -> Kind { kind(of: cell) ?? .number }

  mutating func set(_ cell: Int, to kind: Kind, shape: Int? = nil, _ origin: Origin) -> Clash? {
    let index = root(cell)
    if let known = entries[index].kind {
      guard known == kind, shape == nil || entries[index].shape == nil || entries[index].shape == shape else {
        return clash(index, origin)
      }
      if entries[index].shape == nil { entries[index].shape = shape }
      return nil
    }
    guard entries[index].restriction.allows(kind) else { return clash(index, origin) }
    entries[index].kind = kind
    entries[index].shape = shape
    entries[index].origin = origin
    return nil
  }

  mutating func makeNumeric(_ cell: Int, wholeOnly: Bool, _ origin: Origin) -> Clash? {
    restrict(cell, to: wholeOnly ? .whole : .numeric, origin)
  }

  /// Notes that a value is a number or a symbol.
  mutating func makeAddable(_ cell: Int, _ origin: Origin) -> Clash? { restrict(cell, to: .addable, origin) }

  private mutating func restrict(_ cell: Int, to restriction: Restriction, _ origin: Origin) -> Clash? {
    let index = root(cell)
    if let known = entries[index].kind { return restriction.allows(known) ? nil : clash(index, origin) }
    if entries[index].restriction < restriction {
      entries[index].restriction = restriction
      if entries[index].origin == nil { entries[index].origin = origin }
    }
    return nil
  }

  mutating func join(_ a: Int, _ b: Int, _ origin: Origin) -> Clash? {
    let first = shortenedRoot(a)
    let second = shortenedRoot(b)
    guard first != second else { return nil }
    let (one, other) = (entries[first], entries[second])
    let areDifferentRecords = one.shape != nil && other.shape != nil && one.shape != other.shape
    if let left = one.kind, let right = other.kind, left != right || areDifferentRecords {
      return Clash(first: one.origin ?? origin, second: other.origin ?? origin)
    }
    let kind = one.kind ?? other.kind
    let restriction = max(one.restriction, other.restriction)
    if let kind, !restriction.allows(kind) {
      return Clash(first: one.origin ?? origin, second: other.origin ?? origin)
    }
    entries[second].parent = first
    entries[first].kind = kind
    entries[first].shape = one.shape ?? other.shape
    entries[first].restriction = restriction
    entries[first].origin =
      one.kind != nil ? one.origin : other.kind != nil ? other.origin : one.origin ?? other.origin
    return nil
  }

  private func clash(_ index: Int, _ origin: Origin) -> Clash {
    Clash(first: entries[index].origin ?? origin, second: origin)
  }
}
