import Foundation

/// How much memory this process has, as the system counts it.
struct ProcessMemory: Sendable {
  private let pageSize = sysconf(Int32(_SC_PAGESIZE))

  /// Bytes resident, those of mapped files among them; 0 where the system does not tell.
  @Sendable func resident() -> Int {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    var text = [UInt8](repeating: 0, count: 128)
    let length = read(file, &text, text.count)
    // The size of the address space, then the pages in memory.
    let fields = String(decoding: text.prefix(max(0, length)), as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return pages * pageSize
  }
}
