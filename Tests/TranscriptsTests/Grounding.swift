import Foundation
import Testing

@testable import Transcripts

/// Reads a text as the collection's reader does.
func read(_ text: String, path: String = "talk.txt") throws -> Transcript {
  try TranscriptReading.read(path: path, bytes: Array(text.utf8))
}

/// What breaks the promise that everything read stands in the source; empty if nothing does.
///
/// Every sentence, label and gloss: runs ascend in both coordinates, lie in the file, and hold the very bytes where
/// the lengths are equal (a line break read as a space apart); the line is that of the first byte; where the
/// source holds no markup between the words, the surface of the range is the text.
func ungrounded(_ talk: Transcript) -> [String] {
  var faults: [String] = []
  func check(_ text: MappedText, _ what: String) {
    faults += mappingFaults(text, in: talk.source).map { "\(what): \($0): \(text.string.prefix(60))" }
  }
  for (index, sentence) in talk.sentences.enumerated() {
    check(sentence.text, "sentence \(index)")
    if sentence.text.isEmpty { faults.append("sentence \(index) is empty") }
    if sentence.line != talk.source.line(at: sentence.text.sourceRange.lowerBound) {
      faults.append("sentence \(index): line \(sentence.line)")
    }
  }
  for turn in talk.turns {
    if let label = turn.label { check(label, "label") }
    if let label = turn.translatedLabel { check(label, "translated label") }
  }
  return faults + structureFaults(talk)
}

private func mappingFaults(_ text: MappedText, in source: SourceFile) -> [String] {
  var faults: [String] = []
  var textEnd = 0
  var sourceEnd = 0
  for run in text.runs {
    if run.text.lowerBound != textEnd || run.text.isEmpty { faults.append("text gap at \(run.text)") }
    if run.source.lowerBound < sourceEnd || run.source.upperBound > source.bytes.count {
      faults.append("source order at \(run.source)")
      continue
    }
    if run.text.count == run.source.count {
      for (a, b) in zip(text.utf8[run.text], source.bytes[run.source])
      where a != b && !(a == 0x20 && b == 0x0A) {
        faults.append("byte \(b) read as \(a)")
      }
    }
    textEnd = run.text.upperBound
    sourceEnd = run.source.upperBound
  }
  if textEnd != text.utf8.count { faults.append("text ends unmapped") }
  let hasMarkup = text.runs.contains { run in
    run.text.count != run.source.count && !source.bytes[run.source].allSatisfy { isSpace($0) }
  }
  let isContiguous = zip(text.runs, text.runs.dropFirst()).allSatisfy { a, b in
    source.bytes[a.source.upperBound..<b.source.lowerBound].allSatisfy { isSpace($0) }
  }
  if !hasMarkup, isContiguous, !text.isEmpty, source.surface(of: text.sourceRange) != text.string {
    faults.append("surface \(source.surface(of: text.sourceRange).prefix(60))")
  }
  return faults
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

private func structureFaults(_ talk: Transcript) -> [String] {
  var faults: [String] = []
  var nextSentence = 0
  for (index, passage) in talk.passages.enumerated() {
    if passage.sentences.lowerBound != nextSentence || passage.sentences.isEmpty {
      faults.append("passage \(index)")
    }
    nextSentence = passage.sentences.upperBound
    for sentence in passage.sentences where talk.sentences[sentence].passage != index {
      faults.append("sentence \(sentence) is not of passage \(index)")
    }
    if let other = passage.counterpart, talk.passages[other].counterpart != index {
      faults.append("passage \(index) has a one-sided counterpart")
    }
  }
  for (index, turn) in talk.turns.enumerated() {
    for passage in turn.passages where talk.passages[passage].turn != index {
      faults.append("passage \(passage) is not of turn \(index)")
    }
  }
  for gloss in talk.glosses {
    let sentence = talk.sentences[gloss.sentence]
    if gloss.position > sentence.text.utf8.count { faults.append("gloss beyond its sentence") }
    if let term = gloss.term, term.isEmpty || term.upperBound > gloss.position {
      faults.append("gloss term \(term)")
    }
    if talk.passages[talk.sentences[gloss.body].passage].role != .gloss { faults.append("gloss body") }
  }
  return faults
}

/// A talk in short, for expectations: a line a passage.
func outline(_ talk: Transcript, _ roles: Set<Passage.Role>? = nil) -> [String] {
  talk.passages.filter { roles?.contains($0.role) != false }.map { passage in
    let who = passage.turn.map { talk.turns[$0].label?.string ?? "?" }
    let words = talk.sentences[passage.sentences].map(\.text.string).joined(separator: " | ")
    return "\(passage.role.rawValue)\(who.map { " [\($0)]" } ?? ""): \(words)"
  }
}
