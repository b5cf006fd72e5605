import Foundation

/// Writes one Swift file that holds the text files of some folders as string literals.
///
/// usage: EmbedResources OUTPUT.swift FOLDER...

/// A folder's files, as paths relative to the folder's parent, in byte order.
func textFiles(in folder: URL) throws -> [(path: String, text: String)] {
  let keys: [URLResourceKey] = [.isRegularFileKey]
  guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys) else {
    return []
  }
  let parent = folder.deletingLastPathComponent().standardizedFileURL.path + "/"
  return try walk.compactMap { $0 as? URL }
    .filter { !$0.lastPathComponent.hasPrefix(".") && ["txt", "dl"].contains($0.pathExtension) }
    .map { url in
      let path = url.standardizedFileURL.path
      return (String(path.dropFirst(parent.count)), try String(contentsOf: url, encoding: .utf8))
    }
    .sorted { $0.0 < $1.0 }
}

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first, arguments.count > 1 else {
  FileHandle.standardError.write(Data("usage: EmbedResources OUTPUT.swift FOLDER...\n".utf8))
  exit(2)
}

var source = """
  /// The files of `Graph/` and `Queries/` as they were when the program was built.
  enum EmbeddedResources {
    static let files: [(path: String, text: StaticString)] = [

  """
for folder in arguments.dropFirst() {
  for (path, text) in try textFiles(in: URL(fileURLWithPath: folder)) {
    let fence = String(repeating: "#", count: 4)
    source += "(\"\(path)\", \(fence)\"\"\"\n\(text)\n\"\"\"\(fence)),\n"
  }
}
source += "  ]\n}\n"
try source.write(toFile: output, atomically: true, encoding: .utf8)
