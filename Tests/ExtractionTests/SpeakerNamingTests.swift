import Testing

@testable import Extraction

@Suite struct SpeakerNamingTests {
  @Test("a label that is a name finds its person in either language, a short one the whole one")
  func namedLabels() {
    var talk = SpeakerFixture()
    talk.know(.person, "Jensen Huang", "黄仁勋")
    talk.turn("Brad Gerstner", "When will it come?")
    talk.turn("黄仁勋", "Soon.")
    talk.turn("Gerstner", "And then?")
    let assignment = talk.assignment()
    #expect(
      assignment.naming == [
        "Brad Gerstner = Brad Gerstner", "黄仁勋 = Jensen Huang", "Gerstner = Brad Gerstner",
      ])
    #expect(assignment.speaker(ofSentence: 1) == talk.catalog.index(of: "Jensen Huang"))
    #expect(assignment.speaker(ofSentence: 2) == talk.catalog.index(of: "Brad Gerstner"))
  }

  @Test("a label in two languages teaches one person with both names")
  func bilingualLabel() {
    var talk = SpeakerFixture()
    talk.turn("Mirelle Tan", translation: "米蕾尔·陈", "I begin with the past.", "我从过去讲起。")
    #expect(talk.assignment().naming == ["Mirelle Tan = Mirelle Tan", "米蕾尔·陈 = Mirelle Tan"])
    #expect(talk.catalog.entities.map { $0.names.map(\.text) } == [["Mirelle Tan", "米蕾尔·陈"]])
  }

  @Test("a role that nobody names is a person of its talk, and the record leaves it unnamed")
  func unnamedHost() {
    var talk = SpeakerFixture()
    talk.know(.person, "Ada Lindqvist")
    talk.turn("主持人", "你想听演讲吗？")
    talk.turn("观众", "是的！")
    talk.turn("Ada Lindqvist", "谢谢大家。")
    let assignment = talk.assignment()
    #expect(assignment.naming == ["主持人 = nobody", "观众 = nobody", "Ada Lindqvist = Ada Lindqvist"])
    let host = assignment.speaker(ofSentence: 0).map { talk.catalog[$0] }
    #expect(host?.id == "Host (unnamed), A talk")
    #expect(host?.names.map(\.text) == ["Host (unnamed)"])
  }

  @Test("a role is named by its own introduction")
  func introducedHost() {
    var talk = SpeakerFixture()
    talk.turn("Host", "Welcome back. I'm Bruno Okafor, your host.")
    #expect(talk.assignment().naming == ["Host = Bruno Okafor"])
  }

  @Test("numbers are named by introductions, address and what nobody says of himself")
  func numbers() {
    var talk = SpeakerFixture()
    for name in ["Bruno Okafor", "Mirelle Tan", "Kenji Ostrowski", "Ada Lindqvist"] {
      talk.know(.person, name)
    }
    talk.turn(
      "Speaker 0",
      "Hello, I'm Bruno Okafor. Joining me are Mirelle Tan and Kenji Ostrowski, and from Northlight, Ada Lindqvist."
    )
    talk.turn(
      "Speaker 1", "It is the biggest project in history, and we are glad to be part of all of it today.")
    talk.turn("Speaker 0", "So Mirelle, how did this begin?")
    talk.turn("Speaker 2", "Well, Kenji and Ada are good people to work with.")
    talk.turn("Speaker 1", "I touched on that with Mirelle.")
    talk.turn("Speaker 0", "So, Kenji, what was hard about it?")
    talk.turn("Speaker 3", "As Ada was saying, it is the biggest part of the project.")
    #expect(
      talk.assignment().naming == [
        "Speaker 0 = Bruno Okafor", "Speaker 1 = Ada Lindqvist", "Speaker 2 = Mirelle Tan",
        "Speaker 3 = Kenji Ostrowski",
      ])
  }

  @Test("a number of whom nothing is said stays unnamed")
  func noEvidence() {
    var talk = SpeakerFixture()
    talk.know(.person, "Mirelle Tan")
    talk.turn("Speaker 1", "It rains.")
    talk.turn("Speaker 2", "Mirelle Tan wrote about rain.")
    #expect(talk.assignment().naming == ["Speaker 1 = nobody", "Speaker 2 = nobody"])
  }

  @Test("a number that stays unnamed and mostly asks is the talk's unnamed host")
  func unknownHost() {
    var talk = SpeakerFixture()
    talk.turn("Speaker A", "What is it?")
    talk.turn("Speaker B", "I'm Ada Lindqvist. It is a lantern.")
    talk.turn("Speaker A", "Who made it?")
    talk.turn("Speaker B", "A friend.")
    talk.turn("Speaker A", "Why?")
    talk.turn("Speaker B", "For the light.")
    let assignment = talk.assignment()
    #expect(assignment.naming == ["Speaker A = nobody", "Speaker B = Ada Lindqvist"])
    #expect(assignment.speaker(ofSentence: 0) == talk.catalog.index(of: "Host (unnamed), A talk"))
  }

  @Test("narration belongs to whom it reports, and the original beside it too")
  func narration() {
    var talk = SpeakerFixture()
    talk.know(.person, "Greg Brockman")
    talk.know(.person, "Ilya Sutskever")
    talk.know(.person, "Dylan Patel")
    talk.narration("主持人问 Greg，他是如何开始的。", original: "How did you begin?")
    talk.narration("Greg 回答说，他读了很多书。", original: "I read a lot.")
    talk.narration("那是在冬天。", original: "It was winter.")
    talk.narration("但 Ilya Sutskever 认为这很简单。", original: "But Ilya was like, it is easy.")
    talk.narration("Greg 觉得很有趣。", original: "I found it fun.")
    talk.narration("Greg 在 Stripe 工作过。", original: "You were at Stripe.")
    talk.narration("Dylan Patel 提问：“它可靠吗？”", original: "A question from Dylan Patel: is it reliable?")
    talk.narration("Greg 认为可靠。", original: "I think so.")
    let assignment = talk.assignment()
    let spoken = talk.transcript.sentences.indices.map { sentence in
      assignment.speaker(ofSentence: sentence).map { String(talk.catalog[$0].id.prefix(4)) } ?? "-"
    }
    let expected = "Host Host Greg Greg Greg Greg Greg Greg Greg Greg Host Host Host Host Host Greg Greg"
    #expect(spoken.joined(separator: " ") == expected)
    #expect(
      assignment.naming == [
        "主持人 = nobody", "Greg = Greg Brockman", "Dylan Patel = Dylan Patel",
      ])
    let attributed = talk.mentions.filter(assignment.isAttribution).map(\.sentence)
    #expect(attributed == [0, 2, 8, 15])
  }

  @Test("whose question another reads out is a label of its own, but does not speak")
  func questioner() {
    var talk = SpeakerFixture()
    talk.know(.person, "Dylan Patel")
    talk.narration("主持人提到了 Dylan Patel 关于可靠性的嘉宾提问。", original: "A guest question from Dylan Patel.")
    let assignment = talk.assignment()
    #expect(assignment.naming == ["主持人 = nobody", "Dylan Patel = Dylan Patel"])
    #expect(
      assignment.speakers.compactMap { $0.map { talk.catalog[$0].names[0].text } } == [
        "Host (unnamed)", "Host (unnamed)",
      ])
  }

  @Test("who asks most leads the talk, and whoever answers is asked")
  func conversation() {
    var talk = SpeakerFixture()
    talk.turn("Brad Gerstner", "When will it come?")
    talk.turn(
      "Jensen Huang", "Soon. In a way it is here, and it will be better every year from now on, you will see."
    )
    talk.turn("Brad Gerstner", "And what comes after that?")
    talk.turn(
      "Jensen Huang", "More of it, much more of it, and in more places than anybody can think of today.")
    let assignment = talk.assignment()
    let (brad, jensen) = (EntityIndex(rawValue: 0), EntityIndex(rawValue: 1))
    #expect(assignment.hosts == [brad])
    #expect(assignment.guests == [jensen])
    #expect(assignment.questions.map(\.asked) == [jensen, jensen])
    #expect(assignment.addressee(ofSentence: 0) == jensen)
  }
}

@Suite struct SpeakerMatchingTests {
  @Test("every label gets at most one person, and the sum of evidence is the greatest")
  func matching() {
    for seed in UInt64(0)..<200 { match(seed) }
  }

  private func match(_ seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % bound)
    }
    let (labels, people) = (next(4) + 1, next(4) + 1)
    let scores = (0..<labels).map { _ in (0..<people).map { _ in Double(next(9)) - 3 } }
    let matching = SpeakerMatching(scores: scores)
    let named = matching.persons.compactMap { $0 }
    #expect(Set(named).count == named.count, "seed \(seed)")
    let total = zip(scores, matching.persons).reduce(0) { sum, row in
      sum + (row.1.map { row.0[$0] } ?? 0)
    }
    #expect(total == best(scores[...], taken: []), "seed \(seed)")
  }

  private func best(_ rows: ArraySlice<[Double]>, taken: Set<Int>) -> Double {
    guard let row = rows.first else { return 0 }
    let rest = rows.dropFirst()
    var result = best(rest, taken: taken)
    for (person, score) in row.enumerated() where score > 0 && !taken.contains(person) {
      result = max(result, score + best(rest, taken: taken.union([person])))
    }
    return result
  }
}
