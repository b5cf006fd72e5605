import ArgumentParser
import Workbench

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Reads talks and writes the graph of what is said in them.",
    discussion: """
      Files are told apart by looking inside: Markdown with front matter, bilingual podcast pages, articles with bold \
      speakers, 'Name:' blocks, 'Name: text' lines, SubRip and WebVTT. A file that cannot be read is reported, and \
      the rest is built. Files called 'lexicon' and 'corrections' beside the talks are honoured.

      examples:
        talkgraph build talks/ -o talks.talkgraph
        talkgraph build talks/2023 talks/2025 -o talks.talkgraph   two collections
        talkgraph build interview.srt --collection press -o press.talkgraph
      """)

  @Argument(help: "Folders and files to read.", completion: .file())
  var paths: [String]

  @Option(name: .shortAndLong, help: "The graph file to write.", completion: .file(extensions: ["talkgraph"]))
  var output: String

  @Option(help: "The collection's name, in place of the folders' names.")
  var collection: String?

  @Option(help: "A lexicon of your own, besides those beside the talks.", completion: .file())
  var lexicon: [String] = []

  @Flag(help: "Build even if no file has changed.")
  var force = false

  @Flag(help: "End with exit code 2 if any file could not be read.")
  var strict = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let progress = ProgressLine(isShown: !common.quiet)
    let build = GraphBuild(
      paths: paths, output: output, collection: collection, lexicons: lexicon, data: try common.data(),
      isForced: force)
    let report = try build.run { progress.update($0.done, of: $0.total, $0.what) }
    progress.end()
    for refusal in report.refusals { common.warn(refusal) }
    if common.verbose || report.refusals.isEmpty {
      for warning in report.warnings { common.warn(warning) }
    }
    common.note(report.summary)
    if strict && !report.refusals.isEmpty { throw ExitCode(2) }
  }
}
