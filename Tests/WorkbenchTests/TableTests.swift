import Testing

@testable import Workbench

@Suite("tables")
struct TableTests {
  let table = Table(
    columns: ["who", "times"],
    rows: [
      [.text("黄仁勋"), .integer(12)],
      [.text("a|b, \"c\"\td"), .integer(3)],
    ])

  @Test("Chinese counts two cells, and numbers stand to the right")
  func aligned() {
    let table = Table(
      columns: ["who", "times"], rows: [[.text("黄仁勋"), .integer(12)], [.text("Ilya"), .integer(3)]])
    #expect(
      TableFormat.table.render(table) == """
        who     times
        ------  -----
        黄仁勋     12
        Ilya        3

        """)
  }

  @Test("tabs inside a value never make another column")
  func tabSeparated() {
    #expect(TableFormat.tsv.render(table) == "who\ttimes\n黄仁勋\t12\na|b, \"c\" d\t3\n")
  }

  @Test("commas and quotes are quoted as in RFC 4180")
  func commaSeparated() {
    #expect(TableFormat.csv.render(table) == "who,times\n黄仁勋,12\n\"a|b, \"\"c\"\"\td\",3\n")
  }

  @Test("a bar in a value does not end a Markdown cell")
  func markdown() {
    #expect(
      TableFormat.markdown.render(table)
        == "| who | times |\n| --- | ---: |\n| 黄仁勋 | 12 |\n| a\\|b, \"c\"\td | 3 |\n")
  }

  @Test("JSON keeps numbers as numbers and escapes what it must")
  func json() {
    #expect(
      TableFormat.json.render(table) == """
        [
          {"who": "黄仁勋", "times": 12},
          {"who": "a|b, \\"c\\"\\td", "times": 3}
        ]

        """)
  }

  @Test("a table without rows still names its columns", arguments: TableFormat.allCases)
  func empty(format: TableFormat) {
    let text = format.render(Table(columns: ["who"], rows: []))
    #expect(text == (format == .json ? "[]\n" : text) && (format == .json || text.contains("who")))
  }
}
