import Relations
import Testing

@testable import Datalog

@Suite struct LoadingTests {
  static let kinds: [[Kind]] = [
    [.symbol, .symbol], [.symbol, .number], [.number, .number], [.symbol], [.unsigned],
    [.number, .symbol, .float, .symbol], [.symbol, .unsigned, .symbol],
  ]

  @Test(arguments: kinds, [1, 2, 3])
  func `a file is read as the slow obvious reader reads it`(kinds: [Kind], threads: Int) throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      let format = FactFormat(parameters: [
        "delimiter": ["\t", ",", "::"].randomElement(using: &random) ?? ","
      ])
      let text = RandomFacts(kinds, format).text(rows: 150, &random)
      for pieceSize in [1, 7, 64, 1000, 1 << 20] {
        let read = Reading(text, kinds, format, threads: threads, pieceSize: pieceSize)
        let expected = SlowReader(columns: columns(kinds), delimiter: format.delimiter).read(text)
        #expect(read == expected, "seed \(seed), pieces of \(pieceSize) bytes")
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func `symbols that the table holds keep their ids, and others follow them`(threads: Int) throws {
    var symbols = SymbolTable(sortedText: Array("s1s10s3".utf8), offsets: [0, 2, 5, 7])
    symbols.intern("s7")
    let text = (0..<2000).map { "s\($0 % 50)\ts\($0 % 7)\n" }.joined()
    var loader = FactLoader(file: "f", columns: columns([.symbol, .symbol]))
    loader.pieceSize = 100
    let relation = try loader.load(Array(text.utf8), symbols: &symbols, workers: Workers(count: threads))
    #expect(["s1", "s10", "s3", "s7", "s0", "s2", "s4"].map { symbols.symbol($0)?.rawValue } == Array(0..<7))
    #expect(symbols.count == 50)
    #expect(relation.count == 350)
  }

  @Test func `a large file is read alike by any number of threads`() throws {
    var random = SeededGenerator(seed: 3)
    var text: [UInt8] = []
    for row in 0..<60_000 {
      text += "sentence \(row / 3)\tentity \(Int.random(in: 0..<9000, using: &random))\n".utf8
    }
    let readings = (1...3).map { threads in
      Reading(text, [.symbol, .symbol], .tabSeparated, threads: threads, pieceSize: 5000)
    }
    #expect(readings[0].symbols.count == Set(readings[0].symbols).count)
    #expect(readings[0].symbols.prefix(2) == ["sentence 0", readings[0].symbols[1]])
    #expect(readings[1] == readings[0])
    #expect(readings[2] == readings[0])
  }

  @Test(arguments: [1, 2, 3])
  func `the first bad line is told, whichever thread meets one first`(threads: Int) {
    for seed in 1...20 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed)
      var lines = (0..<500).map { "name \($0)\t\($0)" }
      let first = Int.random(in: 0..<500, using: &random)
      lines[first] = "name\tnone"
      for _ in 0..<20 {
        lines[Int.random(in: first..<500, using: &random)] =
          ["x", "\0\t1", "a\tb"].randomElement(using: &random) ?? ""
      }
      let text = Array(lines.joined(separator: "\n").utf8)
      let expected = SlowReader(columns: columns([.symbol, .number]), delimiter: [9]).read(text)
      #expect(expected.fault?.line == first + 1)
      for pieceSize in [1, 100, 1 << 20] {
        let read = Reading(text, [.symbol, .number], .tabSeparated, threads: threads, pieceSize: pieceSize)
        #expect(read.fault == expected.fault, "seed \(seed)")
      }
    }
  }

  @Test(
    arguments: [
      ("a\t1\n\0\t2\n", "f:2: error: column 'c0' contains a NUL byte"),
      ("a\t1\nb\t1\0\n", "f:2: error: column 'c1' wants a number, found '1\0'"),
      ("a\t1\nb", "f:2: error: expected 2 columns, found 1"),
      ("\n", "f:1: error: expected 2 columns, found 1"),
      ("a\t\n", "f:1: error: column 'c1' wants a number, found ''"),
      ("a\t-\n", "f:1: error: column 'c1' wants a number, found '-'"),
      ("a\t1 \n", "f:1: error: column 'c1' wants a number, found '1 '"),
      ("a\t12345678x\n", "f:1: error: column 'c1' wants a number, found '12345678x'"),
      ("a\t123456781234567a\n", "f:1: error: column 'c1' wants a number, found '123456781234567a'"),
      ("a\t9223372036854775808\n", "f:1: error: column 'c1' wants a number, found '9223372036854775808'"),
    ])
  func `a fault is told exactly`(text: String, message: String) {
    let read = Reading(Array(text.utf8), [.symbol, .number], .tabSeparated, threads: 1, pieceSize: 1 << 20)
    #expect(read.fault?.description == message)
  }

  @Test func `an unsigned column takes no sign`() {
    for text in ["-1", "-0", "-12345678901"] {
      let read = Reading(Array(text.utf8), [.unsigned], .tabSeparated, threads: 1, pieceSize: 8)
      #expect(read.fault?.message == "column 'c0' wants an unsigned number, found '\(text)'")
    }
  }

  @Test func `numbers of every length are read`() throws {
    let numbers = (0...18).flatMap { digits -> [Int64] in
      let power = (0..<digits).reduce(Int64(1)) { power, _ in power * 10 }
      return [power, -power, power - 1, 1 - power]
    }
    let text = numbers.map { "\($0)\n" }.joined()
    var symbols = SymbolTable()
    let relation = try FactLoader(file: "f", columns: columns([.number])).load(
      Array(text.utf8), symbols: &symbols)
    #expect(relation.words == Set(numbers.map(UInt64.init(bitPattern:))).sorted())
  }

  @Test func `a line may have any number of columns more`() throws {
    let text = Array("a\tb".utf8) + Array(repeating: 9, count: 100_000) + Array("\nc\td".utf8)
    let read = Reading(text, [.symbol, .symbol], .tabSeparated, threads: 2, pieceSize: 1000)
    #expect(read.symbols == ["a", "b", "c", "d"])
  }
}

private func columns(_ kinds: [Kind]) -> [Column] {
  kinds.enumerated().map { Column(name: "c\($0)", type: "t", kind: $1) }
}

/// What came of reading: rows, and symbols in the order of their ids, or what was wrong.
private struct Reading: Equatable {
  var words: [UInt64] = []
  var symbols: [String] = []
  var fault: FactError?
}

extension Reading {
  init(_ text: [UInt8], _ kinds: [Kind], _ format: FactFormat, threads: Int, pieceSize: Int) {
    var loader = FactLoader(file: "f", columns: columns(kinds), format: format)
    loader.pieceSize = pieceSize
    var table = SymbolTable()
    do throws(FactError) {
      let relation = try loader.load(text, symbols: &table, workers: Workers(count: threads))
      for row in 0..<relation.count { for column in kinds.indices { words.append(relation[row, column]) } }
      symbols = (0..<table.count).map { table[Symbol(rawValue: UInt32($0))] }
    } catch {
      fault = error
    }
  }
}

/// Reads facts by splitting text, with a dictionary for symbols.
private struct SlowReader {
  let columns: [Column]
  let delimiter: [UInt8]

  func read(_ text: [UInt8]) -> Reading {
    var ids: [String: Int] = [:]
    var result = Reading()
    var rows: [[UInt64]] = []
    var lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (number, line) in lines.enumerated() {
      var fields = String(decoding: line, as: UTF8.self).utf8Split(delimiter)
      if fields.count <= columns.count, let last = fields.last, last.utf8.last == 0x0d {
        fields[fields.count - 1] = String(decoding: Array(last.utf8.dropLast()), as: UTF8.self)
      }
      func fail(_ message: String) -> Reading {
        Reading(fault: FactError(file: "f", line: number + 1, message: message))
      }
      var row: [UInt64] = []
      for (column, field) in zip(columns, fields) {
        switch column.kind {
        case .symbol:
          if field.utf8.contains(0) { return fail("column '\(column.name)' contains a NUL byte") }
          let id = ids[field] ?? ids.count
          if id == ids.count { result.symbols.append(field) }
          ids[field] = id
          row.append(UInt64(id))
        case .number where Int64(field) != nil: row.append(UInt64(bitPattern: Int64(field) ?? 0))
        case .unsigned where UInt64(field) != nil: row.append(UInt64(field) ?? 0)
        case .float where Double(field) != nil: row.append((Double(field) ?? 0).bitPattern)
        default: return fail("column '\(column.name)' wants \(column.kind.phrase), found '\(field)'")
        }
      }
      guard row.count == columns.count else {
        return fail("expected \(columns.count) columns, found \(fields.count)")
      }
      rows.append(row)
    }
    result.words = Set(rows).sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
    return result
  }
}

extension String {
  fileprivate func utf8Split(_ delimiter: [UInt8]) -> [String] {
    var (parts, part, rest) = ([String](), [UInt8](), Array(utf8)[...])
    while let byte = rest.first {
      if rest.starts(with: delimiter) {
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
        rest = rest.dropFirst(delimiter.count)
      } else {
        part.append(byte)
        rest = rest.dropFirst()
      }
    }
    return parts + [String(decoding: part, as: UTF8.self)]
  }
}

/// Makes fact files with all that makes reading hard: long and short texts, repeats, runs, line ends of both kinds.
private struct RandomFacts {
  let kinds: [Kind]
  let format: FactFormat

  init(_ kinds: [Kind], _ format: FactFormat) {
    self.kinds = kinds
    self.format = format
  }

  func text(rows: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var text: [UInt8] = []
    var counter = 0
    for row in 0..<rows {
      counter += Int.random(in: 0...1, using: &random)
      for (index, kind) in kinds.enumerated() {
        if index > 0 { text += format.delimiter }
        text += field(kind, counter, &random).utf8
      }
      if Int.random(in: 0..<20, using: &random) == 0 { text += format.delimiter + Array("more".utf8) }
      if row == rows - 1, Bool.random(using: &random) { break }
      text += Int.random(in: 0..<10, using: &random) == 0 ? [0x0d, 0x0a] : [0x0a]
    }
    return text
  }

  private func field(_ kind: Kind, _ counter: Int, _ random: inout SeededGenerator) -> String {
    switch kind {
    case .symbol:
      switch Int.random(in: 0..<5, using: &random) {
      case 0: return String(repeating: "ab", count: Int.random(in: 0..<12, using: &random))
      case 1: return "long text with an end \(Int.random(in: 0..<30, using: &random))"
      case 2: return "名\(Int.random(in: 0..<9, using: &random))"
      default: return "s\(counter)"
      }
    case .float: return "\(Double(Int.random(in: -999...999, using: &random)) / 8)"
    case .unsigned:
      return "\(UInt64.random(in: 0...(.max >> UInt64.random(in: 0..<64, using: &random)), using: &random))"
    default:
      return "\(Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0..<64, using: &random))"
    }
  }
}
