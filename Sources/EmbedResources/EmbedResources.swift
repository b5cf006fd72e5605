import Foundation

/// Writes one Swift file that holds the text files of some folders as string literals, and a digest of the program's
/// own sources, by which a graph that an older program built is told from one that is up to date.
///
/// usage: EmbedResources OUTPUT.swift SOURCES FOLDER...
@main enum EmbedResources {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count > 2 else {
      FileHandle.standardError.write(Data("usage: EmbedResources OUTPUT.swift SOURCES FOLDER...\n".utf8))
      exit(2)
    }

    let sources = try textFiles(in: URL(fileURLWithPath: arguments[1]), extensions: ["swift"])
    var result = """
      /// The files of `Graph/` and `Queries/` as they were when the program was built.
      enum EmbeddedResources {
        static let sourceDigest = "\(digest(of: sources))"
        static let files: [(path: String, text: StaticString)] = [

      """
    for folder in arguments.dropFirst(2) {
      for (path, text) in try textFiles(in: URL(fileURLWithPath: folder), extensions: ["txt", "dl"]) {
        let fence = String(repeating: "#", count: 4)
        result += "(\"\(path)\", \(fence)\"\"\"\n\(text)\n\"\"\"\(fence)),\n"
      }
    }
    result += "  ]\n}\n"
    try result.write(toFile: arguments[0], atomically: true, encoding: .utf8)
  }
}

/// A folder's files with one of some extensions, as paths relative to the folder's parent, in byte order.
func textFiles(in folder: URL, extensions: Set<String>) throws -> [(path: String, text: String)] {
  guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
    return []
  }
  let parent = folder.deletingLastPathComponent().standardizedFileURL.path + "/"
  return try walk.compactMap { $0 as? URL }
    .filter { !$0.lastPathComponent.hasPrefix(".") && extensions.contains($0.pathExtension) }
    .map { url in
      let path = url.standardizedFileURL.path
      return (String(path.dropFirst(parent.count)), try String(contentsOf: url, encoding: .utf8))
    }
    .sorted { $0.0 < $1.0 }
}

/// FNV-1a over paths and texts: it need not be hard to forge, only to change with any change.
func digest(of files: [(path: String, text: String)]) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for file in files {
    for byte in file.path.utf8 + [0] + file.text.utf8 + [0] {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
  }
  return String(hash, radix: 16)
}
