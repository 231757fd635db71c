import FineTuning
import JSON
import Training

/// One line of a training file, as turns.
enum TrainingExample: Hashable {
  case chat([Turn])
  case preference(prompt: [Turn], preferred: Turn, rejected: Turn)
}

/// Reads the lines of a training file by the service's rules, the first fault ends it.
struct TrainingExampleReader {
  /// `supervised` reads chats, `dpo` preferences.
  let method: TrainingMethod.Kind

  func read(_ bytes: [UInt8], example: Int, line: Int) throws(ExampleFault) -> TrainingExample {
    do throws(Fault) {
      let value = try parsed(bytes)
      return method == .dpo ? try preference(value) : try chat(value)
    } catch {
      throw ExampleFault(code: error.code, example: example, line: line)
    }
  }

  /// A fault that does not know its place yet.
  private struct Fault: Error {
    let code: ExampleFault.Code

    init(_ code: ExampleFault.Code) { self.code = code }
  }

  private func parsed(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
    do throws(JSONError) {
      let value = try JSONValue(parsing: bytes)
      if value.members != nil { return value }
    } catch {
      throw Fault(.notJSON(error.code, column: error.offset + 1))
    }
    throw Fault(.notDictionary)
  }

  private func chat(_ value: JSONValue) throws(Fault) -> TrainingExample {
    try check(value, allows: ["messages", "tools", "parallel_tool_calls", "functions"])
    let turns = try turns(value, "messages")
    guard turns.contains(where: { $0.role == .assistant }) else { throw Fault(.noAnswer) }
    return .chat(turns)
  }

  private func preference(_ value: JSONValue) throws(Fault) -> TrainingExample {
    try check(value, allows: ["input", "preferred_output", "non_preferred_output"])
    guard let input = value["input"] else { throw Fault(.missingKey("input")) }
    try check(input, allows: ["messages", "tools", "parallel_tool_calls"])
    let prompt = try turns(input, "messages")
    guard prompt.last?.role != .assistant else { throw Fault(.answerInPrompt) }
    return .preference(
      prompt: prompt, preferred: try answer(value, "preferred_output"),
      rejected: try answer(value, "non_preferred_output"))
  }

  private func answer(_ value: JSONValue, _ key: String) throws(Fault) -> Turn {
    let turns = try turns(value, key)
    guard turns.count == 1, turns[0].role == .assistant else { throw Fault(.notOneAnswer(key)) }
    return turns[0]
  }

  private func turns(_ value: JSONValue, _ key: String) throws(Fault) -> [Turn] {
    guard let list = value[key] else { throw Fault(.missingKey(key)) }
    guard let messages = list.array, !messages.isEmpty else { throw Fault(.emptyMessages) }
    var turns: [Turn] = []
    for (index, message) in messages.enumerated() {
      turns.append(try turn(message, number: index + 1))
    }
    return turns
  }

  private func turn(_ message: JSONValue, number: Int) throws(Fault) -> Turn {
    guard let role = message["role"]?.string else { throw Fault(.missingRole(message: number)) }
    guard let speaker = Turn.speakers[role] else {
      throw Fault(.unknownRole(message: number, role))
    }
    var keys = ["role", "content", "name", "tool_call_id", "refusal", "audio"]
    if speaker == .assistant { keys += ["weight", "tool_calls", "function_call"] }
    try check(message, allows: keys)
    let calls = message["tool_calls"] ?? message["function_call"]
    guard message["content"] ?? .null != .null || (speaker == .assistant && calls != nil),
      var turn = Turn(role: role, content: message["content"] ?? .null, calls: calls)
    else { throw Fault(.badContent(message: number)) }
    if let token = TrainingExampleReader.specialTokens.first(where: turn.text.contains) {
      throw Fault(.specialToken(token))
    }
    if let weight = message["weight"] {
      guard case .integer(let grade) = weight, (0...1).contains(grade) else {
        throw Fault(.badWeight(message: number))
      }
      turn.weight = Float(grade)
    }
    return turn
  }

  private func check(_ value: JSONValue, allows keys: [String]) throws(Fault) {
    for member in value.members ?? [] where !keys.contains(member.key) {
      throw Fault(.extraKey(member.key))
    }
  }

  /// Markers of the hosted models' tokenizers, which their service refuses in text.
  private static let specialTokens = [
    "<|endoftext|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|endofprompt|>",
    "<|im_start|>", "<|im_end|>", "<|im_sep|>",
  ]
}
