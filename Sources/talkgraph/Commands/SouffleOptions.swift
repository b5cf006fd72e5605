import ArgumentParser
import Datalog
import Workbench

/// What Soufflé's command line has beside its folders, by Soufflé's names.
struct SouffleOptions: ParsableArguments {
  @Option(
    name: [.customShort("I", allowingJoined: true), .customLong("include-dir")],
    help: "Where files to include are looked for; may be repeated.", completion: .directory)
  var includes: [String] = []

  @Option(
    name: [.customShort("M", allowingJoined: true), .customLong("macro")],
    help: "Macros for the preprocessor, as in \"SIZE=8 FAST\"; may be repeated.")
  var macros: [String] = []

  @Option(
    name: [.customShort("j", allowingJoined: true), .customLong("jobs")],
    help: "How many threads may be used, or 'auto' for all there are. (default: 1)")
  var jobs: String?

  @Flag(
    name: [.customShort("w"), .customLong("no-warn")],
    help: "Give no warnings, and take a missing file of facts for an empty one.")
  var isLenient = false

  @Option(
    name: [.customShort("W", allowingJoined: true), .customLong("warn")],
    help: "Warn of this: 'all' or one of Soufflé's kinds.")
  var warnings: [String] = []

  @Option(name: .customLong("wno"), help: "Do not warn of this; 'all' is understood.")
  var silenced: [String] = []

  @Option(
    name: [.customShort("P", allowingJoined: true), .customLong("pragma")],
    help: "A setting as '.pragma' makes it, as in 'jobs:4'; may be repeated.")
  var pragmas: [String] = []

  @Flag(help: "Derive all rows of every relation, not only those that the outputs ask for.")
  var noDemand = false

  @Option(
    name: [.customShort("z", allowingJoined: true), .customLong("disable-transformers")],
    help: ArgumentHelp(
      "Do without these, by Soufflé's names: MagicSetTransformer (as --no-demand), InlineRelationsTransformer.",
      valueName: "names"))
  var transformers: [String] = []

  @Option(
    name: [.customShort("m", allowingJoined: true), .customLong("magic-transform")],
    help: ArgumentHelp(
      "Relations to derive only as far as they are asked for; '*' for all.", valueName: "names"))
  var magic: [String] = []

  @Option(
    name: .customLong("magic-transform-exclude"),
    help: ArgumentHelp("Relations to derive whole.", valueName: "names"))
  var noMagic: [String] = []

  @Option(
    name: .customLong("inline-exclude"),
    help: ArgumentHelp("Relations that are not written out where they are used.", valueName: "names"))
  var notInlined: [String] = []

  @Option(
    name: .customLong("show"),
    help: "Show a stage of the program and do not run it; may be repeated.")
  var shows: [ProgramView] = []

  /// Whether the program's warnings are wanted.
  var showsWarnings: Bool { !silenced.contains("all") }

  func validate() throws {
    if let jobs, DatalogRequest.jobs(jobs) == nil {
      throw ValidationError("--jobs is a number of threads, 1 or more, or 'auto'")
    }
  }

  /// Puts what the command line says into a request.
  func apply(to request: inout DatalogRequest) throws {
    request.includes = includes
    request.macros = macros.flatMap { $0.split(separator: " ").map(String.init) }
    request.jobs = jobs.flatMap(DatalogRequest.jobs)
    request.isLenient = isLenient ? true : nil
    request.usesDemand = noDemand ? false : nil
    for (name, values) in [
      ("disable-transformers", transformers), ("magic-transform", magic),
      ("magic-transform-exclude", noMagic),
      ("inline-exclude", notInlined),
    ] {
      for value in values { try set(name, to: value, "--\(name) \(value)", &request) }
    }
    for pragma in pragmas {
      let parts = pragma.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      try set(
        String(parts[0]), to: parts.count > 1 ? String(parts[1]) : "", "--pragma \(pragma)", &request)
    }
  }

  private func set(
    _ name: String, to value: String, _ option: String, _ request: inout DatalogRequest
  ) throws {
    guard let fault = request.set(name, to: value) else { return }
    throw MessageForUser(text: "\(option): \(fault)")
  }
}

extension ProgramView: ExpressibleByArgument {
  public init?(argument: String) { self.init(name: argument) }
}

/// Soufflé's options that mean nothing here, each refused with the reason.
struct RefusedOptions: ParsableArguments {
  @Flag(name: [.customShort("c"), .customLong("compile")], help: .hidden) var compiles = false
  @Flag(name: [.customShort("C"), .customLong("compile-many")], help: .hidden) var compilesMany = false
  @Option(name: [.customShort("o", allowingJoined: true), .customLong("dl-program")], help: .hidden)
  var binary: String?
  @Option(name: [.customShort("g", allowingJoined: true), .customLong("generate")], help: .hidden)
  var code: String?
  @Option(name: [.customShort("G", allowingJoined: true), .customLong("generate-many")], help: .hidden)
  var codeFolder: String?
  @Option(name: [.customShort("N", allowingJoined: true), .customLong("generate-namespace")], help: .hidden)
  var namespace: String?
  @Option(name: [.customShort("l", allowingJoined: true), .customLong("libraries")], help: .hidden)
  var libraries: [String] = []
  @Option(name: [.customShort("L", allowingJoined: true), .customLong("library-dir")], help: .hidden)
  var libraryFolders: [String] = []
  @Option(name: [.customShort("s", allowingJoined: true), .customLong("swig")], help: .hidden)
  var interface: String?
  @Option(name: [.customShort("a", allowingJoined: true), .customLong("auto-schedule")], help: .hidden)
  var schedule: String?
  @Option(name: [.customShort("r", allowingJoined: true), .customLong("debug-report")], help: .hidden)
  var report: String?
  @Option(name: [.customShort("t", allowingJoined: true), .customLong("provenance")], help: .hidden)
  var provenance: String?
  @Flag(name: .customLong("live-profile"), help: .hidden) var profilesLive = false

  /// Soufflé's hints to its own preprocessor and profiler, which are taken and change nothing.
  @Option(name: .customLong("preprocessor"), help: .hidden) var preprocessor: String?
  @Flag(name: .customLong("legacy"), help: .hidden) var isLegacy = false
  @Flag(name: .customLong("emit-statistics"), help: .hidden) var countsStatistics = false
  @Flag(name: .customLong("profile-frequency"), help: .hidden) var profilesFrequency = false

  func validate() throws {
    for (isGiven, name, reason) in refusals where isGiven {
      throw ValidationError("there is no \(name): \(reason)")
    }
  }

  private var refusals: [(isGiven: Bool, name: String, reason: String)] {
    let noCode = "programs run as they are, no C++ is made of them and nothing need be compiled"
    let noFunctors = "functors written in other languages cannot be called"
    return [
      (compiles || compilesMany, "-c/--compile", noCode), (binary != nil, "-o/--dl-program", noCode),
      (code != nil || codeFolder != nil || namespace != nil, "-g/--generate", noCode),
      (!libraries.isEmpty, "-l/--libraries", noFunctors),
      (!libraryFolders.isEmpty, "-L/--library-dir", noFunctors),
      (interface != nil, "-s/--swig", "from Swift, programs are run through the library 'Datalog'"),
      (schedule != nil, "-a/--auto-schedule", "the order of a rule's atoms is chosen while it runs"),
      (report != nil, "-r/--debug-report", "--show tells what becomes of a program"),
      (
        provenance != nil && provenance != "none", "-t/--provenance",
        "rows are explained by --explain and --why-not"
      ),
      (profilesLive, "--live-profile", "a profile is there when the program has run"),
    ]
  }
}
