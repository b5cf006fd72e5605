import Relations

/// The rows of a relation that come nearest to a pattern: those that agree with it in the most columns, and of these
/// the ones whose other values are near.
struct NearestRows {
  /// The most rows that are looked at.
  private static let scanLimit = 5_000_000
  /// The most names that are compared letter by letter.
  private static let textLimit = 20_000
  private static let shown = 3
  private static let far = 1000.0

  private struct Candidate {
    var matches: Int
    var distance: Double
    var row: Int
  }

  /// Whether some row agrees in every column that the pattern knows.
  private(set) var hasMatch = false
  /// The numbers of the nearest rows.
  private(set) var rows: [Int] = []
  /// How many columns of theirs agree.
  private(set) var matches = 0

  init(
    _ table: Table, _ pattern: [UInt64?], _ info: RelationInfo, _ context: EvaluationContext
  ) throws(EvaluationError) {
    let known = pattern.indices.compactMap { column in pattern[column].map { (column: column, word: $0) } }
    var measure = Measure(pattern, info, context)
    var best: [Candidate] = []
    for row in 0..<min(table.count, Self.scanLimit) {
      if row % Batch.capacity == 0 { try context.checkTime(in: table) }
      let differing = known.filter { table.word(row, $0.column) != $0.word }
      if differing.isEmpty { hasMatch = true }
      let matches = known.count - differing.count
      if best.count == Self.shown, let last = best.last, matches < last.matches { continue }
      let distance = differing.reduce(0.0) { $0 + measure.distance(table.word(row, $1.column), $1.column) }
      let candidate = Candidate(matches: matches, distance: distance, row: row)
      let place = best.firstIndex { Self.isNearer(candidate, $0) } ?? best.count
      guard place < Self.shown else { continue }
      best.insert(candidate, at: place)
      if best.count > Self.shown { best.removeLast() }
    }
    matches = best.first?.matches ?? 0
    // A row that shares nothing is no help, unless its only value is near.
    let isHelp = { [matches] (candidate: Candidate) in
      candidate.matches == matches && (matches > 0 || known.count == 1 && candidate.distance < Self.far)
    }
    rows = best.filter(isHelp).map(\.row)
  }

  private static func isNearer(_ a: Candidate, _ b: Candidate) -> Bool {
    (b.matches, a.distance, a.row) < (a.matches, b.distance, b.row)
  }

  /// Says how far values lie from those of the pattern.
  private struct Measure {
    private let pattern: [UInt64?]
    private let info: RelationInfo
    private let context: EvaluationContext
    private var texts: [Int: (distance: EditDistance, limit: Int)] = [:]
    private var compared = 0

    init(_ pattern: [UInt64?], _ info: RelationInfo, _ context: EvaluationContext) {
      self.pattern = pattern
      self.info = info
      self.context = context
      for (column, word) in pattern.enumerated() where info.columns[column].kind == .symbol {
        guard let word else { continue }
        let letters = Self.letters(context, word)
        texts[column] = (EditDistance(from: letters), min(3, (letters.count + 1) / 3))
      }
    }

    mutating func distance(_ word: UInt64, _ column: Int) -> Double {
      guard let wanted = pattern[column] else { return 0 }
      switch info.columns[column].kind {
      case .number: return abs(Double(Int64(bitPattern: word)) - Double(Int64(bitPattern: wanted)))
      case .unsigned: return abs(Double(word) - Double(wanted))
      case .float:
        let distance = abs(Double(bitPattern: word) - Double(bitPattern: wanted))
        return distance.isNaN ? NearestRows.far : distance
      case .symbol:
        compared += 1
        guard compared <= NearestRows.textLimit, let limit = texts[column]?.limit else {
          return NearestRows.far
        }
        let edits = texts[column]?.distance.distance(to: Self.letters(context, word), limit: limit)
        return edits.map(Double.init) ?? NearestRows.far
      case .record: return NearestRows.far
      }
    }

    private static func letters(_ context: EvaluationContext, _ word: UInt64) -> [UInt32] {
      context.value(of: word, kind: .symbol).description.lowercased().unicodeScalars.map(\.value)
    }
  }
}
