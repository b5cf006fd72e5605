import Testing

@testable import Extraction

/// What the repository's patterns find, family by family, in fields that no talk of the collection is about.
@Suite struct StatementFamilyTests {
  /// A talk of some sentences by Ada Lindqvist of Northlight, who speaks to Bruno Okafor.
  private func said(_ sentences: String) throws -> [String] {
    var talk = SpeakerFixture()
    talk.know(.organization, "Northlight", "北光")
    talk.know(.organization, "Harbor", "海港公司")
    talk.know(.organization, "Quill", "羽笔公司")
    talk.know(.organization, "Fjord University", "峡湾大学")
    talk.know(.person, "Ada Lindqvist", "艾达", with: ["Northlight"])
    talk.know(.person, "Bruno Okafor")
    talk.know(.person, "Mirelle Tan", "米蕾尔")
    talk.know(.product, "Beacon", "灯塔", with: ["Harbor"])
    talk.know(.product, "Ferry 2", "渡轮二号")
    talk.know(.product, "Oarlock")
    talk.know(.concept, "lantern theory", "灯笼理论")
    talk.know(.concept, "tide folding", "潮汐折叠")
    talk.know(.work, "On Lanterns", "论灯笼")
    talk.turn("Ada Lindqvist", "Northlight.", sentences)
    talk.turn("Bruno Okafor", "I see.")
    return talk.statements(try StatementFixture.library())
  }

  @Test(
    "making and releasing",
    arguments: [
      ("Harbor has open-sourced Ferry 2.", "developed(Harbor, Ferry 2)"),
      ("Ferry 2 was built by a small team at Harbor.", "developed(Harbor, Ferry 2)"),
      ("Harbor, the company behind Ferry 2, grew.", "developed(Harbor, Ferry 2)"),
      ("Ferry 2, which Harbor launched, is fast.", "developed(Harbor, Ferry 2)"),
      ("Harbor's launch of Ferry 2 went well.", "developed(Harbor, Ferry 2)"),
      ("Mirelle Tan is the creator of Ferry 2.", "developed(Mirelle Tan, Ferry 2)"),
      ("Mirelle Tan led the development of Ferry 2.", "developed(Mirelle Tan, Ferry 2)"),
      ("海港公司在去年开源了渡轮二号。", "developed(Harbor, Ferry 2)"),
      ("渡轮二号是由海港公司研发的。", "developed(Harbor, Ferry 2)"),
      ("米蕾尔是渡轮二号的主要贡献者之一。", "developed(Mirelle Tan, Ferry 2)"),
    ])
  func making(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "belonging, founding and studying",
    arguments: [
      ("Quill was started by Ada Lindqvist and Mirelle Tan.", "founderOf(Mirelle Tan, Quill)"),
      ("Mirelle Tan left Harbor to start Quill.", "founderOf(Mirelle Tan, Quill)"),
      ("Harbor hired Mirelle Tan.", "affiliatedWith(Mirelle Tan, Harbor)"),
      ("Mirelle Tan was appointed CFO of Harbor.", "roleAt(Mirelle Tan, \"CFO @ Harbor\")"),
      ("Mirelle Tan joined Harbor as a researcher.", "roleAt(Mirelle Tan, \"researcher @ Harbor\")"),
      (
        "Mirelle Tan, a professor at Fjord University.",
        "roleAt(Mirelle Tan, \"professor @ Fjord University\")"
      ),
      ("米蕾尔被任命为海港公司首席财务官。", "roleAt(Mirelle Tan, \"CFO @ Harbor\")"),
      ("羽笔公司是由米蕾尔创办的。", "founderOf(Mirelle Tan, Quill)"),
      ("海港公司聘请了米蕾尔。", "affiliatedWith(Mirelle Tan, Harbor)"),
      ("米蕾尔在峡湾大学攻读博士。", "studiedAt(Mirelle Tan, Fjord University)"),
    ])
  func belonging(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "writing, inventing and years",
    arguments: [
      ("Mirelle Tan is the author of On Lanterns.", "authorOf(Mirelle Tan, On Lanterns)"),
      ("Mirelle Tan coined the term lantern theory.", "invented(Mirelle Tan, lantern theory)"),
      ("lantern theory was first proposed by Mirelle Tan.", "invented(Mirelle Tan, lantern theory)"),
      ("Ferry 2 came out back in 2011.", "createdIn(Ferry 2, \"2011\")"),
      ("In 2011, Harbor released Ferry 2.", "createdIn(Ferry 2, \"2011\")"),
      ("米蕾尔是《论灯笼》的作者。", "authorOf(Mirelle Tan, On Lanterns)"),
      ("灯笼理论最早由米蕾尔提出。", "invented(Mirelle Tan, lantern theory)"),
      ("海港公司于 2011 年成立。", "createdIn(Harbor, \"2011\")"),
    ])
  func writing(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "parts, use and training",
    arguments: [
      ("Ferry 2 is powered by Oarlock.", "uses(Ferry 2, Oarlock)"),
      ("Ferry 2 runs on Oarlock.", "uses(Ferry 2, Oarlock)"),
      ("Oarlock is the engine behind Ferry 2.", "uses(Ferry 2, Oarlock)"),
      ("Oarlock is a key component of Ferry 2.", "partOf(Oarlock, Ferry 2)"),
      ("Harbor acquired Quill.", "partOf(Quill, Harbor)"),
      ("Ferry 2 was fine-tuned on On Lanterns.", "trainedOn(Ferry 2, On Lanterns)"),
      ("渡轮二号基于潮汐折叠。", "uses(Ferry 2, tide folding)"),
      ("渡轮二号用Oarlock编写。", "uses(Ferry 2, Oarlock)"),
      ("Oarlock是渡轮二号的一部分。", "partOf(Oarlock, Ferry 2)"),
      ("羽笔公司被海港公司收购。", "partOf(Quill, Harbor)"),
    ])
  func parts(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "partners, rivals and successors",
    arguments: [
      ("Harbor teamed up with Quill.", "partnerOf(Harbor, Quill)"),
      ("We work closely with Quill.", "partnerOf(Northlight, Quill)"),
      ("Harbor is competing directly with Quill.", "competesWith(Harbor, Quill)"),
      ("Quill is the biggest rival of Harbor.", "competesWith(Harbor, Quill)"),
      ("Ferry 2 is the successor of Oarlock.", "successorOf(Ferry 2, Oarlock)"),
      ("Oarlock was replaced by Ferry 2.", "successorOf(Ferry 2, Oarlock)"),
      ("Ferry 2 is a big improvement over Oarlock.", "successorOf(Ferry 2, Oarlock)"),
      ("海港公司与羽笔公司携手合作。", "partnerOf(Harbor, Quill)"),
      ("羽笔公司是海港公司的主要竞争对手。", "competesWith(Harbor, Quill)"),
      ("渡轮二号是Oarlock的升级版。", "successorOf(Ferry 2, Oarlock)"),
    ])
  func standing(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "what things are",
    arguments: [
      ("Oarlock is really a very small database.", "instanceOf(Oarlock, \"small database\")"),
      ("They keep it in databases such as Oarlock and Beacon.", "instanceOf(Beacon, \"database\")"),
      ("Oarlock and other databases are slow.", "instanceOf(Oarlock, \"database\")"),
      ("A big bank like Harbor would know.", "instanceOf(Harbor, \"big bank\")"),
      ("There is a database for sailors called Oarlock.", "instanceOf(Oarlock, \"database\")"),
      ("Oarlock这样的数据库很慢。", "instanceOf(Oarlock, \"database\")"),
      ("他们用Oarlock、灯塔等数据库。", "instanceOf(Beacon, \"database\")"),
      ("有很多数据库，比如Oarlock。", "instanceOf(Oarlock, \"database\")"),
      ("我们用过一个叫Oarlock的东西，Oarlock是最好的数据库。", "instanceOf(Oarlock, \"database\")"),
    ])
  func classes(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "how many and how much",
    arguments: [
      ("Ferry 2 has about 40 million parameters.", "quantity(Ferry 2, \"40 million parameters\")"),
      ("Harbor raised $20 million.", "quantity(Harbor, \"$20 million\")"),
      ("We have 300 employees.", "quantity(Northlight, \"300 employees\")"),
      ("渡轮二号有 4 亿个参数。", "quantity(Ferry 2, \"4 亿个参数\")"),
      ("海港公司拥有超过 300 名员工。", "quantity(Harbor, \"300 名员工\")"),
    ])
  func quantities(_ sentence: String, _ triple: String) throws {
    #expect(try said(sentence).contains(triple))
  }

  @Test(
    "words that refer back mean the only one of their kind named just before",
    arguments: [
      ("Everybody likes Ferry 2. It was built by Harbor.", "developed(Harbor, Ferry 2)"),
      ("Everybody likes Harbor. They released Ferry 2.", "developed(Harbor, Ferry 2)"),
      ("I was at Harbor. The company was founded by Mirelle Tan.", "founderOf(Mirelle Tan, Harbor)"),
      ("I met Mirelle Tan. She founded Quill.", "founderOf(Mirelle Tan, Quill)"),
      ("大家都喜欢渡轮二号。它是由海港公司研发的。", "developed(Harbor, Ferry 2)"),
      ("海港公司很大。该公司推出了渡轮二号。", "developed(Harbor, Ferry 2)"),
    ])
  func references(_ sentences: String, _ triple: String) throws {
    #expect(try said(sentences).contains(triple))
  }

  @Test(
    "a year beside what somebody makes dates the thing and not its maker",
    arguments: ["Harbor released Ferry 2 in 2011.", "海港公司在 2011 年发布了渡轮二号。"])
  func yearsOfThings(_ sentence: String) throws {
    let triples = try said(sentence)
    #expect(triples.contains("createdIn(Ferry 2, \"2011\")"))
    #expect(!triples.contains("createdIn(Harbor, \"2011\")"))
  }

  @Test(
    "what only resembles a relation is none",
    arguments: [
      "Everybody likes Harbor and Quill. They released Ferry 2.",
      "I met Mirelle Tan and Bruno Okafor. She founded Quill.",
      "Mirelle Tan built a Beacon app.",
      "米蕾尔创建了一个灯塔频道。",
      "Harbor did not acquire Quill.",
      "If Harbor acquired Quill, would it matter?",
      "Mirelle Tan might join Harbor.",
      "Mirelle Tan is a great company.",
      "Companies like Harbor are rare.",
      "From Oarlock to Ferry 2 it was a long way.",
      "They trained on sand.",
      "渡轮二号不是由海港公司研发的。",
      "像海港公司这样的公司很少。",
      "It is useful for a database.",
    ])
  func resemblance(_ sentence: String) throws {
    #expect(try said(sentence) == [])
  }
}
