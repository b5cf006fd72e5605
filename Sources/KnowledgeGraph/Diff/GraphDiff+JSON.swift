import Foundation

extension GraphDiff {
  /// The whole diff as JSON: keys sorted, lists in the order of the diff, a line break at the end.
  ///
  /// ```
  /// {"a": {"name": …, "size": {…}}, "b": …, "entities": {"onlyA": […], "onlyB": […], "changed": […],
  ///  "unchanged": 12}, "relations": …, "regroupings": [{"change": "renamed", "a": […], "b": […]}]}
  /// ```
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
