/// Reads a value of a kind from plain text.
func parseValue(_ text: String, kind: Kind) -> Value? {
  switch kind {
  case .symbol: .symbol(text)
  case .number: wholeNumber(text, as: Int64.self).map(Value.number)
  case .unsigned: wholeNumber(text, as: UInt64.self).map(Value.unsigned)
  case .float: Double(text).map(Value.float)
  case .record: text == "nil" ? .record(nil) : nil
  }
}

/// Reads a whole number in decimal, or in hexadecimal or binary after `0x` or `0b`; one of a kind without a sign takes
/// none.
func wholeNumber<Number: FixedWidthInteger>(_ text: String, as type: Number.Type) -> Number? {
  let isNegative = text.hasPrefix("-")
  if isNegative, !Number.isSigned { return nil }
  let digits = isNegative ? text.dropFirst() : text[...]
  let radix = digits.hasPrefix("0x") ? 16 : digits.hasPrefix("0b") ? 2 : 10
  guard radix != 10 else { return Number(text) }
  guard digits.dropFirst(2).first != "-", digits.dropFirst(2).first != "+" else { return nil }
  return Number((isNegative ? "-" : "") + digits.dropFirst(2), radix: radix)
}
