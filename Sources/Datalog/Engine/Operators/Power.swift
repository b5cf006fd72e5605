#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A double to the power of another.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
