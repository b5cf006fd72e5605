import Datalog
import GraphExchange
import KnowledgeGraph
import Relations

/// What a query gave, ready to be shown.
public struct QueryAnswer: Sendable {
  /// One output relation, or one question.
  public struct Part: Sendable {
    public var name: String
    public var table: Table
  }

  public var tables: [Part]
  /// What is most likely not meant, as a compiler prints it.
  public var warnings: [String]
}

/// How answers are shown.
public struct QueryPresentation: Sendable {
  /// Whether a sentence is shown by its words, talk and line, rather than by its id.
  public var showsQuotes: Bool
  /// The language of entities' names.
  public var language: LabelLanguage

  public init(showsQuotes: Bool = false, language: LabelLanguage = .english) {
    self.showsQuotes = showsQuotes
    self.language = language
  }
}

/// Makes tables of answers: over a graph, names in the wanted language and sentences as quotes.
struct AnswerRenderer {
  private let graph: Graph?
  private let presentation: QueryPresentation
  private var labels: EntityLabels?

  init(graph: Graph?, presentation: QueryPresentation) {
    self.graph = graph
    self.presentation = presentation
    labels = graph.map { EntityLabels(graph: $0, language: presentation.language) }
  }

  mutating func table(of relation: AnswerRelation, limit: Int?) throws -> Table {
    try table(of: relation, rows: 0..<min(relation.count, limit ?? .max))
  }

  /// Some of a relation's rows; one row that says how many, or whether any, where there are no columns to show.
  mutating func table(of relation: AnswerRelation, rows range: Range<Int>) throws -> Table {
    if relation.onlySize {
      return Table(columns: ["rows"], rows: [[.integer(Int64(relation.totalCount))]])
    }
    guard !relation.columns.isEmpty else {
      return Table(columns: ["holds"], rows: [[.text(relation.totalCount > 0 ? "yes" : "no")]])
    }
    var rows: [[Table.Cell]] = []
    for row in range {
      var cells: [Table.Cell] = []
      for column in relation.columns.indices {
        cells.append(try cell(relation[row, column], type: relation.columns[column].type))
      }
      rows.append(cells)
    }
    return Table(columns: relation.columns.map(\.name), rows: rows)
  }

  private mutating func cell(_ value: Value, type: String) throws -> Table.Cell {
    switch value {
    case .number(let number): return .integer(number)
    case .unsigned(let number): return Int64(exactly: number).map(Table.Cell.integer) ?? .text(String(number))
    case .float(let number): return .real(number)
    case .record, .variant: return .text(value.description)
    case .symbol(let text):
      switch type {
      case "Entity": return .text(try labels?.label(of: text) ?? text)
      case "Sentence" where presentation.showsQuotes: return .text(try quote(text))
      default: return .text(text)
      }
    }
  }

  private func quote(_ sentence: String) throws -> String {
    guard let graph, let id = try graph.symbol(sentence) else { return sentence }
    guard let words = try graph.objects(of: id.rawValue, predicate: "text").first,
      let line = try graph.objects(of: id.rawValue, predicate: "line").first
    else { return sentence }
    return "\"\(try graph.term(Symbol(rawValue: words)))\" (line \(line))"
  }
}
