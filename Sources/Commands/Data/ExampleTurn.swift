import Datasets
import JSON
import Quantities

/// One thing that is said in an example, as it is shown, searched and compared.
package struct ExampleTurn: Sendable, Hashable {
  /// What is special about it.
  package enum Remark: Sendable, Hashable {
    /// It is never trained.
    case weightZero
    /// It calls a tool.
    case callsTool
    /// It is what a tool gave: by the tool's name, else by the id of the call.
    case resultOf(String)
    /// The model declines to answer.
    case refuses
  }

  /// A role; `prompt` and `completion`, or `preferred` and `rejected`, where a kind has those.
  package var role: String
  package var text: String
  package var remark: Remark?

  package init(role: String, text: String, remark: Remark? = nil) {
    self.role = role
    self.text = text
    self.remark = remark
  }
}

extension Example {
  /// The conversation in order; of a preference both answers, of a completion both parts.
  package var turns: [ExampleTurn] {
    switch kind {
    case .completion:
      return [
        ExampleTurn(role: "prompt", text: prompt ?? ""),
        ExampleTurn(role: "completion", text: completion ?? ""),
      ]
    case .chat: return conversation
    case .preference:
      return conversation
        + preferred.map { ExampleTurn(role: "preferred", text: said(in: $0)) }
        + rejected.map { ExampleTurn(role: "rejected", text: said(in: $0)) }
    }
  }

  private var conversation: [ExampleTurn] {
    var callees: [String: String] = [:]
    return messages.map { message in
      for call in calls(in: message) {
        if let id = call["id"]?.string, let name = call["function"]?["name"]?.string {
          callees[id] = name
        }
      }
      return turn(message, callees)
    }
  }

  private func turn(_ message: Message, _ callees: [String: String]) -> ExampleTurn {
    let isSilent = (text(of: message) ?? "").isEmpty
    let refusal = isSilent ? refusal(in: message) : nil
    var remark: ExampleTurn.Remark? =
      message.hasCall ? .callsTool : message.isWeightZero ? .weightZero : nil
    if let id = message.toolCallID.map(text) { remark = remark ?? .resultOf(callees[id] ?? id) }
    if refusal != nil { remark = remark ?? .refuses }
    return ExampleTurn(
      role: role(of: message), text: refusal ?? said(in: message), remark: remark)
  }

  private func calls(in message: Message) -> [JSONValue] {
    message.toolCalls.flatMap(value)?.array ?? []
  }

  /// Why the model declines; nil where it does not.
  private func refusal(in message: Message) -> String? {
    guard let object = value(in: message.range) else { return nil }
    let part = object["content"]?.array?.compactMap { $0["refusal"]?.string }.first
    let text = object["refusal"]?.string ?? part
    return text?.isEmpty == false ? text : nil
  }

  /// The text of a message with its images, and below it a line for each call: `NAME(ARGUMENTS)`.
  private func said(in message: Message) -> String {
    var lines: [String] = []
    if case .parts(let parts) = message.content, parts.contains(where: { $0.text == nil }) {
      lines = parts.compactMap { $0.text.map(text) ?? shownPart($0) }.filter { !$0.isEmpty }
    } else if let text = text(of: message), !text.isEmpty {
      lines = [text]
    }
    let older = message.functionCall.flatMap(value).map { [$0] } ?? []
    for call in calls(in: message).compactMap({ $0["function"] }) + older {
      let arguments = call["arguments"].map { $0.string ?? $0.text } ?? ""
      lines.append("\(call["name"]?.string ?? "")(\(arguments))")
    }
    return lines.joined(separator: "\n")
  }

  /// A part that is no text, in brackets: of an image its type, its size and where it is.
  private func shownPart(_ part: Message.Part) -> String? {
    let type = part.type.map(text) ?? ""
    guard let image = image(of: part) else { return type.isEmpty ? nil : "[\(type)]" }
    let given = value(in: part.range)?["image_url"]
    let address = given?.string ?? given?["url"]?.string ?? ""
    var facts = ["[image"]
    if image.isRemote {
      facts.append("at \(address.prefix(200))")
    } else {
      // data:TYPE;base64,CONTENT, of which four characters are three bytes.
      let head = address.prefix(100).prefix { $0 != "," }
      let type = head.dropFirst(5).prefix { $0 != ";" }
      facts[0] += " " + (type.hasPrefix("image/") ? type.dropFirst(6) : type)
      let count = max(0, address.utf8.count - head.utf8.count - 1) / 4 * 3
      if let size = image.size { facts.append("\(size.width)×\(size.height)") }
      facts.append("\(NumberFormat.bytes(count)) in the example")
    }
    if image.isLowDetail { facts.append("low detail") }
    return facts[0] + " " + facts.dropFirst().joined(separator: ", ") + "]"
  }
}
