import Foundation

/// Hand annotation of one talk: a folder of tab-separated tables.
struct GoldTalk: Sendable {
  /// Whether an annotated row must be found, or merely may be.
  enum Level: String, Sendable {
    case must
    case may
  }

  struct Entity: Sendable {
    var id: String
    /// The kinds that are right: the annotated one and those the note allows.
    var kinds: Set<String>
    var level: Level
    /// Folded; either of them is the right label.
    var labels: Set<String>
    /// Folded; everything the entity is called in the talk, labels included.
    var names: Set<String>
    var english: String
  }

  struct Relation: Sendable {
    var subject: String
    var predicate: String
    var object: String
    var level: Level
    var evidence: String
  }

  struct Mention: Sendable, Hashable {
    var speaker: String
    var entity: String
  }

  var key: String
  var readme: String
  var entities: [Entity]
  var mentions: [Mention: Level]
  /// Labels that can be determined, each with the person's name.
  var speakers: [(label: String, person: String)]
  var relations: [Relation]
}

extension GoldTalk {
  /// Reads a talk's folder.
  ///
  /// - Throws: ``WorkbenchError/unreadable(path:reason:)`` if a table is missing or lacks a column.
  init(folder: String, key: String) throws(WorkbenchError) {
    self.key = key
    readme = (try? InputFile.text(of: folder + "/README.md")) ?? ""
    entities = try GoldTable(path: folder + "/entities.tsv").rows.map(Entity.init)
    relations = try GoldTable(path: folder + "/relations.tsv").rows.map(Relation.init)
    mentions = [:]
    for row in try GoldTable(path: folder + "/mentions.tsv").rows where row["speaker"] != "-" {
      let mention = Mention(speaker: try row.value("speaker"), entity: try row.value("entity"))
      mentions[mention] = Level(rawValue: try row.value("level")) ?? .may
    }
    speakers = []
    for row in try GoldTable(path: folder + "/speakers.tsv").rows {
      let person = try row.value("canonical")
      let isDetermined = !person.lowercased().contains("unnamed") && !["-", "", "Audience"].contains(person)
      if isDetermined { speakers.append((try row.value("label"), person)) }
    }
  }
}

extension GoldTalk.Entity {
  fileprivate init(row: GoldTable.Row) throws(WorkbenchError) {
    id = try row.value("id")
    level = GoldTalk.Level(rawValue: try row.value("level")) ?? .may
    english = try row.value("en")
    labels = [english.foldedName, try row.value("zh").foldedName]
    let surfaces = try row.value("surfaces").split(separator: "|").map { String($0).foldedName }
    names = labels.union(surfaces).filter { !$0.isEmpty }
    kinds = [try row.value("type")]
    for match in (row["note"] ?? "").matches(of: /alt-type: (\w+)/) { kinds.insert(String(match.output.1)) }
  }
}

extension GoldTalk.Relation {
  fileprivate init(row: GoldTable.Row) throws(WorkbenchError) {
    subject = try row.value("subject")
    predicate = try row.value("predicate")
    object = try row.value("object")
    level = GoldTalk.Level(rawValue: try row.value("level")) ?? .may
    evidence = row["evidence"] ?? ""
  }
}

extension String {
  /// A name as names are compared: compatibility forms unified, case folded, spaces and marks gone.
  var foldedName: String {
    let marks: Set<Unicode.Scalar> = [
      "-", "_", "·", "・", ".", "*", "'", "’", "\"", "“", "”", "《", "》", "「", "」",
    ]
    let folded = precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
      .filter { !marks.contains($0) && !$0.properties.isWhitespace }
    return String(String.UnicodeScalarView(folded))
  }
}

/// A table of tab-separated values with a header and no quoting.
struct GoldTable {
  struct Row {
    let path: String
    let values: [String: String]

    subscript(column: String) -> String? { values[column] }

    func value(_ column: String) throws(WorkbenchError) -> String {
      guard let value = values[column] else {
        throw .unreadable(path: path, reason: "it has no column \"\(column)\"")
      }
      return value
    }
  }

  let rows: [Row]

  init(path: String) throws(WorkbenchError) {
    let lines = try InputFile.text(of: path).split(whereSeparator: \.isNewline)
    let header = lines.first?.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) ?? []
    rows = lines.dropFirst().map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let padded = fields + Array(repeating: "", count: max(0, header.count - fields.count))
      return Row(path: path, values: Dictionary(zip(header, padded)) { first, _ in first })
    }
  }
}
