import Datalog

/// A fact as a user writes it: a relation's name and its values, with `!` before it if it is denied.
struct FactPattern {
  let relation: String
  /// What stands between the brackets, as written, cut at its commas.
  let arguments: [String]
  let isNegated: Bool

  /// Reads a fact.
  ///
  /// - Throws: ``WorkbenchError/mistakes(_:)`` for what is none.
  init(_ text: String) throws(WorkbenchError) {
    var rest = text.trimmingPrefix(while: \.isWhitespace)
    isNegated = rest.first == "!"
    if isNegated { rest = rest.dropFirst().drop(while: \.isWhitespace) }
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    rest = rest.dropFirst(name.count).drop(while: \.isWhitespace)
    while let last = rest.last, last.isWhitespace || last == "." { rest.removeLast() }
    guard !name.isEmpty, rest.first == "(", rest.last == ")", rest.count > 2 else {
      throw .mistakes([
        "\"\(text)\" is no fact; a fact is a relation and its values, such as 'founderOf(\"Ada\", \"Acme\")'"
      ])
    }
    relation = String(name)
    arguments = FactPattern.cut(rest.dropFirst().dropLast())
  }

  /// The fact without its denial.
  var fact: String { "\(relation)(\(arguments.joined(separator: ",")))" }

  /// Whether it holds, as a question.
  var question: String { "?- \(fact).\n" }

  /// A program whose relation `explained` holds the rows that the fact stands for.
  func program(columns: [Column]) -> String {
    let declared = columns.map { "\($0.name): \($0.type)" }.joined(separator: ", ")
    let values = arguments.enumerated().map { index, argument in
      argument.allSatisfy { $0 == "_" || $0.isWhitespace } ? "any\(index)_" : argument
    }.joined(separator: ",")
    return ".decl explained(\(declared)) .output explained explained(\(values)) :- \(relation)(\(values)).\n"
  }

  /// Cuts at the commas that stand in no string and no brackets.
  private static func cut(_ text: Substring) -> [String] {
    var parts = [""]
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if !isQuoted && depth == 0 && character == "," {
        parts.append("")
        continue
      }
      parts[parts.count - 1].append(character)
      if isQuoted {
        if character == "\"" && !isEscaped { isQuoted = false }
        isEscaped = character == "\\" && !isEscaped
      } else if character == "\"" {
        isQuoted = true
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
      }
    }
    return parts
  }
}
