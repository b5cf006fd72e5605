import Datalog

extension Explanation {
  /// Explains rows of a plain Datalog program.
  ///
  /// - Parameters:
  ///   - request: what is asked about, in the order of the inquiry's subjects: what is explained, then what is missing.
  ///   - explainer: the evaluated program.
  /// - Throws: `EvaluationError` if a limit is reached.
  init(_ request: ExplanationRequest, _ explainer: Explainer) throws {
    var holds = true
    var texts: [String] = []
    var objects: [JSONValue] = []
    var all: [Proof] = []
    for subject in explainer.subjects.prefix(request.explained.count) {
      let count = try explainer.rows(of: subject).count
      let proofs = try explainer.proofs(
        of: subject, limit: ExplanationRequest.rowLimit, depth: request.proofDepth)
      holds = holds && (count == 0) == subject.isNegated
      texts.append(ExplanationText.of(subject, count, proofs.map { $0.rendered() }))
      objects.append(ExplanationText.json(subject, count, proofs.map { $0.json() }))
      all += proofs
    }
    self.holds = holds
    switch request.format {
    case .text: text = texts.joined(separator: "\n")
    case .json: text = JSONValue.object([JSONValue.Member("explained", .array(objects))]).rendered()
    case .dot: text = Proof.dot(all)
    }
  }
}

/// Puts the proofs of a subject's rows together.
enum ExplanationText {
  /// What is said of a subject, with its proofs as text.
  static func of(_ subject: Inquiry.Subject, _ count: Int, _ proofs: [String]) -> String {
    guard count > 0 else {
      return subject.isNegated
        ? "no row of \(subject.text): !\(subject.text) holds\n" : "\(subject.text) does not hold\n"
    }
    let verdict = subject.isNegated ? "!\(subject.text) does not hold:\n\n" : ""
    let more = count > proofs.count ? ["and \(count - proofs.count) more\n"] : []
    return verdict + (proofs + more).joined(separator: "\n")
  }

  static func json(_ subject: Inquiry.Subject, _ count: Int, _ proofs: [JSONValue]) -> JSONValue {
    .object([
      JSONValue.Member("asked", .string((subject.isNegated ? "!" : "") + subject.text)),
      JSONValue.Member("holds", .boolean((count == 0) == subject.isNegated)),
      JSONValue.Member("rowCount", JSONValue(count)), JSONValue.Member("proofs", .array(proofs)),
    ])
  }
}
