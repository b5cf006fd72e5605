// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "LibraryExample",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "TalkGraph", path: "../..")],
  targets: [
    .executableTarget(
      name: "LibraryExample", dependencies: [.product(name: "Datalog", package: "TalkGraph")])
  ]
)
