import Synchronization
import Testing

@testable import Relations

@Suite("Sorting that is not wanted any more")
struct UnwantedSortingTests {
  /// Says that work is over at a given question, and from then on.
  private final class Patience: Sendable {
    private let questions = Atomic(0)
    private let last: Int

    init(last: Int) { self.last = last }

    var asked: Int { questions.load(ordering: .relaxed) }

    func isOver() -> Bool { questions.add(1, ordering: .relaxed).newValue >= last }
  }

  private let words = (0..<200_000).map { UInt64($0) &* 0x9e37_79b9_7f4a_7c15 }

  @Test("all of it is sorted if nobody says that it is over", arguments: [1, 2])
  func patient(count: Int) {
    let patience = Patience(last: .max)
    var sorted = words
    sorted.radixSort(workers: Workers(count: count).asking(patience.isOver))
    #expect(sorted == words.sorted() && patience.asked == 256)
  }

  @Test("it is left at any question, with words that were there", arguments: [1, 100, 256], [1, 2])
  func impatient(last: Int, count: Int) {
    let patience = Patience(last: last)
    var sorted = words
    sorted.radixSort(workers: Workers(count: count).asking(patience.isOver))
    #expect(sorted != words.sorted() && Set(words).isSuperset(of: sorted))
  }

  @Test("numbers of rows stay numbers of rows", arguments: [1, 100, 257, 400], [1, 2])
  func impatientOrder(last: Int, count: Int) {
    let patience = Patience(last: last)
    let rows = words.flatMap { [$0, ~$0 &* 3] }
    let order = sortedOrder(ofRows: rows, arity: 2, workers: Workers(count: count).asking(patience.isOver))
    #expect(order.count == words.count && order.allSatisfy(words.indices.contains))
  }
}
