import CHeap

/// How the program has its memory from the system.
enum Heap {
  /// Sees to it that large blocks go back to the system when they are freed, and grow without being copied.
  ///
  /// By itself the GNU C library learns from each large block that is freed to keep the next ones of that size: a
  /// program that loads 100 MB of facts keeps a quarter of that.
  static func returnLargeBlocks() {
    #if canImport(Glibc)
      mallopt(M_MMAP_THRESHOLD, 1 << 20)
    #endif
  }
}
