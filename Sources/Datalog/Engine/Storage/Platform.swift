#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A double to the power of another.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// Makes a block larger, moving it only if it must: the system mostly moves large blocks without copying them.
///
/// What comes from here is freed by ``freeMemory(_:)``.
func growMemory<Element: BitwiseCopyable>(
  _ memory: UnsafeMutablePointer<Element>?, capacity: Int
) -> UnsafeMutablePointer<Element> {
  guard let grown = realloc(memory, max(1, capacity) * MemoryLayout<Element>.stride) else {
    preconditionFailure("the system has no memory left for \(capacity) more elements")
  }
  return grown.bindMemory(to: Element.self, capacity: capacity)
}

/// A block whose bytes are all zero, freed by ``freeMemory(_:)``.
func zeroedMemory<Element: BitwiseCopyable>(_ type: Element.Type, capacity: Int) -> UnsafeMutablePointer<
  Element
> {
  guard let memory = calloc(max(1, capacity), MemoryLayout<Element>.stride) else {
    preconditionFailure("the system has no memory left for \(capacity) elements")
  }
  return memory.bindMemory(to: Element.self, capacity: capacity)
}

/// A block for a table that is looked up in no order, freed by ``freeMemory(_:)``: in large pages if it is large, since
/// all of it is used, and places in small ones are slow to find.
func tableMemory<Element: BitwiseCopyable>(_ type: Element.Type, capacity: Int) -> UnsafeMutablePointer<
  Element
> {
  let (bytes, page) = (max(1, capacity) * MemoryLayout<Element>.stride, 1 << 21)
  var memory: UnsafeMutableRawPointer?
  guard posix_memalign(&memory, bytes < page ? 64 : page, bytes) == 0, let memory else {
    preconditionFailure("the system has no memory left for \(capacity) elements")
  }
  #if os(Linux)
    if bytes >= page { madvise(memory, bytes, MADV_HUGEPAGE) }
  #endif
  return memory.bindMemory(to: Element.self, capacity: capacity)
}

/// Frees a block of ``growMemory(_:capacity:)``.
func freeMemory<Element: BitwiseCopyable>(_ memory: UnsafeMutablePointer<Element>?) { free(memory) }

/// A double in plain digits with six places, as C's `%f` writes it.
func fixedPoint(_ value: Double) -> String {
  var bytes = [CChar](repeating: 0, count: 400)
  _ = withVaList([value]) { vsnprintf(&bytes, bytes.count, "%f", $0) }
  return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
