// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "TalkGraph", path: ".."),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(name: "Workloads"),
    .executableTarget(name: "BesideSouffle", dependencies: ["Workloads"]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Workloads",
        .product(name: "Datalog", package: "TalkGraph"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .executableTarget(
      name: "GraphOfFacts", dependencies: [.product(name: "KnowledgeGraph", package: "TalkGraph")]),
  ],
  swiftLanguageModes: [.v6]
)
