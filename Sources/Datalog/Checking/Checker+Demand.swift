extension Checker {
  /// Whether a relation is derived only as far as it is asked for, as its qualifiers and the pragmas say.
  func demandMode(of relation: String, _ qualifiers: [Name]) -> DemandMode {
    if qualifiers.contains(where: { $0.text == "no_magic" }) { return .never }
    if named(relation, inPragma: "magic-transform-exclude") { return .never }
    let isAsked = named(relation, inPragma: "magic-transform") || named("*", inPragma: "magic-transform")
    return isAsked || qualifiers.contains { $0.text == "magic" } ? .always : .automatic
  }

  /// Whether a pragma's value, names with commas between them, has a name.
  func named(_ name: String, inPragma pragma: String) -> Bool {
    parsed.pragmas.contains { known in
      known.name.text == pragma && known.value.split(separator: ",").contains { $0 == name }
    }
  }
}
