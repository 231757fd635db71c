import Datasets
import JSON

// Calls of tools in the text of a turn, as Hermes and Qwen write them:
// `<tool_call>{"name": "f", "arguments": {}}</tool_call>`, often in Python's notation.

extension RowReading {
  /// Takes the calls out of an answer's text, where all that is marked as a call is one.
  mutating func takeTextCalls(
    from turn: inout Turn, at path: [JSONStep]
  ) throws(ConversionFault) {
    guard turn.role == .assistant, turn.calls.isEmpty, case .text(let text) = turn.content,
      let (said, blocks) = Self.blocks(of: text.text, in: "tool_call")
    else { return }
    var calls: [JSONTree] = []
    for block in blocks {
      guard let values = Self.values(in: block), values.allSatisfy({ Self.holdsCalls($0) }) else {
        return
      }
      calls += values
    }
    for call in calls { turn.calls.append(try self.call(of: call, at: path)) }
    turn.content = said.isEmpty ? .null : .text(WrittenText(said))
    findings.note(.textCalls)
  }

  /// The results in the text of a tool's turn, each without its marks; the turn itself without any.
  mutating func textResults(
    of turn: Turn, at path: [JSONStep]
  ) throws(ConversionFault) -> [Turn] {
    guard turn.role == .tool, turn.callID == nil, case .text(let text) = turn.content,
      let (said, blocks) = Self.blocks(of: text.text, in: "tool_response"), said.isEmpty
    else { return [] }
    var results: [Turn] = []
    for block in blocks {
      var result = Turn(.tool, WrittenText(block))
      try bind(&result, name: nil, at: path)
      results.append(result)
    }
    return results
  }

  /// The tools that a system prompt lists between `<tools>` and `</tools>`.
  mutating func listedTools(in turns: [Turn]) throws(ConversionFault) -> [UInt8]? {
    guard case .text(let text)? = turns.first(where: { $0.role == .system })?.content,
      let blocks = Self.blocks(of: text.text, in: "tools")?.blocks
    else { return nil }
    // The first may only speak of the marks: "within <tools></tools> XML tags".
    for block in blocks {
      guard let values = Self.values(in: block),
        let list = try? JSONTree(parsing: arrayBytes(values.map(\.bytes))), Self.holdsTools(list)
      else { continue }
      return try tools(list, at: [])
    }
    return nil
  }

  /// What stands between the marks of a name, and the text without that; nil without any.
  private static func blocks(
    of text: String, in name: String
  ) -> (said: String, blocks: [String])? {
    var blocks: [String] = []
    var said = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "<\(name)>") {
      guard let close = rest[open.upperBound...].firstRange(of: "</\(name)>") else { return nil }
      blocks.append(String(rest[open.upperBound..<close.lowerBound].trimmed))
      said += rest[..<open.lowerBound]
      rest = rest[close.upperBound...]
    }
    return blocks.isEmpty ? nil : (String((said + rest)[...].trimmed), blocks)
  }

  /// The objects in a text, in JSON or nearly; nil where there is something else.
  private static func values(in text: String) -> [JSONTree]? {
    var document = NearJSONDocument(Array(text.utf8))
    var values: [JSONTree] = []
    while let item = document.next() {
      guard case .value(let value) = item, let tree = try? JSONTree(parsing: value.bytes) else {
        return nil
      }
      values.append(tree)
    }
    return values.isEmpty || document.repairs.contains(.textAround) ? nil : values
  }
}
