// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "TalkGraph", path: "..")],
  targets: [
    // libFuzzer brings `main`; the targets are built with `--sanitize fuzzer`.
    .executableTarget(
      name: "FuzzParser", dependencies: [.product(name: "Datalog", package: "TalkGraph")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "FuzzEvaluator", dependencies: [.product(name: "Datalog", package: "TalkGraph")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
  ],
  swiftLanguageModes: [.v6]
)
