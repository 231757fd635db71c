import Datasets
import JSON

/// The columns of a table with a row for each message of a tree.
struct MessageTreeColumns: Hashable, Sendable {
  let id: String
  let parent: String
  let role: String
  let content: String
  /// The tree that a message is of; without it a message without a parent begins one.
  let tree: String?

  /// The columns as their names say; nil when one is missing.
  init?(keys: [String]) {
    guard let id = ColumnNames.key(of: ["message_id", "id"], among: keys),
      let parent = ColumnNames.key(
        of: ["parent_id", "parent_message_id", "parent"], among: keys),
      let role = ColumnNames.key(of: ["role", "author", "speaker"], among: keys),
      let content = ColumnNames.key(of: ["text", "content", "message"], among: keys)
    else { return nil }
    self.id = id
    self.parent = parent
    self.role = role
    self.content = content
    tree = ColumnNames.key(of: ["message_tree_id", "tree_id", "conversation_id"], among: keys)
  }

  var pairs: [(from: String, to: String)] {
    [
      (tree ?? "", "tree"), (id, "message"), (parent, "parent"), (role, "role"),
      (content, "content"),
    ]
    .filter { !$0.0.isEmpty }.map { (from: $0.0, to: $0.1) }
  }
}

/// Joins the rows of a table with a row for each message of a tree, as they come.
///
/// A tree becomes one conversation, which follows the answer that people ranked best, or the first
/// one where nobody ranked them; with ``offersSiblings`` it becomes a pair for each answer on the
/// way that was ranked lower. The rows of a tree stand together, a message behind its parent.
package struct MessageTreeReader: Sendable {
  private struct Node: Sendable {
    var row: JSONTree
    var turn: Turn
    var rank: Double?
    /// Places among the nodes of the tree.
    var children: [Int] = []
  }

  private let offersSiblings: Bool
  private var nodes: [Node] = []
  private var places: [String: Int] = [:]
  private var tree: String?
  /// Whether the tree that is open was one row.
  private var isWhole = false
  /// The line on which the tree began that the next ``finish()`` gives.
  package private(set) var firstLine: Int?

  /// A reader that gives pairs in place of conversations when `offersSiblings`.
  package init(offersSiblings: Bool = false) { self.offersSiblings = offersSiblings }

  /// Takes one row, and gives what the tree became that ended before it.
  package mutating func add(_ row: SourceRow) throws(ConversionFault) -> ConvertedRow? {
    let value: JSONTree
    do throws(JSONError) { value = try JSONTree(parsing: row.bytes) } catch {
      throw ConversionFault(.invalidJSON(error.code))
    }
    guard value.kind == .object else { throw ConversionFault(.notAnObject) }
    if Self.isWhole(value) { return try addWhole(value, line: row.line) }
    guard let columns = MessageTreeColumns(keys: value.members.map(\.key)) else {
      throw ConversionFault(.missingField, at: ["parent_id"])
    }
    let parent = value[columns.parent].flatMap { WrittenText(cell: $0) }?.text ?? ""
    let tree = columns.tree.flatMap { value[$0].flatMap { WrittenText(cell: $0) }?.text }
    let isFirst = nodes.isEmpty || isWhole || (tree == nil ? parent.isEmpty : tree != self.tree)
    guard let id = value[columns.id].flatMap({ WrittenText(cell: $0) })?.text else {
      throw ConversionFault(.missingField, at: [.key(columns.id)])
    }
    let node = try Self.node(value, columns)
    let above = isFirst ? nil : places[parent]
    guard parent.isEmpty || above != nil else {
      throw ConversionFault(.missingParent, at: [.key(columns.parent)])
    }
    guard isFirst || above != nil && places[id] == nil else {
      throw ConversionFault(.brokenTree, at: [.key(columns.id)])
    }
    let finished = isFirst ? finish() : nil
    if isFirst { firstLine = row.line }
    self.tree = tree
    if let above { nodes[above].children.append(nodes.count) }
    places[id] = nodes.count
    nodes.append(node)
    return finished
  }

  /// Whether a row is all of a tree, each message with its replies in it.
  static func isWhole(_ row: JSONTree) -> Bool {
    row["prompt"]?["replies"]?.kind == .array && row["prompt"]?["text"]?.kind == .string
  }

  /// Takes a tree in one row, and gives what the rows before it became.
  private mutating func addWhole(
    _ row: JSONTree, line: Int
  ) throws(ConversionFault) -> ConvertedRow? {
    var found: [Node] = []
    // Breadth first, so that a message stands behind its parent and siblings keep their order.
    var waiting: [(message: JSONTree, parent: Int?)] = row["prompt"].map { [($0, nil)] } ?? []
    while !waiting.isEmpty {
      var next: [(message: JSONTree, parent: Int?)] = []
      for (message, parent) in waiting {
        guard message.kind == .object, let word = message["role"]?.text else {
          throw ConversionFault(.missingField, at: ["prompt", "role"])
        }
        guard case .role(let role)? = RoleNames.meaning(of: word) else {
          throw ConversionFault(.unknownRole, at: ["prompt", "role"])
        }
        guard let text = message["text"].flatMap({ WrittenText($0) }) else {
          throw ConversionFault(.notText, at: ["prompt", "text"])
        }
        let rank = message["rank"].flatMap { WrittenText(cell: $0) }.flatMap { Double($0.text) }
        if let parent { found[parent].children.append(found.count) }
        let place = found.count
        found.append(Node(row: parent == nil ? row : message, turn: Turn(role, text), rank: rank))
        next += (message["replies"]?.elements ?? []).map { ($0, place) }
      }
      waiting = next
    }
    let finished = finish()
    nodes = found
    firstLine = line
    tree = nil
    isWhole = true
    return finished
  }

  private static func node(
    _ row: JSONTree, _ columns: MessageTreeColumns
  ) throws(ConversionFault) -> Node {
    guard let word = row[columns.role]?.text else {
      throw ConversionFault(.missingField, at: [.key(columns.role)])
    }
    guard case .role(let role)? = RoleNames.meaning(of: word) else {
      throw ConversionFault(.unknownRole, at: [.key(columns.role)])
    }
    var reading = RowReading(row)
    let turn = Turn(role, try reading.neededCell([columns.content]))
    let rank = row["rank"].flatMap { WrittenText(cell: $0) }.flatMap { Double($0.text) }
    return Node(row: row, turn: turn, rank: rank)
  }

  /// Gives what the tree became that the last rows are; nil when there is none.
  package mutating func finish() -> ConvertedRow? {
    guard let root = nodes.first else { return nil }
    defer {
      nodes = []
      places = [:]
      firstLine = nil
      isWhole = false
    }
    var reading = RowReading(root.row)
    var conversation = Draft()
    let own = isWhole ? ["prompt"] : Self.ownColumns(of: root.row)
    conversation.extras = reading.plainExtras(beside: own)
    var pairs: [Draft] = []
    let path = keptPath
    if isWhole {
      // Of messages in a tree only their texts are kept.
      let keys: Set = ["text", "role", "rank", "replies", "message_id", "parent_id"]
      let messages =
        [root.row["prompt"]].compactMap(\.self) + path.dropFirst().map { nodes[$0].row }
      if messages.contains(where: { $0.members.contains { !keys.contains($0.key) } }) {
        reading.findings.lose(.metadata)
      }
    } else {
      reading.loseColumns(of: path.dropFirst().map { nodes[$0].row }, beside: own)
    }
    for (step, place) in path.enumerated() {
      let others = step == 0 ? [] : nodes[path[step - 1]].children.filter { $0 != place }
      for other in others where nodes[place].turn.role == .assistant {
        guard nodes[other].turn.role == .assistant, isRanked(place, before: other) else {
          reading.findings.lose(.otherAnswers)
          continue
        }
        var pair = conversation
        pair.preferred = [nodes[place].turn]
        pair.rejected = [nodes[other].turn]
        pairs.append(pair)
      }
      conversation.turns.append(nodes[place].turn)
    }
    if offersSiblings { return ConvertedRow(examples: pairs.map(\.line)) }
    if !pairs.isEmpty { reading.findings.lose(.worseAnswers) }
    let end = conversation.turns.lastIndex { $0.role == .assistant }.map { $0 + 1 } ?? 0
    if end < conversation.turns.count { reading.findings.lose(.messagesAfterAnswer) }
    conversation.turns.removeSubrange(end...)
    return ConvertedRow(
      examples: end == 0 ? [] : [conversation.line], losses: reading.findings.losses,
      notes: reading.findings.notes)
  }

  /// The nodes from the root to a leaf, by the best rank of each message's answers.
  private var keptPath: [Int] {
    var path = [0]
    while let next = nodes[path[path.count - 1]].children.min(by: isBefore) { path.append(next) }
    return path
  }

  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    switch (nodes[one].rank, nodes[other].rank) {
    case (let rank?, let otherRank?): (rank, one) < (otherRank, other)
    case (nil, nil): one < other
    case (let rank, _): rank != nil
    }
  }

  /// Whether people ranked one answer better than another one.
  private func isRanked(_ one: Int, before other: Int) -> Bool {
    guard let rank = nodes[one].rank, let otherRank = nodes[other].rank else { return false }
    return rank < otherRank
  }

  /// The columns that tell of the first message alone.
  private static func ownColumns(of root: JSONTree) -> Set<String> {
    let columns = MessageTreeColumns(keys: root.members.map(\.key))
    let used = [columns?.id, columns?.parent, columns?.role, columns?.content]
    return Set(used.compactMap(\.self) + ["rank"])
  }
}
