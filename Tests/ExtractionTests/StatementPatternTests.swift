import Testing

@testable import Extraction

@Suite struct StatementPatternTests {
  /// A talk of one sentence by one speaker, who is Ada Lindqvist of Northlight and speaks to Bruno Okafor.
  private func said(_ sentence: String, _ patterns: String? = nil) throws -> [String] {
    var talk = SpeakerFixture()
    talk.know(.organization, "Northlight")
    talk.know(.organization, "Harbor", "海港公司")
    talk.know(.organization, "Quill")
    talk.know(.organization, "Fjord University", "峡湾大学")
    talk.know(.person, "Ada Lindqvist", "艾达", with: ["Northlight"])
    talk.know(.person, "Bruno Okafor")
    talk.know(.person, "Mirelle Tan", "米蕾尔")
    talk.know(.product, "Beacon", "灯塔", with: ["Harbor"])
    talk.know(.product, "Wick 4")
    talk.know(.product, "Wick 5")
    talk.know(.concept, "lantern theory")
    talk.know(.work, "On Lanterns", "论灯笼")
    talk.turn("Ada Lindqvist", "Northlight.", sentence)
    talk.turn("Bruno Okafor", "I see.")
    let library = try patterns.map(StatementFixture.library) ?? StatementFixture.library()
    return talk.statements(library)
  }

  @Test(
    "English says who founded, leads, makes and writes what",
    arguments: [
      ("Mirelle Tan founded Harbor.", "founderOf(Mirelle Tan, Harbor)"),
      ("When we started Quill, it rained.", "founderOf(Ada Lindqvist, Quill)"),
      ("Mirelle Tan, CEO of Harbor, was there.", "roleAt(Mirelle Tan, \"CEO @ Harbor\")"),
      ("Harbor co-founder Mirelle Tan was there.", "founderOf(Mirelle Tan, Harbor)"),
      ("I studied at Fjord University.", "studiedAt(Ada Lindqvist, Fjord University)"),
      ("Harbor released Beacon in May.", "developed(Harbor, Beacon)"),
      ("We trained Wick 4.", "developed(Northlight, Wick 4)"),
      ("Mirelle Tan wrote On Lanterns.", "authorOf(Mirelle Tan, On Lanterns)"),
      ("Mirelle Tan proposed lantern theory.", "invented(Mirelle Tan, lantern theory)"),
      ("A partnership between Quill and Harbor is new.", "partnerOf(Harbor, Quill)"),
      ("Wick 4 was trained on Beacon.", "trainedOn(Wick 4, Beacon)"),
      ("Harbor uses Wick 4.", "uses(Harbor, Wick 4)"),
      ("Wick 5 is better than Wick 4.", "successorOf(Wick 5, Wick 4)"),
      ("Quill is a semiconductor company.", "instanceOf(Quill, \"semiconductor company\")"),
    ])
  func english(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "Chinese says the same",
    arguments: [
      ("米蕾尔创立了Quill。", "founderOf(Mirelle Tan, Quill)"),
      ("海港公司 CEO 米蕾尔来了。", "roleAt(Mirelle Tan, \"CEO @ Harbor\")"),
      ("我在峡湾大学读书。", "studiedAt(Ada Lindqvist, Fjord University)"),
      ("海港公司发布了灯塔。", "developed(Harbor, Beacon)"),
      ("来自海港公司的米蕾尔也在。", "affiliatedWith(Mirelle Tan, Harbor)"),
      ("米蕾尔写了《论灯笼》。", "authorOf(Mirelle Tan, On Lanterns)"),
      ("1950 年的论文《论灯笼》很好。", "createdIn(On Lanterns, \"1950\")"),
      ("Quill是一家初创公司。", "instanceOf(Quill, \"startup\")"),
    ])
  func chinese(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "what is denied, supposed or asked is no fact",
    arguments: [
      "Mirelle Tan never founded Harbor.", "If Mirelle Tan founded Harbor, I would know.",
      "I wouldn't say Harbor released Beacon.", "Was it Mirelle Tan who founded Harbor?",
      "米蕾尔没有创立海港公司。", "如果海港公司发布了灯塔，那就好了。",
    ])
  func doubt(_ sentence: String) throws {
    #expect(try said(sentence) == [])
  }

  @Test("what somebody else is quoted with is not the speaker's own")
  func quotation() throws {
    #expect(try said("Mirelle Tan said we trained Wick 4.") == [])
    #expect(try said("米蕾尔说我们训练了Wick 4。") == [])
  }

  @Test("a pronoun of the third person is the one person named before it")
  func thirdPerson() throws {
    #expect(
      try said("Mirelle Tan is kind, and she founded Quill.").contains("founderOf(Mirelle Tan, Quill)"))
    #expect(try said("Mirelle Tan met Bruno Okafor, and she founded Quill.") == [])
  }

  @Test("what stands in brackets after a name is passed over")
  func brackets() throws {
    #expect(try said("海港公司（Harbor）的 CEO 米蕾尔来了。").contains("roleAt(Mirelle Tan, \"CEO @ Harbor\")"))
  }

  @Test("a list gives each of its members the triple")
  func lists() throws {
    let patterns = "born: P:person+ founded O:organization => founderOf(P, O)"
    #expect(
      try said("Ada Lindqvist, Bruno Okafor and Mirelle Tan founded Quill.", patterns) == [
        "founderOf(Ada Lindqvist, Quill)", "founderOf(Bruno Okafor, Quill)", "founderOf(Mirelle Tan, Quill)",
      ])
  }

  @Test("a gap never passes over another candidate for the slots beside it")
  func gaps() throws {
    let patterns = "made: O:organization ... released ... X:product => developed(O, X)"
    #expect(
      try said("Harbor knew that Quill, which is old, released the small Beacon.", patterns) == [
        "developed(Quill, Beacon)"
      ])
  }

  @Test("a weak pattern yields to another known maker")
  func weakness() throws {
    let patterns = "own [weak]: O:organization 's X:product => developed(O, X)"
    #expect(try said("Quill's Beacon is bright.", patterns) == [])
    #expect(try said("Harbor's Beacon is bright.", patterns) == ["developed(Harbor, Beacon)"])
  }

  @Test("a gap of any length costs no more than its budget")
  func manyGaps() throws {
    let patterns = "slow: a ... a ... a ... a ... a ... a ... a ... O:organization founded => partOf(O, O)"
    #expect(try said(String(repeating: "a ", count: 400) + "Harbor.", patterns) == [])
  }

  @Test("a gloss says what its term is and how it stands to others")
  func glosses() throws {
    var talk = SpeakerFixture()
    talk.know(.organization, "Stripe")
    talk.know(.person, "Patrick Collison", "帕特里克·科里森")
    talk.know(.person, "Alan Turing", "图灵")
    talk.know(.concept, "Machine learning", "机器学习")
    talk.know(.concept, "Reinforcement learning", "强化学习")
    talk.turn("A B", "他见到帕特里克·科里森")
    talk.gloss("帕特里克·科里森", "Patrick Collison: Stripe 的联合创始人兼首席执行官")
    talk.turn("A B", "然后有 图灵")
    talk.gloss("图灵", "Alan Turing: 英国数学家，被誉为“之父”")
    talk.turn("A B", "还有强化学习")
    talk.gloss("强化学习", "RL: Reinforcement Learning，强化学习，机器学习的一个分支")
    talk.turn("A B", "以及 Stripe")
    talk.gloss("Stripe", "Stripe: 一家提供支付服务的科技公司")
    #expect(
      talk.statements(try StatementFixture.library()) == [
        "founderOf(Patrick Collison, Stripe)", "roleAt(Patrick Collison, \"CEO @ Stripe\")",
        "instanceOf(Alan Turing, \"mathematician\")", "partOf(Reinforcement learning, Machine learning)",
        "instanceOf(Stripe, \"company\")",
      ])
  }

  @Test("an interview gives interviewed and spokeAt")
  func interview() throws {
    var talk = SpeakerFixture()
    talk.know(.event, "Lantern Forum")
    talk.note(.title, "A talk at Lantern Forum")
    talk.turn("Host", "When will it come?")
    talk.turn(
      "Jensen Huang", "Soon. In a way it is here, and it will be better every year from now on, you will see."
    )
    #expect(
      talk.statements(try StatementFixture.library()) == [
        "spokeAt(Jensen Huang, Lantern Forum)",
        "interviewed(Host (unnamed), A talk at Lantern Forum, Jensen Huang)",
      ])
  }
}

@Suite struct StatementPatternFaultTests {
  @Test(
    "a pattern that cannot be read is refused with its place",
    arguments: [
      ("nothing here", "expected 'NAME: PATTERN => PREDICATE(SUBJECT, OBJECT)'"),
      ("a: P:human wrote => authorOf(P, P)", "'human' is no kind, pronoun or value that a slot can take"),
      ("a: P:person wrote W:work => wrote(P, W)", "the ontology has no predicate 'wrote'"),
      ("a: P:person wrote W:work => authorOf(P, X)", "the pattern has no slot 'X'"),
      ("a: P:place wrote W:work => authorOf(P, W)", "'authorOf' can never hold for what slot 'P' takes"),
      ("a: P:person (wrote W:work => authorOf(P, W)", "'(wrote W:work' is not closed"),
      ("a: P:person wrote P:work => authorOf(P, P)", "slot 'P' stands twice"),
      ("a [maybe]: P:person wrote W:work => authorOf(P, W)", "no flag is called 'maybe'"),
      ("[others]", "no section is called '[others]'"),
    ])
  func faults(_ line: String, _ wording: String) throws {
    do {
      _ = try StatementFixture.library("# first\n\(line)\n")
      Issue.record("'\(line)' was read")
    } catch let fault as PatternFault {
      #expect(fault.description == "test.txt:2: \(wording)")
    }
  }

  @Test("the repository's patterns can all be read")
  func repository() throws {
    #expect(try StatementFixture.library().patterns.count > 100)
  }
}
