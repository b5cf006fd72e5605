import Testing

@testable import Transcripts

@Suite("files that cannot be read")
struct ReadErrorTests {
  @Test(
    "say what they are and what to do",
    arguments: [
      ([], "t.txt: the file is empty"), (Array("\u{FEFF} \r\n\t\n".utf8), "t.txt: the file is empty"),
      (
        Array("%PDF-1.7 …".utf8),
        "t.txt: this is a PDF document, not a text file; export its text as UTF-8 first"
      ),
      (Array("Host: hi\u{0}there".utf8), "t.txt: this is not a text file: byte 8 is a control character"),
      ([0xFF, 0xFE, 0x48, 0], "t.txt: the text is UTF-16; convert it to UTF-8: iconv -f UTF-16 -t UTF-8"),
      (
        "Host: hi there".utf8.flatMap { [$0, 0] },
        "t.txt: the text is UTF-16LE; convert it to UTF-8: iconv -f UTF-16LE -t UTF-8"
      ),
      (
        Array("Host: ok\n".utf8) + [
          0xC4, 0xE3, 0xBA, 0xC3, 0xA3, 0xAC, 0xCA, 0xC0, 0xBD, 0xE7, 0xA1, 0xA3, 0x0A,
        ],
        "t.txt: line 2: byte 9 is not UTF-8; the text looks like GB18030: iconv -f GB18030 -t UTF-8"
      ),
      (
        Array("Host: ok\nCaf".utf8) + [0xE9] + Array(" au lait, said the guest of the show".utf8),
        "t.txt: line 2: byte 12 is not UTF-8; the text looks like WINDOWS-1252: iconv -f WINDOWS-1252 -t UTF-8"
      ),
    ] as [([UInt8], String)])
  func wording(bytes: [UInt8], message: String) {
    let error = #expect(throws: ReadError.self) { try TranscriptReading.read(path: "t.txt", bytes: bytes) }
    #expect(error?.description == message)
  }

  @Test("a text in no format known says what was looked for")
  func unknownFormat() {
    let error = #expect(throws: ReadError.self) { try read("a,b,c\n1,2,3\n4,5,6\n", path: "t.csv") }
    #expect(
      error?.description == """
        t.csv: no transcript format that is known; looked for 'WEBVTT' on the first line (webvtt), lines like \
        '00:00:01,000 --> 00:00:04,200' (subrip), front matter between '---' lines, or originals in '<details>' \
        (front-matter-markdown), names such as 'Speaker 1' on lines of their own (podcast-page), lines with nothing but \
        'Name:' (alternating-blocks), paragraphs that begin with '**Name**:' (wrapped-article), two lines or more that \
        begin with 'Name: ' (labelled-lines), paragraphs of whole sentences (prose)
        """)
  }

  @Test(
    "what is no talk is not read as one",
    arguments: [
      "{\"a\": 1}\n", "<!DOCTYPE html>\n<html><body><p>Some words. More words.</p></body></html>", "word\n",
      "x = 1;\ny = 2;\n",
    ])
  func noTalk(text: String) {
    #expect(throws: ReadError.self) { try read(text) }
  }

  @Test("a format without words is refused by its name")
  func noWords() {
    let error = #expect(throws: ReadError.self) { try read("WEBVTT\n\nNOTE nothing\n", path: "t.vtt") }
    #expect(error?.description == "t.vtt: the file looks like webvtt, but there are no words in it")
  }

  @Test("a file that ends in the middle of a character is read without it, with a warning")
  func unfinished() throws {
    let bytes = Array("Host: 你好。\nGuest: 再见".utf8).dropLast()
    let talk = try TranscriptReading.read(path: "t", bytes: Array(bytes))
    #expect(outline(talk) == ["speech [Host]: 你好。", "speech [Guest]: 再"])
    #expect(
      talk.warnings.map(\.description) == [
        "line 2: the file ends in the middle of a character (is it cut off?); its last 2 bytes were left out"
      ])
  }
}
