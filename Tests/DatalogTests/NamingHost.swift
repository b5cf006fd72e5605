@testable import Datalog

/// A host for which strings in columns of type `Entity` are names.
let namingHost = Environment(
  prelude: [Source(name: "host.dl", text: ".type Entity <: symbol")],
  resolvingTypes: ["Entity"],
  resolveName: { name, _ in
    let meanings = ["NVIDIA": "NVIDIA", "英伟达": "NVIDIA", "Nvidia Corporation": "NVIDIA", "AMD": "AMD"]
    return meanings[name].map { .symbol($0) } ?? .unknown(nearest: name.hasPrefix("NV") ? ["NVIDIA"] : [])
  })
