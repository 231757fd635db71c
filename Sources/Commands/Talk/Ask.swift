import CommandLanguage
import FineTuning
import JSON
import Presentation
import Workspaces

extension Command {
  private static let samplingOptions = [
    Option("temperature", "NUMBER", "0 always takes the likeliest word; 0 unless said"),
    Option("max-tokens", "N", "the longest reply"),
    Option("seed", "N", "the same seed draws the same reply"),
    Option("system", "TEXT", "the system prompt; the training set's unless said"),
    Option("provider", "NAME", "the provider; the one in use unless said"),
  ]

  package static let ask = Command(
    "ask", .talk, "send one question to a model and show the answer",
    usage: ["ask @JOB TEXT", "ask MODEL TEXT"], options: samplingOptions,
    examples: [
      Sample("ask @demo \"What is H2O?\"", "one question, with the training set's system prompt")
    ], operands: [.job]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 2)
    let who = try invocation.argument(0, "a model:  ask @demo \"…\"")
    let question = try invocation.argument(1, "a question:  ask @demo \"…\"")
    let speaker = try await session.speaker(who, invocation)
    let messages = session.messages(system: speaker.system, [("user", question.text)])
    let reply = try await session.reply(
      to: messages, from: speaker, sampling: try invocation.sampling())
    try reply.requireWhole()
    return Outcome(
      [
        "model": .string(speaker.model), "question": .string(question.text),
        "reply": .string(reply.text),
        "prompt_tokens": reply.usage.map { .integer($0.prompt) } ?? .null,
        "completion_tokens": reply.usage.map { .integer($0.completion) } ?? .null,
      ], [], text: reply.text)
  }

  package static let compare = Command(
    "compare", .talk, "send one question to two models and show the answers side by side",
    usage: ["compare @JOB MODEL TEXT"], options: samplingOptions,
    examples: [
      Sample("compare @demo sandbox-1 \"What is H2O?\"", "the tuned model beside its base")
    ], operands: [.job, .model]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 3)
    var first = try await session.speaker(
      invocation.argument(0, "two models:  compare @demo sandbox-1 \"…\""), invocation)
    var second = try await session.speaker(
      invocation.argument(1, "a second model:  compare @demo sandbox-1 \"…\""), invocation)
    let question = try invocation.argument(2, "a question").text
    // Both are told the same, or the comparison would be of two prompts.
    first.system = first.system ?? second.system
    second.system = first.system
    var turns: [Presentation.Turn] = []
    var values: [JSONValue] = []
    for speaker in [first, second] {
      let messages = session.messages(system: speaker.system, [("user", question)])
      let reply = try await session.reply(
        to: messages, from: speaker, sampling: try invocation.sampling(), isShown: false)
      try reply.requireWhole()
      turns.append(Presentation.Turn(role: speaker.label, text: reply.text))
      values.append(["model": .string(speaker.model), "reply": .string(reply.text)])
    }
    return Outcome(
      ["question": .string(question), "replies": .array(values)], [.turns(turns)],
      text: turns.first?.text)
  }
}

extension Invocation {
  /// The sampling options of the line; replies are greedy unless a temperature is given.
  func sampling() throws -> SamplingOptions {
    SamplingOptions(
      temperature: try number("temperature") ?? 0,
      maximumTokens: try integer("max-tokens", in: 1...100_000),
      seed: try integer("seed", in: 0...Int(Int32.max)))
  }
}

extension Session {
  /// A conversation for a request, the system prompt first.
  func messages(system: String?, _ turns: [(role: String, text: String)]) -> [ChatMessage] {
    (system.map { [ChatMessage(role: "system", text: $0)] } ?? [])
      + turns.map { ChatMessage(role: $0.role, text: $0.text) }
  }
}
