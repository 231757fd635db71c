import Datasets
import JSON

/// The tree of messages of one conversation that ChatGPT exported.
private struct MessageTree {
  let nodes: [String: JSONTree]
  /// The nodes from the first message to the one that was shown last.
  let path: [String]

  init(_ row: JSONTree) throws(ConversionFault) {
    guard let mapping = row["mapping"], mapping.kind == .object else {
      throw ConversionFault(.missingField, at: ["mapping"])
    }
    nodes = Dictionary(
      mapping.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    var node = row["current_node"]?.text ?? Self.lastLeaf(of: mapping)
    guard node != nil else { throw ConversionFault(.noMessages, at: ["mapping"]) }
    var path: [String] = []
    var seen: Set<String> = []
    while let id = node {
      guard let value = nodes[id], seen.insert(id).inserted else {
        throw ConversionFault(.brokenTree, at: ["mapping", .key(id)])
      }
      path.append(id)
      node = value["parent"]?.text
    }
    self.path = path.reversed()
  }

  /// The last node without children, for exports that do not say which was shown last.
  private static func lastLeaf(of mapping: JSONTree) -> String? {
    mapping.members.last { ($0.value["children"]?.elements ?? []).isEmpty }?.key
  }

  /// The other children of the parent of a node on the path.
  func siblings(at index: Int) -> [String] {
    guard index > 0, let parent = nodes[path[index - 1]] else { return [] }
    return (parent["children"]?.elements ?? []).compactMap(\.text).filter { $0 != path[index] }
  }
}

extension RowReading {
  /// The conversation that was shown last; with `withSiblings`, in its place a pair for each answer
  /// that was replaced by another one, which may be none.
  mutating func exportDrafts(withSiblings: Bool) throws(ConversionFault) -> [Draft] {
    let tree = try MessageTree(row)
    var drafts: [Draft] = []
    var conversation = Draft()
    conversation.extras = plainExtras(beside: ["mapping", "current_node"])
    for (index, id) in tree.path.enumerated() {
      guard let turn = try turn(ofNode: tree.nodes[id], id: id) else { continue }
      if turn.role == .assistant {
        let others = try otherAnswers(tree, at: index).filter { $0 != turn }
        if withSiblings, !conversation.turns.isEmpty {
          drafts += others.map { other in
            var pair = conversation
            pair.preferred = [turn]
            pair.rejected = [other]
            return pair
          }
        } else if !others.isEmpty {
          findings.lose(.otherAnswers)
        }
      }
      conversation.turns.append(turn)
    }
    guard !conversation.turns.isEmpty else { throw ConversionFault(.noMessages, at: ["mapping"]) }
    return withSiblings ? drafts : [conversation]
  }

  private mutating func otherAnswers(
    _ tree: MessageTree, at index: Int
  ) throws(ConversionFault) -> [Turn] {
    var answers: [Turn] = []
    for id in tree.siblings(at: index) {
      if let turn = try turn(ofNode: tree.nodes[id], id: id), turn.role == .assistant {
        answers.append(turn)
      }
    }
    return answers
  }

  /// What is said of the whole conversation, such as its title, without what has parts.
  mutating func plainExtras(beside used: Set<String>) -> [Column] {
    var columns: [Column] = []
    for (key, value) in row.members where !used.contains(key) && value.kind != .null {
      if value.kind == .object || value.kind == .array {
        if !value.elements.isEmpty || !value.members.isEmpty { findings.lose(.metadata) }
      } else if !Self.ownKeys.contains(key), !columns.contains(where: { $0.key == key }) {
        columns.append(Column(key: key, value: value.bytes))
      }
    }
    return columns
  }

  /// The turn of a node; nil for what the person never saw or examples cannot hold.
  private mutating func turn(
    ofNode node: JSONTree?, id: String
  ) throws(ConversionFault) -> Turn? {
    guard let node else { throw ConversionFault(.brokenTree, at: ["mapping", .key(id)]) }
    guard let message = node["message"], message.kind == .object else { return nil }
    let path: [JSONStep] = ["mapping", .key(id), "message"]
    guard let word = message["author"]?["role"]?.text else {
      throw ConversionFault(.missingField, at: path + ["author"])
    }
    guard case .role(let role)? = RoleNames.meaning(of: word) else {
      throw ConversionFault(.unknownRole, at: path + ["author"])
    }
    let content = message["content"]
    if isHidden(message) {
      if !(exportTexts(of: content).allSatisfy(\.isEmpty)) { findings.lose(.hiddenMessages) }
      return nil
    }
    let type = content?["content_type"]?.text ?? "text"
    if ["thoughts", "reasoning_recap"].contains(type)
      || ["commentary", "thoughts", "analysis"].contains(message["channel"]?.text ?? "")
    {
      findings.lose(.reasoning)
      return nil
    }
    let recipient = message["recipient"]?.text ?? "all"
    guard role != .tool, role != .function, recipient == "all" else {
      findings.lose(.toolCalls)
      return nil
    }
    guard ["text", "multimodal_text"].contains(type) else {
      findings.lose(.attachments)
      return nil
    }
    return spokenTurn(role, content)
  }

  private mutating func spokenTurn(_ role: Role, _ content: JSONTree?) -> Turn? {
    let parts = content?["parts"]?.elements ?? []
    for part in parts where part.kind == .object {
      let isImage = part["content_type"]?.text == "image_asset_pointer"
      findings.lose(isImage ? .images : .attachments)
    }
    let texts = exportTexts(of: content).filter { !$0.isEmpty }
    guard !texts.isEmpty else { return nil }
    return Turn(role, texts.count == 1 ? .text(texts[0]) : .parts(texts.map { .text($0) }))
  }

  private func exportTexts(of content: JSONTree?) -> [WrittenText] {
    if let text = content?["text"].flatMap({ WrittenText($0) }) { return [text] }
    return (content?["parts"]?.elements ?? []).compactMap { part in
      WrittenText(part) ?? part["text"].flatMap { WrittenText($0) }
    }
  }

  private func isHidden(_ message: JSONTree) -> Bool {
    let weight = message["weight"].flatMap { WrittenText(cell: $0) }.flatMap { Double($0.text) }
    let metadata = message["metadata"]
    let marks = ["is_visually_hidden_from_conversation", "is_user_system_message"]
    let types = ["user_editable_context", "model_editable_context"]
    return weight == 0 || marks.contains { metadata?[$0]?.bytes == Array("true".utf8) }
      || types.contains(message["content"]?["content_type"]?.text ?? "")
  }
}
