import GRDB
internal import Quantities

/// One spend in the ledger; amounts in micro-dollars.
package struct Spend: Sendable, Hashable {
  /// What is known of the amount.
  package enum State: Sendable, Hashable {
    /// Counts with the reserved amount until the actual one is known.
    case reserved
    case settled(Int)
    /// Nothing was spent.
    case released
  }

  package typealias ID = Int

  package var id: ID
  package var provider: String
  /// What it was for, such as the job's name.
  package var purpose: String
  package var reserved: Int
  package var state: State
  /// Seconds since 1970.
  package var reservedAt: Int

  /// What the spend counts against a budget.
  package var amount: Int {
    switch state {
    case .reserved: reserved
    case .settled(let amount): amount
    case .released: 0
    }
  }
}

/// What all spends of a period may come to.
package struct SpendingCap: Sendable, Hashable {
  /// In micro-dollars.
  package var amount: Int
  /// The period's beginning, in seconds since 1970; 0 counts every spend there was.
  package var since: Int

  package init(_ amount: Int, since: Int = 0) {
    self.amount = amount
    self.since = since
  }
}

extension Workspace {
  /// A billion dollars, in micro-dollars: what one spend may be, so that millions can be added up.
  static let largestAmount = 1_000_000_000_000_000

  /// The expression that counts one row, as ``Spend/amount`` does.
  private static let amount = "CASE WHEN is_released THEN 0 ELSE coalesce(settled, reserved) END"

  /// Sets `amount` aside before anything is sent, unless the period's spends would pass `cap`.
  ///
  /// The check and the reservation are one transaction, so that two sessions cannot both take the
  /// last of a budget.
  ///
  /// - Throws: ``WorkspaceError/overBudget(amount:spent:cap:)``; nothing is reserved then.
  package func reserve(
    _ amount: Int, for purpose: String, at provider: String, cap: SpendingCap?
  ) throws -> Spend.ID {
    let amount = min(max(amount, 0), Self.largestAmount)
    return try write { database in
      let spent = try Self.spent(since: cap?.since ?? 0, in: database)
      if let cap, spent.addingClamped(amount) > cap.amount {
        throw WorkspaceError.overBudget(amount: amount, spent: spent, cap: cap.amount)
      }
      try database.execute(
        sql: "INSERT INTO spend(provider, purpose, reserved, reserved_at) VALUES (?, ?, ?, ?)",
        arguments: [provider, purpose, amount, now()])
      return Int(database.lastInsertedRowID)
    }
  }

  /// Notes what was spent already, whatever the cap says: what is known must be counted.
  package func note(_ amount: Int, for purpose: String, at provider: String) throws {
    // An amount comes of what a service says that it has used.
    let amount = min(max(amount, 0), Self.largestAmount)
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO spend(provider, purpose, reserved, settled, reserved_at, settled_at)
          VALUES (:provider, :purpose, :amount, :amount, :now, :now)
          """,
        arguments: ["provider": provider, "purpose": purpose, "amount": amount, "now": now()])
    }
  }

  /// Replaces the reserved amount with the actual one.
  ///
  /// - Throws: ``WorkspaceError/noReservation(_:)`` when it is settled or released already.
  package func settle(_ id: Spend.ID, actual amount: Int) throws {
    try close(id, "settled = ?", min(max(amount, 0), Self.largestAmount))
  }

  /// Gives a reservation back, since nothing was spent.
  ///
  /// - Throws: ``WorkspaceError/noReservation(_:)`` when it is settled or released already.
  package func release(_ id: Spend.ID) throws { try close(id, "is_released = ?", 1) }

  private func close(_ id: Spend.ID, _ assignment: String, _ value: Int) throws {
    try write { database in
      try database.execute(
        sql: """
          UPDATE spend SET \(assignment), settled_at = ?
          WHERE id = ? AND settled IS NULL AND NOT is_released
          """, arguments: [value, now(), id])
      if database.changesCount == 0 { throw WorkspaceError.noReservation(id) }
    }
  }

  /// All that was spent or is reserved since `time`, in micro-dollars.
  package func spent(since time: Int = 0) throws -> Int {
    try read { try Self.spent(since: time, in: $0) }
  }

  /// The newest first.
  package func spends(limit: Int = 100) throws -> [Spend] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM spend ORDER BY id DESC LIMIT ?", arguments: [limit]
      ).map(Spend.init)
    }
  }

  private static func spent(since time: Int, in database: Database) throws -> Int {
    // SQLite's sum fails where it overflows; its total, a floating-point number, does not.
    let sum = try Double.fetchOne(
      database, sql: "SELECT total(\(amount)) FROM spend WHERE reserved_at >= ?",
      arguments: [time])
    return Int(saturating: sum ?? 0)
  }
}

extension Spend {
  fileprivate init(_ row: Row) throws {
    id = try row.value("id")
    provider = try row.value("provider")
    purpose = try row.value("purpose")
    reserved = try row.amount("reserved")
    reservedAt = try row.time("reserved_at")
    state =
      if try row.value("is_released") as Bool {
        .released
      } else if try row.value("settled") as Int? != nil { .settled(try row.amount("settled")) } else
      { .reserved }
  }
}
