import Conversions
import JSON
import Testing

/// The report of a loss is exact: what comes back differs in what was said, and in nothing else.
@Suite struct ShapesLossTests {
  @Test(arguments: RowShape.allCases.filter(\.isWritable), [11, 12, 13] as [UInt64])
  func `What comes back differs exactly by the losses`(
    _ shape: RowShape, _ seed: UInt64
  ) throws {
    let writer = ShapeWriter(shape)
    var lossyCount = 0
    for example in RandomExamples.examples(for: shape, seed: seed, count: 300) {
      guard let row = try? writer.row(of: example) else { continue }
      let read = try ShapeReader(shape).examples(of: SourceRow(row.bytes, line: 1))
      let before = try JSONValue(parsing: example)
      let after = try JSONValue(parsing: try #require(read.examples.first))
      let losses = Set(row.losses)
      let text =
        "\(losses) \(String(decoding: example, as: UTF8.self))"
        + "\n-> \(String(decoding: row.bytes, as: UTF8.self))"
      #expect(before.without(losses) == after.without(losses), "\(text)")
      // What went with a lost system prompt, such as its author's name, was there at least.
      let isHidden = losses.contains(.systemPrompts)
      for loss in losses {
        let others = losses.subtracting([loss])
        let isReal =
          before.without(others) != after.without(others)
          || isHidden && before.without([loss]) != before.without([])
        #expect(isReal, "\(loss) is not lost: \(text)")
      }
      if !losses.isEmpty { lossyCount += 1 }
    }
    let isOwn = shape == .chat || shape == .preference
    #expect(isOwn ? lossyCount == 0 : lossyCount >= 10)
  }

  @Test(arguments: RowShape.allCases.filter(\.isWritable))
  func `Without metadata the further columns stay out, and nothing else does`(
    _ shape: RowShape
  ) throws {
    var leftOutCount = 0
    for example in RandomExamples.examples(for: shape, seed: 21, count: 200) {
      guard let row = try? ShapeWriter(shape, keepsMetadata: false).row(of: example) else {
        continue
      }
      #expect(!row.losses.contains(.metadata))
      guard case .object(let members) = try JSONValue(parsing: example) else { continue }
      let own = members.filter { !row.leftOut.contains($0.key) }
      #expect(row.leftOut == members.map(\.key).filter { ["topic", "score"].contains($0) })
      let plain = try ShapeWriter(shape).row(of: JSONValue.object(own).encoded(.spaced))
      #expect(row.bytes == plain.bytes)
      #expect(row.losses == plain.losses)
      if !row.leftOut.isEmpty { leftOutCount += 1 }
    }
    #expect(leftOutCount >= 10)
  }
}

extension JSONValue {
  /// The example with everything made alike that losses of these kinds may change.
  fileprivate func without(_ losses: Set<Loss>) -> JSONValue {
    var ids: [String: String] = [:]
    guard case .object(let members) = self else { return self }
    let request: Set = ["messages", "tools", "parallel_tool_calls", "functions", "function_call"]
    let sides: Set = ["input", "preferred_output", "non_preferred_output"]
    return .object(
      members.compactMap { member in
        switch member.key {
        case "messages", "preferred_output", "non_preferred_output":
          return JSONMember(member.key, member.value.messages(without: losses, &ids))
        case "input":
          guard case .object(let inner) = member.value else { return member }
          return JSONMember(
            "input",
            .object(
              inner.compactMap { part in
                if part.key == "messages" {
                  return JSONMember("messages", part.value.messages(without: losses, &ids))
                }
                return losses.hides(part.key) ? nil : part
              }))
        case let key where request.contains(key) || sides.contains(key):
          return losses.hides(key) ? nil : member
        default: return losses.contains(.metadata) ? nil : member
        }
      })
  }

  private func messages(without losses: Set<Loss>, _ ids: inout [String: String]) -> JSONValue {
    guard case .array(let messages) = self else { return self }
    return .array(messages.compactMap { $0.message(without: losses, &ids) })
  }

  private func message(without losses: Set<Loss>, _ ids: inout [String: String]) -> JSONValue? {
    guard case .object(var members) = self else { return self }
    var role = self["role"]?.string ?? ""
    if role == "developer", losses.contains(.developerRole) { role = "system" }
    let isCall = self["tool_calls"] != nil
    var content = (self["content"] ?? .null).content(without: losses, role: role)
    if isCall, losses.contains(.textBesideCalls) { content = .null }
    if role == "system" {
      if losses.contains(.systemPrompts) { return nil }
      if losses.contains(.emptyTexts), content == .null { return nil }
    }
    members = members.compactMap { member in
      switch member.key {
      case "role": return JSONMember("role", .string(role))
      case "content": return nil
      case "name": return losses.contains(.names) ? nil : member
      case "refusal": return losses.contains(.refusals) ? nil : member
      case "weight":
        return losses.contains(.weights) || member.value == 1 ? nil : member
      case "tool_call_id":
        if losses.contains(.toolCalls) { return nil }
        return JSONMember("tool_call_id", .string(Self.plainID(member.value, &ids)))
      case "tool_calls":
        return JSONMember("tool_calls", member.value.calls(without: losses, &ids))
      default: return member
      }
    }
    members.append(JSONMember("content", content))
    return .object(members.sorted { $0.key < $1.key })
  }

  private static func plainID(_ value: JSONValue, _ ids: inout [String: String]) -> String {
    let id = value.string ?? ""
    let plain = ids[id] ?? "id \(ids.count)"
    ids[id] = plain
    return plain
  }

  private func calls(without losses: Set<Loss>, _ ids: inout [String: String]) -> JSONValue {
    guard case .array(let calls) = self else { return self }
    return .array(
      calls.map { call in
        if losses.contains(.toolCalls) { return call["function"]?["name"] ?? .null }
        return [
          "id": .string(Self.plainID(call["id"] ?? .null, &ids)),
          "function": call["function"] ?? .null,
        ]
      })
  }

  private func content(without losses: Set<Loss>, role: String) -> JSONValue {
    var value = self
    if case .array(var parts) = self {
      if losses.contains(.images) { parts.removeAll { $0["type"] == "image_url" } }
      if losses.contains(.contentParts) {
        parts = parts.reduce(into: []) { joined, part in
          if let text = part["text"]?.string, let last = joined.last?["text"]?.string {
            joined[joined.count - 1] = ["type": "text", "text": .string(last + text)]
          } else {
            joined.append(part)
          }
        }
      }
      // A list with one text is read back as the text.
      let isPlain = losses.contains(.contentParts) || losses.contains(.images)
      if isPlain, parts.count < 2, parts.allSatisfy({ $0["text"] != nil }) {
        value = parts.first?["text"] ?? ""
      } else {
        value = .array(parts)
      }
    }
    if losses.contains(.emptyTexts), value == "" { return .null }
    if losses.contains(.edgeMarks), let text = value.string {
      return .string(text.withoutMarks(role: role))
    }
    return value
  }
}

extension Set<Loss> {
  /// Whether a key of the request goes with these losses.
  fileprivate func hides(_ key: String) -> Bool {
    key == "tools" ? contains(.tools) : key != "messages" && contains(.settings)
  }
}

extension String {
  /// Without what the old completion form puts at the edges of texts.
  fileprivate func withoutMarks(role: String) -> String {
    var text = self
    // A text that ends so twice keeps one of them; here both are nothing.
    if role == "user" {
      while let mark = ["\n\n###\n\n", " ->"].first(where: text.hasSuffix) {
        text.removeLast(mark.count)
      }
    } else if role == "assistant" {
      while text.hasSuffix(" END") { text.removeLast(4) }
      while text.hasPrefix(" ") { text.removeFirst() }
    }
    return text
  }
}
