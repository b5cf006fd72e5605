/// A program in pieces, so that it can be shuffled, and made smaller while it still fails.
struct GeneratedProgram {
  /// A rule, or a fact if the body is empty.
  struct Rule {
    var head: String
    var body: [String]

    var text: String { body.isEmpty ? "\(head)." : "\(head) :- \(body.joined(separator: ", "))." }
  }

  var declarations: [String]
  var facts: [String]
  var rules: [Rule]
  /// The relations that are output.
  var outputs: [String]

  var text: String {
    let lines = declarations + facts.map { $0 + "." } + rules.map(\.text) + outputs.map { ".output \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same program with its rules, facts and outputs in another order.
  func shuffled(by random: inout some RandomNumberGenerator) -> GeneratedProgram {
    var copy = self
    copy.facts.shuffle(using: &random)
    copy.rules.shuffle(using: &random)
    copy.outputs.shuffle(using: &random)
    return copy
  }
}

// MARK: Shrinking

extension GeneratedProgram {
  /// A smaller program that still fails: pieces are left out, large ones first, until none can be.
  func shrunk(while fails: (GeneratedProgram) -> Bool) -> GeneratedProgram {
    var program = self
    var shrinks = true
    while shrinks {
      shrinks = false
      shrinks = program.drop(\.outputs, keeping: 1, fails) || shrinks
      shrinks = program.drop(\.rules, keeping: 0, fails) || shrinks
      shrinks = program.drop(\.facts, keeping: 0, fails) || shrinks
      for number in program.rules.indices.reversed() {
        shrinks = program.drop(\.rules[number].body, keeping: 1, fails) || shrinks
      }
      shrinks = program.drop(\.declarations, keeping: 0, fails) || shrinks
    }
    return program
  }

  /// Leaves out runs of pieces, from half of them down to single ones.
  private mutating func drop<Piece>(
    _ pieces: WritableKeyPath<GeneratedProgram, [Piece]>, keeping least: Int,
    _ fails: (GeneratedProgram) -> Bool
  ) -> Bool {
    var hasDropped = false
    var length = max(1, self[keyPath: pieces].count / 2)
    while true {
      var start = 0
      while start < self[keyPath: pieces].count, self[keyPath: pieces].count > least {
        let end = min(start + length, self[keyPath: pieces].count)
        var candidate = self
        candidate[keyPath: pieces].removeSubrange(start..<end)
        if candidate[keyPath: pieces].count >= least, fails(candidate) {
          self = candidate
          hasDropped = true
        } else {
          start = end
        }
      }
      if length == 1 { return hasDropped }
      length /= 2
    }
  }
}
