import Foundation
import Relations

extension NearestNames {
  /// `; did you mean "talks/2025.talkgraph"?` where files beside one that is not there have names near to its own.
  public static func suggestion(forFile path: String) -> String {
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let folder = String(path[..<slash])
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return suggestion(nearest(to: String(path[slash...]), among: names).map { folder + $0 })
  }
}
