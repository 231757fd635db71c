import GRDB

/// A conversation with a model, kept without asking.
package struct Chat: Sendable, Hashable {
  package typealias ID = Int

  package var id: ID
  package var model: String
  package var provider: String
  /// The name of the job whose model it is.
  package var job: String?
  package var system: String?
  /// Seconds since 1970.
  package var createdAt: Int
}

/// One message of a conversation.
package struct Turn: Sendable, Hashable {
  /// Counted from 1 within the chat; a turn taken back keeps its number.
  package var position: Int
  /// `user` or `assistant`.
  package var role: String
  package var text: String
  /// Whether the reply was broken off.
  package var isPartial: Bool
  /// False for a turn that was taken back.
  package var isActive: Bool
  package var promptTokens: Int?
  package var completionTokens: Int?
  /// Seconds since 1970.
  package var createdAt: Int
}

extension Workspace {
  /// Begins a conversation.
  package func beginChat(
    model: String, provider: String, job: String? = nil, system: String? = nil
  ) throws -> Chat {
    try write { database in
      try database.execute(
        sql: "INSERT INTO chat(model, provider, job, system, created_at) VALUES (?, ?, ?, ?, ?)",
        arguments: [model, provider, job, system, now()])
      return try Self.chat(Int(database.lastInsertedRowID), in: database)
    }
  }

  /// - Throws: ``WorkspaceError/noChat(_:)``.
  package func chat(_ id: Chat.ID) throws -> Chat { try read { try Self.chat(id, in: $0) } }

  /// The newest first.
  package func chats(limit: Int = 50) throws -> [Chat] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM chat ORDER BY id DESC LIMIT ?", arguments: [limit]
      ).map(Chat.init)
    }
  }

  /// Changes what the model is told first; nil tells it nothing.
  package func setSystem(_ system: String?, of chat: Chat.ID) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE chat SET system = ? WHERE id = ?", arguments: [system, chat])
    }
  }

  /// Adds a turn at the end, with the next position and the time of now.
  @discardableResult
  package func append(_ turn: NewTurn, to chat: Chat.ID) throws -> Turn {
    try write { database in
      _ = try Self.chat(chat, in: database)
      let position =
        try Int.fetchOne(
          database, sql: "SELECT max(position) + 1 FROM turn WHERE chat = ?", arguments: [chat])
        ?? 1
      try database.execute(
        sql: """
          INSERT INTO turn(
            chat, position, role, text, state, prompt_tokens, completion_tokens, created_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          chat, position, turn.role, turn.text, turn.isPartial ? "partial" : "whole",
          turn.promptTokens, turn.completionTokens, now(),
        ])
      return try Self.turn(position, of: chat, in: database)
    }
  }

  /// The turns in order, without those taken back unless `all`.
  package func turns(of chat: Chat.ID, all: Bool = false) throws -> [Turn] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM turn WHERE chat = ? AND (is_active OR ?) ORDER BY position",
        arguments: [chat, all]
      ).map(Turn.init)
    }
  }

  /// Takes back the turn at `position` and all after it; they stay in the record.
  package func takeBack(from position: Int, in chat: Chat.ID) throws {
    try write { database in
      _ = try Self.turn(position, of: chat, in: database)
      try database.execute(
        sql: "UPDATE turn SET is_active = 0 WHERE chat = ? AND position >= ?",
        arguments: [chat, position])
    }
  }

  /// Replaces the words of a turn, as `/fix` does with a reply.
  package func setText(_ text: String, ofTurn position: Int, in chat: Chat.ID) throws {
    try write { database in
      _ = try Self.turn(position, of: chat, in: database)
      try database.execute(
        sql: "UPDATE turn SET text = ?, state = 'whole' WHERE chat = ? AND position = ?",
        arguments: [text, chat, position])
    }
  }

  private static func chat(_ id: Chat.ID, in database: Database) throws -> Chat {
    let row = try Row.fetchOne(database, sql: "SELECT * FROM chat WHERE id = ?", arguments: [id])
    guard let row else { throw WorkspaceError.noChat(id) }
    return try Chat(row)
  }

  private static func turn(_ position: Int, of chat: Int, in database: Database) throws -> Turn {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM turn WHERE chat = ? AND position = ?",
      arguments: [chat, position])
    guard let row else { throw WorkspaceError.noTurn(chat: chat, position: position) }
    return try Turn(row)
  }
}

/// A message on its way into a conversation.
package struct NewTurn: Sendable, Hashable {
  package var role: String
  package var text: String
  package var isPartial: Bool
  package var promptTokens: Int?
  package var completionTokens: Int?

  package init(
    role: String, text: String, isPartial: Bool = false, promptTokens: Int? = nil,
    completionTokens: Int? = nil
  ) {
    self.role = role
    self.text = text
    self.isPartial = isPartial
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
  }
}

extension Chat {
  fileprivate init(_ row: Row) throws {
    id = try row.value("id")
    model = try row.value("model")
    provider = try row.value("provider")
    job = try row.value("job")
    system = try row.value("system")
    createdAt = try row.time("created_at")
  }
}

extension Turn {
  fileprivate init(_ row: Row) throws {
    position = try row.count("position")
    role = try row.value("role")
    text = try row.value("text")
    isPartial = try row.value("state") == "partial"
    isActive = try row.value("is_active")
    promptTokens = try row.optionalCount("prompt_tokens")
    completionTokens = try row.optionalCount("completion_tokens")
    createdAt = try row.time("created_at")
  }
}
