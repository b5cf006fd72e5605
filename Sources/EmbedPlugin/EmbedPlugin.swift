import Foundation
import PackagePlugin

/// Makes `Graph/` and `Queries/` part of the program, so that it runs with nothing beside it.
@main
struct EmbedPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedResources.swift")
    let folders = ["Graph", "Queries"].map { context.package.directoryURL.appending(path: $0) }
    let inputs = folders.flatMap(files)
    return [
      .buildCommand(
        displayName: "Embedding Graph/ and Queries/",
        executable: try context.tool(named: "EmbedResources").url,
        arguments: [output.path] + folders.map(\.path),
        inputFiles: inputs, outputFiles: [output])
    ]
  }

  private func files(in folder: URL) -> [URL] {
    guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
      return []
    }
    return walk.compactMap { $0 as? URL }.filter { ["txt", "dl"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }
}
