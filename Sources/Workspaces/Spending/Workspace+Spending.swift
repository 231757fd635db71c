import GRDB

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
    precondition(amount >= 0, "a reservation is not negative")
    return try write { database in
      let spent = try Self.spent(since: cap?.since ?? 0, in: database)
      if let cap, spent + amount > cap.amount {
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
    precondition(amount >= 0, "nothing is spent backwards")
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
    try close(id, "settled = ?", amount)
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
    try Int.fetchOne(
      database, sql: "SELECT coalesce(sum(\(amount)), 0) FROM spend WHERE reserved_at >= ?",
      arguments: [time]) ?? 0
  }
}

extension Spend {
  fileprivate init(_ row: Row) {
    id = row["id"]
    provider = row["provider"]
    purpose = row["purpose"]
    reserved = row["reserved"]
    reservedAt = row["reserved_at"]
    state =
      if row["is_released"] { .released } else {
        (row["settled"] as Int?).map { .settled($0) } ?? .reserved
      }
  }
}
