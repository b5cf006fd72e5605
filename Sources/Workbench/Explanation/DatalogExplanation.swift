import Datalog

extension Explanation {
  /// Explains rows of a program, or why they are missing.
  ///
  /// - Parameters:
  ///   - request: what is asked about, in the order of the inquiry's subjects: what is explained, then what is missing.
  ///   - explainer: the evaluated program.
  ///   - writer: words proofs; without one they are shown as the program has them.
  /// - Throws: `EvaluationError` if a limit is reached, and what reading the graph throws.
  init(_ request: ExplanationRequest, _ explainer: Explainer, writer: ProofWriter? = nil) throws {
    var gathered = GatheredExplanations(request: request, explainer: explainer, writer: writer)
    for subject in explainer.subjects.prefix(request.explained.count) { try gathered.explain(subject) }
    for subject in explainer.subjects.dropFirst(request.explained.count) { try gathered.miss(subject) }
    holds = gathered.holds
    text = try gathered.text()
  }
}

/// The explanations of one request, one after the other.
private struct GatheredExplanations {
  let request: ExplanationRequest
  let explainer: Explainer
  var writer: ProofWriter?
  private(set) var holds = true
  private var texts: [String] = []
  private var explained: [JSONValue] = []
  private var missing: [JSONValue] = []
  private var proofs: [Proof] = []

  init(request: ExplanationRequest, explainer: Explainer, writer: ProofWriter?) {
    (self.request, self.explainer, self.writer) = (request, explainer, writer)
  }

  /// Proves the first rows that a subject stands for.
  mutating func explain(_ subject: Inquiry.Subject) throws {
    let count = try explainer.rows(of: subject).count
    let proofs = try explainer.proofs(
      of: subject, limit: ExplanationRequest.rowLimit, depth: request.proofDepth)
    holds = holds && (count == 0) == subject.isNegated
    switch request.format {
    case .text:
      texts.append(
        text(of: subject, count, try proofs.map { try writer?.text(of: $0) ?? $0.rendered() }))
    case .json:
      let list = try proofs.map { try writer?.json(of: $0) ?? $0.json() }
      explained.append(
        .object([
          JSONValue.Member("asked", .string((subject.isNegated ? "!" : "") + subject.text)),
          JSONValue.Member("holds", .boolean((count == 0) == subject.isNegated)),
          JSONValue.Member("rowCount", JSONValue(count)), JSONValue.Member("proofs", .array(list)),
        ]))
    case .dot: self.proofs += proofs
    }
  }

  /// Says why no row is one that a subject stands for.
  mutating func miss(_ subject: Inquiry.Subject) throws {
    let absence = try explainer.absence(of: subject, depth: request.absenceDepth)
    holds = holds && absence.isAbsent
    let hint = absence.isAbsent ? "" : "\(request.proofCommand(subject.text)) says why\n"
    texts.append(absence.rendered() + hint)
    missing.append(absence.json())
  }

  mutating func text() throws -> String {
    switch request.format {
    case .text: return texts.joined(separator: "\n")
    case .json:
      var members: [JSONValue.Member] = []
      if !request.explained.isEmpty { members.append(JSONValue.Member("explained", .array(explained))) }
      if !missing.isEmpty { members.append(JSONValue.Member("missing", .array(missing))) }
      return JSONValue.object(members).rendered()
    case .dot: return try writer?.dot(of: proofs) ?? Proof.dot(proofs)
    }
  }

  /// What is said of a subject, with its proofs as text.
  private func text(of subject: Inquiry.Subject, _ count: Int, _ proofs: [String]) -> String {
    guard count > 0 else {
      return subject.isNegated
        ? "no row of \(subject.text): !\(subject.text) holds\n"
        : "\(subject.text) does not hold; \(request.absenceCommand(subject.text)) says why\n"
    }
    let verdict = subject.isNegated ? "!\(subject.text) does not hold:\n\n" : ""
    let more = count > proofs.count ? ["and \(count - proofs.count) more\n"] : []
    return verdict + (proofs + more).joined(separator: "\n")
  }
}
