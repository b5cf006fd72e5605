/// Decides which of a wide table's rows are kept, in the place of a set that only tells them apart.
protocol RowKeeper: AnyObject {
  /// Bytes of memory held.
  var byteCount: Int { get }

  /// Takes in rows that lie one after the other, or refuses them; says whether it took any.
  func take(_ rows: UnsafePointer<UInt64>, _ rowCount: Int, into table: Table) -> Bool

  /// Whether a row is in a view of the table.
  func contains(_ row: UnsafePointer<UInt64>, _ view: Table.View, of table: Table) -> Bool

  /// Makes what was taken since the last call the newest round.
  func completeRound(of table: Table)

  /// Makes everything the newest round.
  func restartRounds(of table: Table)

  /// Leaves only rows that hold, now that the table is complete.
  func finish(_ table: Table)
}
