/// Short talks of every format, invented for these tests.
enum Samples {
  static let narration = """
    ---
    title: "莉娜 \\"Lena\\" Ortiz 谈聚变"
    date: '2024-05-06'
    author: Some Channel
    speaker: [Lena Ortiz, 'Tom O''Hara']
    people:
      - Lena Ortiz
      - name: Ada King
        role: guest
    companies_orgs: ["Helion Works", Sunlit]
    layout: post.njk
    draft: true
    source: https://example.org/talk?v=1
    summary: >
      莉娜谈到了
      聚变。They talked
      for an hour.
    ---
    ### 开场

    主持人问，**聚变**（Fusion: 把原子核（很小）合在一起）离我们多远。他提到《**太阳之书**》（The Book of the Sun: 一本书）。

    <details>
    <summary>View original</summary>
    <p class="english-text">How far away is fusion? I read &quot;The Book of the Sun&quot; &amp; liked it.</p>
    </details>

    Lena 答道：“三十年。”麻省理工学院（MIT）也这么说（笑）。

    <details open><summary>Original</summary><p>Thirty years.<br>MIT says so &bogus; too.</p><p>Really.</p></details>

    """

  static let podcast = """
    The Lamp Show - 第二集 封面

    第二集：灯与光

    Episode 2: Lamps and light

    本集简介

    Ada Reed谈灯。 00:00 开始 03:06 灯丝 1:02:03 结束

    双语字幕

    Speaker 0

    大家好,我是阿达。

    Hello, I'm Ada Reed.

    Speaker 1

    你好。

    Hi.

    Speaker 1

    我发明了灯。

    I invented the lamp.

    Speaker 0

    再见。

    Bye.

    关于灯播客

    我们做播客。
    """

  static let article = """
    # 灯的访谈：光明未来

    文章作者: 灯报
    发布时间: 2024-10-21 15:09
    发布地: 北京
    原文链接: http://example.com/s?a=1&b=2

    灯报编辑部\u{20}\u{20}
    十月，节目邀请到了灯厂 CEO 李明，他们讨论了
    光与影。\u{20}\u{20}
    **灯的由来**\u{20}\u{20}
    Brad Stone：灯是什么？很好（so
    good）。\u{20}\u{20}
    **李明** ：灯是光
    的家。它由 Ada
    Reed 发明。\u{20}\u{20}
    而且很亮。\u{20}\u{20}
    Clara
    Tang：多亮？\u{20}\u{20}
    ![](https://example.com/p_a_b.png)\u{20}\u{20}
    **李明** ：**极亮。**\u{20}\u{20}
    **李明：灯是未来**\u{20}\u{20}
    Tang：谢谢。\u{20}\u{20}
    Stone：再见。\u{20}\u{20}
    **李明**
    ：再见。\u{20}\u{20}
     _参考内容：_ _https://example.com/watch?v=a_b_\u{20}\u{20}
    """

  static let alternating = """
    2023-03 Ada Reed.Lamps Today

    2023-03 Ada Reed.Lamps Today


    Tom Hill:
    Ada, welcome. How are lamps?
    汤姆·希尔:
    阿达,欢迎。灯怎么样?

    Next question follows.
    下一个问题。
    Idea
    编者觉得灯很好。
    And one more.
    再来一个。

    Ada Reed:
    They answer the following question:
    阿达·里德:
    它们回答以下问题:

    Tom Hill:
    Thanks.
    汤姆·希尔:
    谢谢。

    Ada Reed:
    Bye.
    阿达·里德:
    再见。

        Article Comments Update

          • Related Articles

            Lex Doe: The following is another talk.
    """

  static let lines = """
    阿达·里德在灯展上的演讲 [译]
    原文：Ada Reed's Keynote at the Lamp Fair

    主持人: 欢迎 Ada。

    观众: 好！

    Ada Reed: 谢谢（鼓掌）。通用照明（GL）很好。

    Ada Reed: 请看 https://example.com: 那里有灯。Q4 2024: 我们卖了 3.5 万盏。

    主持人: 再见。\u{20}
    """

  static let subRip = """
    1
    00:00:01,000 --> 00:00:03,500
    Hello there, I am Ada
    Reed and this is

    2
    00:00:03,600 --> 00:00:05,000
    <i>the first</i> talk. Let's go!

    3
    00:00:05,200 --> 00:00:07,000
    - Who are you?
    - I am Ann &amp; {\\an8}co.

    4
    00:01:20,000 --> 00:01:22,000
    ADA: We begin.

    5
    00:01:22,500 --> 00:01:24,000
    ANN: Fine.

    6
    00:01:25,500 --> 00:01:26,000
    ADA: Good.
    """

  static let webVTT = """
    WEBVTT - A chat about lamps

    STYLE
    ::cue { color: red }

    NOTE this is
    a note --> not a cue

    intro
    00:01.000 --> 00:04.200 align:start position:0%
    <v Ada Reed>Words that may be
    on two lines.</v>

    00:05.000 --> 00:06.000
    <v.loud Tom>Yes! <c.x>Really</c> &lt;good&gt;.</v>

    01:00:06.000 --> 01:00:07.000
    <v Tom>And <00:00:06.500>more.</v>
    """

  static let prose = """
    # On lamps

    A lamp is a thing that shines. It was invented long ago, as Dr. Reed says; nobody knows when.

    People like lamps. They buy them, use them and forget them in the cellar, e.g. in winter.
    """

  static let all: [(format: String, text: String)] = [
    ("front-matter-markdown", narration), ("podcast-page", podcast), ("wrapped-article", article),
    ("alternating-blocks", alternating), ("labelled-lines", lines), ("subrip", subRip), ("webvtt", webVTT),
    ("prose", prose),
  ]
}
