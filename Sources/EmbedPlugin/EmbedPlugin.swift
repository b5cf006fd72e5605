import Foundation
import PackagePlugin

/// Makes `Graph/` and `Queries/` part of the program, so that it runs with nothing beside it.
@main
struct EmbedPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let package = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedResources.swift")
    let sources = package.appending(path: "Sources")
    let folders = ["Graph", "Queries"].map { package.appending(path: $0) }
    return [
      .buildCommand(
        displayName: "Embedding Graph/ and Queries/",
        executable: try context.tool(named: "EmbedResources").url,
        arguments: [output.path, sources.path] + folders.map(\.path),
        inputFiles: files(in: sources, ["swift"]) + folders.flatMap { files(in: $0, ["txt", "dl"]) },
        outputFiles: [output])
    ]
  }

  private func files(in folder: URL, _ extensions: Set<String>) -> [URL] {
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      return []
    }
    return walk.compactMap { $0 as? URL }.filter { extensions.contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }
}
