// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "TalkGraph",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Datalog", targets: ["Datalog", "Relations"]),
    .library(name: "KnowledgeGraph", targets: ["KnowledgeGraph", "Relations"]),
    .executable(name: "talkgraph", targets: ["talkgraph"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CHeap"),
    .target(name: "Relations", swiftSettings: strict),
    .target(name: "Datalog", dependencies: ["Relations"], swiftSettings: strict),
    .target(
      name: "KnowledgeGraph",
      dependencies: ["Relations", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: strict),
    .target(name: "Transcripts", dependencies: ["CLibXML2", "Yams"], swiftSettings: strict),
    .target(name: "Extraction", dependencies: ["Transcripts", "KnowledgeGraph"], swiftSettings: strict),
    .target(name: "GraphExchange", dependencies: ["KnowledgeGraph", "CLibXML2"], swiftSettings: strict),
    .target(
      name: "Workbench",
      dependencies: [
        "Extraction", "GraphExchange", "Datalog", "CZlib", .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: strict,
      plugins: ["EmbedPlugin"]),
    .executableTarget(
      name: "talkgraph",
      dependencies: [
        "CHeap", "CLibEdit", "Workbench", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),

    .executableTarget(name: "EmbedResources", swiftSettings: strict),
    .plugin(
      name: "EmbedPlugin", capability: .buildTool(), dependencies: ["EmbedResources"],
      path: "Sources/EmbedPlugin"),

    .testTarget(name: "RelationsTests", dependencies: ["Relations"], swiftSettings: strict),
    .testTarget(name: "DatalogTests", dependencies: ["Datalog"], swiftSettings: strict),
    .testTarget(
      name: "KnowledgeGraphTests",
      dependencies: ["KnowledgeGraph", .product(name: "GRDB", package: "GRDB.swift")], swiftSettings: strict),
    .testTarget(name: "TranscriptsTests", dependencies: ["Transcripts"], swiftSettings: strict),
    .testTarget(name: "ExtractionTests", dependencies: ["Extraction"], swiftSettings: strict),
    .testTarget(name: "GraphExchangeTests", dependencies: ["GraphExchange"], swiftSettings: strict),
    .testTarget(
      name: "WorkbenchTests", dependencies: ["Workbench", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(name: "CommandLineTests", dependencies: ["talkgraph", "Workbench"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
