@testable import Datalog

extension ComparisonOperator {
  /// Whether two values are so to each other, for evaluators that are slow and obvious.
  func holds(_ a: Value, _ b: Value) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
