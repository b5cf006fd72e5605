import Foundation
import KnowledgeGraph

/// A graph measured against hand annotation.
public struct Evaluation: Sendable {
  /// One row a talk and measure, then one a measure over all talks.
  public let table: Table
  /// Annotated talks that the graph does not hold.
  public let notes: [String]

  /// Measures the talks of a graph that a folder holds annotation for.
  ///
  /// - Parameters:
  ///   - graph: the graph to measure.
  ///   - folder: a folder of annotated talks, one folder each.
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)`` if there is no annotation, or a table is broken;
  ///   ``WorkbenchError/mistakes(_:)`` if it is of other talks.
  public init(of graph: OpenGraph, gold folder: String) throws {
    let contents = try graph.contents()
    let entities = Dictionary(contents.entities.map { ($0.id, $0) }) { first, _ in first }
    var notes: [String] = []
    var talks: [(key: String, evaluation: TalkEvaluation)] = []
    for key in try Evaluation.keys(in: folder) {
      let gold = try GoldTalk(folder: folder + "/" + key, key: key)
      guard let talk = Evaluation.talk(annotatedBy: gold, in: contents.talks) else {
        notes.append("\(key): the graph holds no such talk")
        continue
      }
      talks.append((key, TalkEvaluation(gold: gold, talk: talk, entities: entities)))
    }
    guard !talks.isEmpty else {
      throw WorkbenchError.mistakes(["\(graph.reference) holds none of the talks annotated in \"\(folder)\""])
    }
    self.notes = notes
    table = Evaluation.table(of: talks)
  }

  private static func keys(in folder: String) throws(WorkbenchError) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let keys = names.filter { FileKind(of: folder + "/" + $0 + "/entities.tsv") == .regular }.sorted()
    guard !keys.isEmpty else {
      throw .unreadable(path: folder, reason: "it holds no annotated talk (a folder with entities.tsv)")
    }
    return keys
  }

  /// The annotated talk: the one whose id or path holds the key or whose file the annotation's README names, else the
  /// one that holds most of the words the annotation quotes.
  private static func talk(annotatedBy gold: GoldTalk, in talks: [TalkRecord]) -> TalkRecord? {
    let named = talks.first { talk in
      let file = (talk.path as NSString).lastPathComponent
      return talk.id == gold.key || file.contains(gold.key) || gold.readme.contains(file)
    }
    if let named { return named }
    let quotes = gold.relations.map(\.evidence.foldedName).filter { $0.count >= 8 }
    let counts = talks.map { talk in
      let text = talk.sentences.map(\.text.foldedName).joined(separator: "\n")
      return quotes.count { text.contains($0) }
    }
    guard let most = counts.max(), most * 3 > quotes.count else { return nil }
    return counts.firstIndex(of: most).map { talks[$0] }
  }

  private static func table(of talks: [(key: String, evaluation: TalkEvaluation)]) -> Table {
    var rows: [[Table.Cell]] = []
    for (key, evaluation) in talks {
      for measure in TalkEvaluation.Measure.allCases {
        rows.append(row(key, measure, evaluation.tallies[measure] ?? Tally()))
      }
    }
    for measure in TalkEvaluation.Measure.allCases {
      let total = talks.reduce(Tally()) { $0 + ($1.evaluation.tallies[measure] ?? Tally()) }
      rows.append(row("all talks", measure, total))
    }
    let columns = ["talk", "measure", "precision", "recall", "F1", "found", "wanted", "right", "given"]
    return Table(columns: columns, rows: rows)
  }

  private static func row(_ key: String, _ measure: TalkEvaluation.Measure, _ tally: Tally) -> [Table.Cell] {
    func rounded(_ value: Double) -> Table.Cell { .real((value * 1000).rounded() / 1000) }
    return [
      .text(key), .text(measure.rawValue), rounded(tally.precision), rounded(tally.recall), rounded(tally.f1),
      .integer(Int64(tally.found)), .integer(Int64(tally.wanted)), .integer(Int64(tally.right)),
      .integer(Int64(tally.given)),
    ]
  }
}
