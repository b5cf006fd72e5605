import Relations
import Synchronization

/// A predicate's rows, looked up where they lie.
///
/// What cannot be read gives no rows; ``Graph/requireRead()`` throws it afterwards.
public struct GraphPairs: SortedPairs {
  private let graph: Graph
  private let predicate: Graph.Predicate

  init(_ graph: Graph, _ predicate: Graph.Predicate) {
    self.graph = graph
    self.predicate = predicate
  }

  public var count: Int { predicate.count }

  public func relation(leading column: Int) -> Relation {
    let order: Graph.Order = column == 0 ? .subjectFirst : .objectFirst
    return graph.faults.noting(else: Relation(pairs: [])) { () throws(GraphFileError) in
      try graph.source.relation(predicate, order)
    }
  }

  public func seconds(of word: UInt32, leading column: Int) -> [UInt32] {
    let order: Graph.Order = column == 0 ? .subjectFirst : .objectFirst
    return graph.faults.noting(else: []) { () throws(GraphFileError) in
      try graph.source.seconds(of: predicate, order, first: word)
    }
  }
}

extension Graph {
  /// The rows of a predicate, for looking some of them up; nil for an unknown predicate.
  public func pairs(named name: String) -> GraphPairs? {
    predicate(named: name).map { GraphPairs(self, $0) }
  }

  /// Every string of the graph, each read when it is asked for; ids order as the strings' bytes do.
  ///
  /// What cannot be read is empty; ``requireRead()`` throws it afterwards.
  ///
  /// - Throws: ``GraphFileError`` if the file shows damage already.
  public var symbolsOnDemand: SymbolTable {
    get throws(GraphFileError) {
      guard let file = source as? FileSource, try file.areTermsWorthSearching else { return try symbols }
      return SymbolTable(lent: LentTerms(file, faults))
    }
  }

  /// Throws what went wrong, if anything did, where rows and strings were looked up without throwing.
  ///
  /// To be asked before answers that rest on them are believed.
  public func requireRead() throws(GraphFileError) {
    if let fault = faults.first { throw fault }
  }
}

/// The first fault met where reading does not throw; a class, because a graph's copies share it.
final class ReadingFaults: Sendable {
  private let fault = Mutex<GraphFileError?>(nil)

  var first: GraphFileError? { fault.withLock { $0 } }

  /// What reading gives, or something else, the fault noted.
  func noting<Value>(
    else empty: @autoclosure () -> Value, _ read: () throws(GraphFileError) -> Value
  ) -> Value {
    do throws(GraphFileError) {
      return try read()
    } catch {
      fault.withLock { if $0 == nil { $0 = error } }
      return empty()
    }
  }
}

/// A graph file's terms, read one by one, or all at once when that has become cheaper.
///
/// A class, because the table of all terms is published once to all who read.
final class LentTerms: SortedTexts {
  private final class Whole: Sendable {
    let symbols: SymbolTable
    init(_ symbols: SymbolTable) { self.symbols = symbols }
  }

  /// Lookups that cost about as much as reading a term for each of them at once.
  private static let patience = 1 << 15

  private let file: FileSource
  private let faults: ReadingFaults
  private let lookups = Atomic<Int>(0)
  private let held = Mutex<Whole?>(nil)
  /// The address of what is held, for those who do not want to wait for each other.
  private let address = Atomic<UInt>(0)

  let count: Int

  init(_ file: FileSource, _ faults: ReadingFaults) {
    self.file = file
    self.faults = faults
    count = file.header.termCount
  }

  func withUTF8<Result>(
    of index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    if let known = UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring)) {
      // Held until this object goes.
      return try Unmanaged<Whole>.fromOpaque(known)._withUnsafeGuaranteedRef { whole in
        try whole.symbols.withUTF8(of: Symbol(rawValue: UInt32(index)), body)
      }
    }
    let bytes = faults.noting(else: []) { () throws(GraphFileError) in try self.bytes(of: index) }
    return try bytes.withUnsafeBufferPointer(body)
  }

  private func bytes(of index: Int) throws(GraphFileError) -> [UInt8] {
    let earlier = lookups.add(1, ordering: .relaxed).oldValue
    if earlier < Self.patience, try file.areTermsWorthSearching { return try file.bytes(ofTerm: index) }
    let symbols = try file.terms()
    publish(symbols)
    return symbols.withUTF8(of: Symbol(rawValue: UInt32(index))) { Array($0) }
  }

  private func publish(_ symbols: SymbolTable) {
    held.withLock { held in
      guard held == nil else { return }
      let whole = Whole(symbols)
      held = whole
      address.store(UInt(bitPattern: Unmanaged.passUnretained(whole).toOpaque()), ordering: .releasing)
    }
  }
}
