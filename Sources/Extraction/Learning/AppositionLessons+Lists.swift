import KnowledgeGraph

// What stands in one list is of one kind: `DHL, Ocado and Amazon`.

extension AppositionLessons {
  /// The members of `A, B and C` or `A and with B`, from a word on.
  func list(from start: Int) -> [Range<Int>] {
    guard let first = words.run(from: start) else { return [] }
    var members = [first]
    while let last = members.last {
      var next = last.upperBound
      let follows = words[next - 1]?.hasComma == true || words[next]?.small == "and"
      guard follows else { break }
      if words[next]?.small == "and" { next += 1 }
      if ["with", "by"].contains(words[next]?.small ?? "") { next += 1 }
      guard let run = words.run(from: next) else { break }
      members.append(run)
    }
    return members
  }

  /// Unknown members of a list take the kind of the known ones, if these agree and are not outnumbered.
  mutating func readLists() {
    var index = 0
    while index < words.words.count {
      let members = list(from: index)
      index = max(index + 1, members.last?.upperBound ?? 0)
      guard members.count > 1 else { continue }
      if isUser(members) { claimUsers(members) }
      let known = members.map { kind(ofKnown: words.text($0)) }
      let kinds = Set(known.compactMap { $0 })
      guard kinds.count == 1, let kind = kinds.first, [.organization, .product].contains(kind),
        known.count(where: { $0 == nil }) <= known.count(where: { $0 != nil })
      else { continue }
      for (run, kindOfRun) in zip(members, known) where kindOfRun == nil && mayJoin(run) {
        claim(run, kind, rank: 4)
      }
    }
  }

  /// Whether a list is the subject of `use` with a name as its object: `DHL and Ocado use Pelican`.
  private func isUser(_ members: [Range<Int>]) -> Bool {
    guard let end = members.last?.upperBound, let verb = words[end]?.small else { return false }
    return ["use", "deploy", "adopted", "deployed"].contains(verb) && words.mayBeName(end + 1)
  }

  /// A sentence's first word is taken only if it is written in capitals.
  private mutating func claimUsers(_ members: [Range<Int>]) {
    for run in members where mayJoin(run) && !isPersonShaped(run) {
      let name = words.text(run)
      if run.lowerBound > 0 {
        claim(run, .organization, rank: 4)
      } else if GlossReading.isAcronym(name) {
        claimName(name, .organization, rank: 4)
      }
    }
  }

  private func kind(ofKnown name: String) -> EntityKind? {
    let uses = knowledge.table.uses(of: name).filter { $0.strength == .sure }
    return uses.count == 1 ? knowledge.catalog[uses[0].entity].kind : nil
  }

  /// A member that is or may be a person's name takes no other kind.
  private func mayJoin(_ run: Range<Int>) -> Bool {
    let first = words.words[run.lowerBound].text
    return (run.count == 1 || isBody(words.text(run))) && !knowledge.givenNames.contains(first)
      && knowledge.personsByPart[first] == nil
  }
}
