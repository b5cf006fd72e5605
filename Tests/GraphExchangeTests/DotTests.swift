import Foundation
import KnowledgeGraph
import Testing

@testable import GraphExchange

@Suite("DOT")
struct DotTests {
  @Test("kinds, sizes, widths, arrowheads and tooltips stand in the file")
  func small() throws {
    let lines = try DotExporter().text(of: SampleGraphs.small).split(separator: "\n").map(String.init)
    let ada = try #require(lines.first { $0.hasPrefix("  \"Ada Lovelace\" [") })
    #expect(ada.contains("shape=ellipse, margin=\"0.12,0.06\", fillcolor=\"#77AADD\""))
    #expect(ada.contains("fontsize=\"25\""))
    #expect(ada.contains(#"tooltip="Ada Lovelace · 埃达·洛夫莱斯 · Ada | \\ Countess\nperson, 9 mentions""#))
    let founded = try #require(lines.first { $0.hasPrefix("  \"Ada Lovelace\" -> \"Acme\"") })
    #expect(founded.contains("label=\"founder of\""))
    #expect(founded.contains(#"\n“Ada founded Acme &amp; said “<hello>”.”""#))
    #expect(!founded.contains("dir="))
    let together = try #require(lines.first { $0.hasPrefix("  \"Ada Lovelace\" -> \"Bob\"") })
    #expect(together.contains("penwidth=\"5.0\""))
    #expect(together.contains("dir=none"))
    #expect(!together.contains(" label="))
    #expect(lines.contains { $0.hasPrefix(#"  "\"1950\"" ["#) })
  }

  @Test("labels, predicates and the legend follow the language asked for")
  func chinese() throws {
    var exporter = DotExporter()
    exporter.labelLanguage = .chinese
    let text = try exporter.text(of: SampleGraphs.small)
    #expect(text.contains("label=\"极致公司\""))
    #expect(text.contains("label=\"创办\""))
    #expect(text.contains("3 个实体，3 条连接"))
  }

  @Test("a difference is coloured by where a part is")
  func comparison() throws {
    var exporter = DotExporter()
    exporter.comparison = .ofBobs
    let lines = try exporter.text(of: SampleGraphs.small).split(separator: "\n").map(String.init)
    let bob = try #require(lines.first { $0.hasPrefix("  \"Bob\" [") })
    #expect(bob.contains("fillcolor=\"#EE8866\""))
    #expect(lines.contains { $0.contains("only A") && $0.contains("only B") && $0.contains("both") })
    #expect(lines.contains { $0.hasPrefix(#"  "Acme" -> "\"1950\"""#) && $0.hasSuffix("style=dashed]") })
  }

  @Test("lines can be faded behind labels")
  func fading() throws {
    var exporter = DotExporter()
    exporter.fadesLinesBehindLabels = true
    let text = try exporter.text(of: SampleGraphs.small)
    #expect(text.contains("BGCOLOR=\"#FFFFFFD8\"><TR><TD>founder of</TD></TR></TABLE>>"))
    #expect(DotText.fadingLabel(["a < b", "c"]).contains("<TD>a &lt; b<BR/>c</TD>"))
  }

  @Test("text is escaped against the lexer, escapes and character entities")
  func escaping() {
    #expect(DotText.id(#"a"b\"#) == #""a\"b\\""#)
    #expect(DotText.label([#"\N & "x""#, "\u{0}two"]) == #""\\N &amp; \"x\"\ntwo""#)
    #expect(DotText.html("<a & \"b\\\">\n") == "&lt;a &amp; &quot;b&#92;&quot;&gt; ")
  }

  @Test("dark text on every fill has a contrast of at least seven to one")
  func contrast() {
    let looks =
      EntityKind.allCases.map { NodeLook(kind: $0).fill }
      + GraphComparison.Status.allCases.map { NodeLook.colors(of: $0).fill } + [NodeLook.value.fill]
    for fill in looks { #expect(contrastRatio(fill, NodeLook.text) >= 7, "\(fill)") }
    #expect(Set(EntityKind.allCases.map { NodeLook(kind: $0).fill }).count == EntityKind.allCases.count)
  }

  /// The contrast ratio of WCAG 2.2.
  private func contrastRatio(_ one: String, _ other: String) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private func luminance(_ color: String) -> Double {
    let number = Int(color.dropFirst(), radix: 16) ?? 0
    let channels = [number >> 16, number >> 8 & 255, number & 255].map { channel in
      let share = Double(channel) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}
