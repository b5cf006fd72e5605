import KnowledgeGraph
import Transcripts

/// Names of strangers that a sentence itself explains: "X, CEO of Y", "joined by X", "a robot called Z".
///
/// Each pattern tells the kind. Nothing is read without capitals, and nothing that is known is learnt again.
struct AppositionLessons {
  /// A name with its kind, and how much the pattern tells: the smaller, the more.
  struct Claim: Equatable {
    let name: String
    let kind: EntityKind
    let rank: Int
  }

  let words: CapitalWords
  let knowledge: BaseKnowledge
  private(set) var claims: [Claim] = []
  /// Whether the sentence's first word may be part of a name.
  private let isChinese: Bool

  init(_ bytes: [UInt8], isChinese: Bool, knowledge: BaseKnowledge) {
    words = CapitalWords(bytes)
    self.knowledge = knowledge
    self.isChinese = isChinese
    if isChinese {
      for claim in ChineseAppositions.claims(in: String(decoding: bytes, as: UTF8.self)) {
        claimName(claim.name, claim.kind, rank: claim.rank)
      }
    }
    guard !words.words.isEmpty, !words.isShouted || words.words.count < 10 else { return }
    for index in words.words.indices {
      readRole(at: index)
      readIntroduction(at: index)
      readNaming(at: index)
      readVerb(at: index)
      readEnding(at: index)
    }
    readLists()
  }

  // MARK: Claims

  mutating func claim(_ run: Range<Int>?, _ kind: EntityKind, rank: Int) {
    guard let run, !words.isCutLeft(run) else { return }
    let name = words.text(run)
    if kind == .person, !(2...3).contains(run.count) || isBody(name) { return }
    if kind != .person, isPersonShaped(run), !isBody(name) { return }
    if run.lowerBound == 0, !isChinese, run.count == 1, rank > 1 { return }
    claimName(name, kind, rank: rank)
  }

  mutating func claimName(_ name: String, _ kind: EntityKind, rank: Int) {
    let kind = isBody(name) ? .organization : kind
    guard name.count > 1, name.count <= 50, knowledge.table.usesOfAnyCase(of: name).isEmpty,
      !RecurringNames.isNearKnown(name, kind, knowledge), !joinsKnown(name)
    else { return }
    claims.append(Claim(name: name, kind: kind, rank: rank))
  }

  /// Whether a run is two names side by side, of which one is known: `NVIDIA AMD`.
  private func joinsKnown(_ name: String) -> Bool {
    let parts = NameShape.words(name)
    guard parts.count > 1, !isBody(name) else { return false }
    return [parts[0], parts[parts.count - 1]].contains { part in
      knowledge.table.uses(of: part).contains {
        $0.strength == .sure && knowledge.catalog[$0.entity].kind == .organization
      }
    }
  }

  func isBody(_ name: String) -> Bool {
    let parts = NameShape.words(name)
    return parts.count > 1 && parts.last.map { AppositionCues.bodyEndings.contains($0.lowercased()) } == true
  }

  func isPersonShaped(_ run: Range<Int>) -> Bool {
    run.count == 2 && knowledge.givenNames.contains(words.words[run.lowerBound].text)
  }
}

// MARK: Roles and introductions

extension AppositionLessons {
  private static let longestRole = 8

  /// `CEO and co-founder of Y` with X before a comma, or directly after, or Y before: `Y CEO X`.
  private mutating func readRole(at index: Int) {
    guard AppositionCues.roles.contains(words.words[index].small) else { return }
    var first = index
    while let before = words[first - 1], before.joinsNext,
      AppositionCues.isRole(before.small) || ["and", "former", "current"].contains(before.small)
    {
      first -= 1
    }
    if let article = words[first - 1], ["the", "a", "an", "our", "my"].contains(article.small) { first -= 1 }
    if let before = words[first - 1], before.hasComma {
      claim(words.run(upTo: first), .person, rank: 0)
    } else if let before = words[first - 1], before.joinsNext,
      words.words[index].text.first?.isUppercase == true
        || words[first]?.isCapital == true || before.isCapital, words.words[index].joinsNext,
      let person = words.run(from: index + 1), (2...3).contains(person.count)
    {
      claim(words.run(upTo: first), .organization, rank: 1)
    }
    if words.words[index].joinsNext || words.words[index].hasComma,
      words[first]?.small != words.words[index].small || first < index
    {
      claim(words.run(from: index + 1), .person, rank: 1)
    }
    readEmployer(after: index)
  }

  private mutating func readEmployer(after role: Int) {
    var found: Range<Int>?
    var index = role
    while index - role < Self.longestRole, let word = words[index], word.joinsNext,
      let next = words[index + 1]
    {
      if ["of", "at", "for", "from"].contains(next.small), next.joinsNext {
        let start = ["the", "a", "an"].contains(words[index + 2]?.small ?? "") ? index + 3 : index + 2
        if let run = words.run(from: start) {
          if next.small != "of"
            || !["director", "head", "chair", "student", "lead", "manager"].contains(words.words[role].small)
            || isBody(words.text(run))
          {
            found = run
          }
          index = run.upperBound - 1
          if next.small != "of" { break }
          continue
        }
      } else if next.isCapital, !AppositionCues.isRole(next.small),
        !AppositionCues.neverNames.contains(next.small)
      {
        break
      }
      index += 1
    }
    claim(found, .organization, rank: 1)
  }

  /// `joined by X`, `my guest today is X from Y`, `I'm X`.
  private mutating func readIntroduction(at index: Int) {
    guard let start = introduced(at: index), let run = words.run(from: start), let first = words[start] else {
      return
    }
    let isPlain = first.small == words.words[start].small && isStrong(index)
    guard isPlain || isPersonShaped(run) else { return }
    claim(run, .person, rank: 0)
    var last = run
    while words[last.upperBound - 1]?.hasComma == true || words[last.upperBound]?.small == "and",
      let next = words.run(
        from: words[last.upperBound]?.small == "and" ? last.upperBound + 1 : last.upperBound),
      (2...3).contains(next.count)
    {
      claim(next, .person, rank: 1)
      last = next
    }
    if let from = words[last.upperBound], ["from", "of", "at"].contains(from.small) {
      let place = words[last.upperBound + 1]?.small == "the" ? last.upperBound + 2 : last.upperBound + 1
      claim(words.run(from: place), .organization, rank: 1)
    }
  }

  private func isStrong(_ index: Int) -> Bool {
    isFounding(index)
      || !["with", "to", "is", "am", "m"].contains(words.words[index].small)
      || ["joined", "guest", "guests", "today", "here", "name"].contains(words[index - 1]?.small ?? "")
  }

  /// Whether the word is the `with` of `You started Y in 2019 with X`.
  private func isFounding(_ index: Int) -> Bool {
    words.words[index].small == "with"
      && words.words[..<index].suffix(6).contains {
        ["started", "founded", "co-founded", "cofounded"].contains($0.small)
      }
  }

  /// Where the name begins that a word of introduction announces.
  private func introduced(at index: Int) -> Int? {
    let before = words[index - 1]?.small ?? ""
    let second = words[index - 2]?.small ?? ""
    switch words.words[index].small {
    case "by" where before == "joined": return index + 1
    case "guest", "guests":
      guard ["my", "our", "today", "s", "special", "first"].contains(before) else { return nil }
      var next = index + 1
      while ["today", "is", "are", "this", "week", "tonight"].contains(words[next]?.small ?? "") { next += 1 }
      return next
    case "welcome": return index + 1
    case "with", "to":
      let cues = ["interview", "conversation", "speaking", "talking", "down", "here"]
      return cues.contains(before) || isFounding(index) ? index + 1 : nil
    case "is" where before == "name" && second == "my": return index + 1
    case "am", "m": return before == "i" ? index + 1 : nil
    default: return nil
    }
  }
}

// MARK: Naming and verbs

extension AppositionLessons {
  /// The kind that a class noun tells, in the singular or plural.
  private func kind(ofClass word: String) -> EntityKind? {
    let singular =
      word.hasSuffix("ies")
      ? String(word.dropLast(3)) + "y" : word.hasSuffix("s") ? String(word.dropLast()) : word
    for form in [word, singular] {
      if AppositionCues.organizations.contains(form) { return .organization }
      if AppositionCues.products.contains(form) { return .product }
      if AppositionCues.works.contains(form) { return .work }
    }
    return nil
  }

  /// `a robot called Z`, `our product is named Z`, `companies such as A and B`, `X, a startup that …`.
  private mutating func readNaming(at index: Int) {
    let word = words.words[index]
    if ["called", "named"].contains(word.small), word.joinsNext {
      let before = words.words[..<index].suffix(3).reversed()
      let passed: Set<String> = ["is", "was", "we", "are", "were"]
      let noun = before.first { !passed.contains($0.small) }
      if let kind = noun.flatMap({ kind(ofClass: $0.small) }) {
        claim(words.run(from: index + 1), kind, rank: 0)
      }
    }
    if let kind = kind(ofClass: word.small), word.small.hasSuffix("s") {
      var next = index + 1
      if words[next]?.small == "such", words[next + 1]?.small == "as" {
        next += 2
      } else if ["like", "including"].contains(words[next]?.small ?? "") {
        next += 1
      } else {
        return
      }
      claimList(from: next, kind)
    }
    readClass(at: index)
  }

  private mutating func readClass(at index: Int) {
    guard ["a", "an"].contains(words.words[index].small), words[index - 1]?.hasComma == true,
      let run = words.run(upTo: index), let start = words[run.lowerBound - 1],
      !["in", "at", "on", "for", "to"].contains(start.small)
    else { return }
    for place in index + 1..<index + 6 {
      guard let noun = words[place], !noun.isCapital else { return }
      if let kind = kind(ofClass: noun.small), kind == .organization,
        !noun.joinsNext
          || ["that", "which", "in", "from", "founded", "based"].contains(words[place + 1]?.small ?? "")
      {
        claim(run, kind, rank: 1)
        return
      }
      if !noun.joinsNext { return }
    }
  }

  /// `founded Y`, `launched Z`, `worked at Y`, `compete with A and with B`.
  private mutating func readVerb(at index: Int) {
    let word = words.words[index]
    guard word.joinsNext else { return }
    let next = words[index + 1]?.small ?? ""
    if AppositionCues.founding.contains(word.small) {
      claim(words.run(from: index + 1), .organization, rank: 1)
    } else if AppositionCues.launching.contains(word.small) {
      claim(words.run(from: index + 1), .product, rank: 2)
    } else if ["started", "incubated"].contains(word.small), let run = words.run(from: index + 1),
      ["in", "with", "and", ""].contains(words[run.upperBound]?.small ?? "")
    {
      claim(run, .organization, rank: 2)
    } else if ["worked", "work", "works", "working", "interned"].contains(word.small), next == "at" {
      claim(words.run(from: index + 2), .organization, rank: 1)
    } else if ["compete", "competes", "competing", "competed", "partnered"].contains(word.small),
      next == "with"
    {
      claimList(from: index + 2, .organization)
    } else if ["acquired", "backed", "funded"].contains(word.small), next == "by" {
      claimList(from: index + 2, .organization)
    } else if word.small == "was", AppositionCues.founding.contains(next) {
      claim(words.run(upTo: index), .organization, rank: 1)
    }
  }

  private mutating func readEnding(at index: Int) {
    // A capital before the run may belong to it, as in `Monday Night Pictures`; a sentence's first word tells nothing.
    let isCut = index > 1 && words.words[index - 1].isCapital && words.words[index - 1].joinsNext
    guard index > 0 || isChinese, !isCut, let run = words.run(from: index), run.count > 1,
      isBody(words.text(run))
    else { return }
    claim(run, .organization, rank: 3)
  }

  private mutating func claimList(from start: Int, _ kind: EntityKind) {
    for run in list(from: start) where kind != .organization || !isPersonShaped(run) {
      claim(run, kind, rank: 2)
    }
  }
}
