import Conversions
import JSON
import Randomness

/// Random examples of OpenAI's form, all from a seed.
struct RandomExamples {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let texts = [
    "Hi", "  two spaces ", "a \"quote\", a comma", "line\nbreak", "tab\tand \\ backslash", "0045",
    "1.10", "2e3", "열 시에 엽니다", "十時です。", "🙂 emoji", "=SUM(A1)", "{\"x\": 1}", "null", "é\u{301}",
    "Is it? ->",
  ]

  private mutating func chance(_ percent: Int) -> Bool { random.below(100) < percent }

  private mutating func text() -> JSONValue {
    let text = Self.texts[random.below(Self.texts.count)]
    // Mostly with a number, so that texts differ, and what stands at their edges is their own.
    return .string(chance(90) ? "\(text) \(random.below(1000))" : text)
  }

  private mutating func content() -> JSONValue {
    if chance(2) { return "" }
    guard chance(8) else { return text() }
    var parts: [JSONValue] = [["type": "text", "text": text()]]
    if chance(50) { parts.append(["type": "text", "text": text()]) }
    if chance(30) {
      parts.append([
        "type": "image_url", "image_url": ["url": "data:image/png;base64,iVBORw0KGgo="],
      ])
    }
    return .array(parts)
  }

  private mutating func message(_ role: String) -> JSONValue {
    var members = [
      JSONMember("role", .string(role)),
      JSONMember("content", role == "assistant" ? text() : content()),
    ]
    if chance(3) { members.append(JSONMember("name", "ann")) }
    if role == "assistant", chance(15) {
      members.append(JSONMember("weight", .integer(random.below(2))))
    }
    if role == "assistant", chance(2) { members.append(JSONMember("refusal", text())) }
    return .object(members)
  }

  private mutating func turns() -> [JSONValue] {
    var turns: [JSONValue] = []
    if chance(50) { turns.append(message(chance(95) ? "system" : "developer")) }
    for _ in 0...(chance(60) ? 0 : random.below(3)) {
      turns.append(message("user"))
      if chance(20) { turns += call() }
      turns.append(message("assistant"))
    }
    return turns
  }

  /// Calls and their results, mostly in order.
  private mutating func call() -> [JSONValue] {
    let count = 1 + random.below(2)
    let base = random.below(100_000)
    var ids = (0..<count).map { "call_\(base)_\($0)" }
    let calls = ids.map { id -> JSONValue in
      [
        "id": .string(id), "type": "function",
        "function": [
          "name": .string(chance(50) ? "find" : "due_date"),
          "arguments": .string(chance(90) ? "{\"card\": \"4711\", \"x\":1.10}" : "card 4711"),
        ],
      ]
    }
    if chance(20) { ids.reverse() }
    let results = ids.map { id -> JSONValue in
      ["role": "tool", "content": text(), "tool_call_id": .string(id)]
    }
    return [["role": "assistant", "content": .null, "tool_calls": .array(calls)]] + results
  }

  private mutating func extras() -> [JSONMember] {
    var members: [JSONMember] = []
    if chance(30) { members.append(JSONMember("topic", text())) }
    if chance(15) { members.append(JSONMember("score", .number(0.5))) }
    return members
  }

  private mutating func tools() -> [JSONMember] {
    var settings: [JSONMember] = []
    if chance(5) { settings.append(JSONMember("parallel_tool_calls", false)) }
    guard chance(15) else { return settings }
    var function = [
      JSONMember("name", "find"), JSONMember("description", text()),
      JSONMember("parameters", ["type": "object", "properties": [:]]),
    ]
    if chance(20) { function.append(JSONMember("strict", true)) }
    return [JSONMember("tools", [["type": "function", "function": .object(function)]])] + settings
  }

  mutating func chat() -> JSONValue {
    .object([JSONMember("messages", .array(turns()))] + tools() + extras())
  }

  mutating func labeledChat() -> JSONValue {
    var messages = turns()
    let isLiked = chance(50)
    var answer = [JSONMember("role", "assistant"), JSONMember("content", text())]
    if !isLiked { answer.append(JSONMember("weight", 0)) }
    messages[messages.count - 1] = .object(answer)
    return .object(
      [JSONMember("messages", .array(messages))] + tools()
        + [JSONMember("label", .bool(isLiked))] + extras())
  }

  mutating func preference() -> JSONValue {
    let messages = Array(turns().dropLast())
    let input = JSONValue.object([JSONMember("messages", .array(messages))] + tools())
    return .object(
      [
        JSONMember("input", input), JSONMember("preferred_output", [message("assistant")]),
        JSONMember("non_preferred_output", [message("assistant")]),
      ] + extras())
  }

  /// Examples of the kind that a shape is for, as lines.
  static func examples(for shape: RowShape, seed: UInt64, count: Int = 200) -> [[UInt8]] {
    var random = RandomExamples(seed: seed)
    return (0..<count).map { _ in
      switch shape {
      case .preference, .hfPreference, .shareGPTPreference: random.preference().encoded(.spaced)
      case .kto: random.labeledChat().encoded(.spaced)
      default: random.chat().encoded(.spaced)
      }
    }
  }
}
