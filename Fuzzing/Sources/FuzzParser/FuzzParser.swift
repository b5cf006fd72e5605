import Datalog

/// Checks the bytes as a program and words every fault; nothing may crash, whatever they are.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let source = Source(name: "fuzz.dl", text: text)
  _ = Program.parameters(of: source)
  _ = Program.documentation(of: source)
  do {
    let environment = Environment(includes: { name, _ in
      Source(name: name, text: ".decl included(x: number)")
    })
    let program = try Program(sources: [source], environment: environment)
    for warning in program.warnings { _ = warning.rendered() }
  } catch {
    precondition(!error.diagnostics.isEmpty, "a program is refused for a reason")
    _ = error.description
  }
  return 0
}
