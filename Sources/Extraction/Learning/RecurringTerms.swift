import KnowledgeGraph
import Transcripts

/// Terms that no lexicon lists, but that a talk keeps coming back to.
///
/// In a talk of one language a phrase must recur often and in several passages; where everything is said in two
/// languages, a phrase counts together with the one that stands in the same passages of the other language. A phrase
/// that stands alone must besides extend a known name or be quoted or named ("so-called …").
struct RecurringTerms {
  private typealias Candidate = TermCandidates.Candidate

  private let candidates: TermCandidates
  private let talk: Int

  private static let least = 4.0
  private static let leastMarked = 2.0
  private static let leastPaired = 2.0
  /// How much of two phrases' passages must be common (Dice) for them to be one term's two names.
  private static let leastAgreement = 0.6

  init(_ transcript: Transcript, talk: Int, knowledge: BaseKnowledge) {
    candidates = TermCandidates(transcript, knowledge: knowledge)
    self.talk = talk
  }

  /// One lesson a term, in order.
  func lessons() -> [Lesson] {
    let english = ordered(candidates.english)
    let chinese = ordered(candidates.chinese)
    let isBilingual = candidates.transcript.passages.contains { $0.counterpart != nil }
    var found: [Lesson] = []
    var paired: Set<String> = []
    if isBilingual {
      for term in english {
        guard let other = partner(of: term, among: chinese),
          partner(of: other, among: english)?.name == term.name
        else { continue }
        found.append(lesson([term, other]))
        paired.formUnion([term.name, other.name])
      }
    }
    for term in english + chinese where !paired.contains(term.name) && standsAlone(term) {
      found.append(lesson([term]))
    }
    return Lesson.sorted(found)
  }

  /// The candidates that are not worn by a longer one, most frequent first.
  private func ordered(_ all: [[UInt8]: Candidate]) -> [Candidate] {
    all.values.filter { $0.value >= Self.leastMarked && $0.passages.count > 1 && hasFreeEdges($0) }
      .sorted { (-$0.value, -$0.length, $0.name) < (-$1.value, -$1.length, $1.name) }
  }

  /// A phrase that always stands beside the same character is a piece of a longer one.
  private func hasFreeEdges(_ term: Candidate) -> Bool { term.left.count > 1 && term.right.count > 1 }

  private func standsAlone(_ term: Candidate) -> Bool {
    let least = term.isMarked ? Self.leastMarked + 1 : Self.least
    return (term.isMarked || term.isExtension) && term.value >= least && term.passages.count > 2
  }

  private func partner(of term: Candidate, among others: [Candidate]) -> Candidate? {
    var best: (candidate: Candidate, agreement: Double)?
    for other in others where other.value >= Self.leastPaired {
      let common = term.passages.intersection(other.passages).count
      let agreement = 2 * Double(common) / Double(term.passages.count + other.passages.count)
      if common > 1, agreement >= Self.leastAgreement, agreement > (best?.agreement ?? 0) {
        best = (other, agreement)
      }
    }
    return best?.candidate
  }

  private func lesson(_ terms: [Candidate]) -> Lesson {
    Lesson(
      source: .term, names: terms.map(\.name), kind: .concept, talk: talk,
      sentence: terms.flatMap(\.sentences).min() ?? 0)
  }
}
