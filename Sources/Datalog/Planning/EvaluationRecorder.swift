import Synchronization

/// Records how a program is evaluated: the plan of each rule, and what each of its runs took.
///
/// ```swift
/// let recorder = EvaluationRecorder()
/// _ = try program.evaluate(facts: facts, options: Options(recorder: recorder))
/// print(recorder.plan.rendered(), recorder.profile.rendered())
/// ```
public final class EvaluationRecorder: Sendable {
  /// A stratum's rules, with their runs.
  private struct Stratum {
    var relations: [RelationID]
    var description: PlanDescription.Stratum
    var runs: [[EvaluationProfile.Run]] = []
  }

  private let strata = Mutex<[Stratum]>([])

  /// Makes a recorder for one evaluation.
  public init() {}

  /// How the rules were run.
  public var plan: PlanDescription {
    PlanDescription(strata: strata.withLock { $0.map(\.description) }.filter { !$0.rules.isEmpty })
  }

  /// What each rule took.
  public var profile: EvaluationProfile {
    let rules = strata.withLock { strata in
      strata.flatMap { stratum in
        zip(stratum.description.rules, stratum.runs).map { EvaluationProfile.Rule(plan: $0, runs: $1) }
      }
    }
    return EvaluationProfile(rules: rules)
  }
}

// MARK: Recording

extension EvaluationRecorder {
  /// Notes that a stratum is derived; what was noted of an earlier attempt, with narrower rows, is forgotten.
  func begin(_ stratum: StratifiedProgram.Stratum, _ program: CheckedProgram) {
    let names = stratum.relations.map { program.relations[$0.rawValue].name }
    strata.withLock { strata in
      if strata.last?.relations == stratum.relations { strata.removeLast() }
      strata.append(
        Stratum(
          relations: stratum.relations,
          description: PlanDescription.Stratum(
            relations: names, isRecursive: stratum.isRecursive, rules: [])))
    }
  }

  /// Forgets all that was noted, as the evaluation begins anew.
  func forget() { strata.withLock { $0 = [] } }

  /// Notes a rule of the stratum that is derived; returns its number there.
  func add(_ rule: PlanDescription.Rule) -> Int {
    strata.withLock { strata in
      guard let last = strata.indices.last else { return 0 }
      strata[last].description.rules.append(rule)
      strata[last].runs.append([])
      return strata[last].runs.count - 1
    }
  }

  /// Notes one run of a rule.
  func add(_ run: EvaluationProfile.Run, of rule: Int) {
    strata.withLock { strata in
      guard let last = strata.indices.last else { return }
      strata[last].runs[rule].append(run)
    }
  }
}

extension ParallelRule {
  /// Runs the rule and notes what that took.
  func run(round: Int, _ recorder: EvaluationRecorder?) throws(Interruption) {
    guard let recorder, let recordNumber else { return try run() }
    let (rowsIn, before) = (rowCount, target.count)
    let start = ContinuousClock.now
    try run()
    let time = ContinuousClock.now - start
    recorder.add(
      EvaluationProfile.Run(
        round: round, rowsIn: rowsIn, rowsOut: target.count - before, time: time, byteCount: target.byteCount),
      of: recordNumber)
  }
}
