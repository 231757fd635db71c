import Datasets
import JSON

/// The columns of a table with a row for each message.
struct LongTableColumns: Hashable, Sendable {
  let conversation: String
  let turn: String?
  let role: String
  let content: String

  /// The columns as a mapping says, or their names do; nil when one is missing.
  init?(keys: [String], mapping: FieldMapping? = nil) {
    func column(_ field: FieldMapping.Field, _ names: [String]) -> String? {
      mapping?[field] ?? ColumnNames.key(of: names, among: keys)
    }
    let conversation = column(
      .conversation,
      [
        "conversation_id", "conversation", "conv_id", "dialogue_id", "dialog_id", "thread_id",
        "chat_id", "session_id", "대화_id", "대화id", "会話id",
      ])
    let role = column(.role, ["role", "speaker", "from", "author", "sender", "역할", "役割", "话者"])
    let content = column(
      .content, ["content", "text", "message", "value", "utterance", "내용", "内容", "発言"])
    guard let conversation, let role, let content else { return nil }
    self.conversation = conversation
    self.role = role
    self.content = content
    turn = column(
      .turn, ["turn", "turn_id", "turn_index", "index", "order", "step", "순서", "順番", "ターン"])
  }

  var pairs: [(from: String, to: String)] {
    [
      (conversation, "conversation"), (turn ?? "", "turn"), (role, "role"), (content, "content"),
    ].filter { !$0.0.isEmpty }.map { (from: $0.0, to: $0.1) }
  }
}

/// Joins the rows of a table with a row for each message into conversations, as they come.
///
/// A conversation ends where another begins; rows of one that come later make a second example,
/// with a note. Its metadata is what stands in its first row.
package struct LongTableReader: Sendable {
  private let mapping: FieldMapping?
  private var rows: [JSONTree] = []
  private var lines: [Int] = []
  private var current: String?
  /// Hashes of the conversations that have ended: one that is met again was scattered.
  private var ended: Set<Int> = []
  private var isScattered = false

  /// A reader that finds the columns by name where `mapping` does not say.
  package init(mapping: FieldMapping? = nil) {
    self.mapping = mapping
  }

  /// The line on which the conversation began that the next ``finish()`` gives.
  package var firstLine: Int? { lines.first }

  /// Takes one row, and gives the conversation that ended before it.
  package mutating func add(_ row: SourceRow) throws(ConversionFault) -> ConvertedRow? {
    let tree: JSONTree
    do throws(JSONError) { tree = try JSONTree(parsing: row.bytes) } catch {
      throw ConversionFault(.invalidJSON(error.code))
    }
    guard tree.kind == .object else { throw ConversionFault(.notAnObject) }
    guard let columns = LongTableColumns(keys: tree.members.map(\.key), mapping: mapping) else {
      throw ConversionFault(.missingField, at: ["conversation_id"])
    }
    guard let cell = tree[columns.conversation].flatMap({ WrittenText(cell: $0) }) else {
      throw ConversionFault(.missingField, at: [.key(columns.conversation)])
    }
    let id = cell.text
    guard current != nil, current != id else {
      current = id
      rows.append(tree)
      lines.append(row.line)
      return nil
    }
    // The row must not be lost when what came before it is no conversation.
    let finished = Result { () throws(ConversionFault) in try finish() }
    isScattered = ended.contains(id.hashValue)
    current = id
    rows = [tree]
    lines = [row.line]
    return try finished.get()
  }

  /// Gives the conversation that the last rows make; nil when there is none.
  package mutating func finish() throws(ConversionFault) -> ConvertedRow? {
    guard let first = rows.first else { return nil }
    defer {
      rows = []
      lines = []
      current = nil
      isScattered = false
    }
    if let current { ended.insert(current.hashValue) }
    guard let columns = LongTableColumns(keys: first.members.map(\.key), mapping: mapping) else {
      throw ConversionFault(.missingField)
    }
    var reading = RowReading(first, mapping: mapping)
    if isScattered { reading.findings.note(.scatteredConversation) }
    var draft = Draft()
    for row in sorted(columns, &reading.findings) {
      draft.turns += try reading.tableTurns(of: row, columns)
    }
    let used = Set(columns.pairs.map(\.from).filter { $0 != columns.conversation })
    draft.extras = reading.extras(beside: used)
    reading.loseColumns(of: rows.dropFirst(), beside: used.union(["tool_call_id", "name"]))
    return ConvertedRow(
      examples: [draft.line], losses: reading.findings.losses, notes: reading.findings.notes)
  }

  private func sorted(_ columns: LongTableColumns, _ findings: inout Findings) -> [JSONTree] {
    guard let turn = columns.turn else { return rows }
    let numbers = rows.map { row in
      row[turn].flatMap { WrittenText(cell: $0) }.flatMap { Double($0.text) }
    }
    guard !numbers.contains(nil) else { return rows }
    let order = rows.indices.sorted {
      ((numbers[$0] ?? 0), $0) < ((numbers[$1] ?? 0), $1)
    }
    if order != Array(rows.indices) { findings.note(.sortedTurns) }
    return order.map { rows[$0] }
  }
}

extension RowReading {
  /// The turn that one row of a long table is.
  fileprivate mutating func tableTurns(
    of row: JSONTree, _ columns: LongTableColumns
  ) throws(ConversionFault) -> [Turn] {
    guard let word = row[columns.role]?.text else {
      throw ConversionFault(.missingField, at: [.key(columns.role)])
    }
    guard let meaning = RoleNames.meaning(of: word) else {
      throw ConversionFault(.unknownRole, at: [.key(columns.role)])
    }
    guard let content = row[columns.content] else {
      throw ConversionFault(.missingField, at: [.key(columns.content)])
    }
    guard case .role(let role) = meaning else {
      return [try callingTurn(content, at: [.key(columns.content)], of: row)]
    }
    var turn = Turn(
      role == .function ? .tool : role, try cell(content, at: [.key(columns.content)]))
    if turn.role == .tool {
      turn.callID = row["tool_call_id"].flatMap { WrittenText($0) }
      try bind(&turn, name: row["name"]?.text, at: [.key(columns.role)])
    }
    return [turn]
  }
}
