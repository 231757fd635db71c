import CommandLanguage
import FineTuning
import JSON
import Presentation
import Workspaces

extension Command {
  package static let chat = Command(
    "chat", .talk, "talk to a model; plain lines are sent until /done",
    usage: ["chat @JOB", "chat MODEL"],
    options: [
      Option("temperature", "NUMBER", "0 always takes the likeliest word; 0 unless said"),
      Option("seed", "N", "the same seed draws the same replies"),
      Option("system", "TEXT", "the system prompt; the training set's unless said"),
      Option("new", nil, "begin anew, without the last conversation"),
      Option("provider", "NAME", "the provider; the one in use unless said"),
    ],
    examples: [
      Sample("chat @demo", "lines are sent; /keep makes the last turn an example"),
      Sample("chat sandbox-1 --temperature 1", "the base model, less predictable"),
    ], operands: [.job], traits: VerbTraits(replay: .asQuestions)
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let who = try invocation.argument(0, "a model:  chat @demo")
    let speaker = try await session.speaker(who, invocation)
    return try session.openChat(
      speaker, sampling: try invocation.sampling(), isNew: invocation.has("new"),
      system: invocation.text("system"))
  }
}

extension Session {
  /// Turns of an earlier sitting that are shown on entering.
  private static let shownTurns = 4

  fileprivate func openChat(
    _ speaker: Speaker, sampling: SamplingOptions, isNew: Bool, system: String?
  ) throws -> Outcome {
    let provider = speaker.chosen.provider.name
    // The last conversation goes on unless it was told something else than is asked for now.
    var earlier =
      isNew
      ? nil
      : try workspace.chats().first { $0.model == speaker.model && $0.provider == provider }
    if let system, earlier?.system != system { earlier = nil }
    let chat =
      try earlier
      ?? workspace.beginChat(
        model: speaker.model, provider: provider, job: speaker.job?.name,
        system: speaker.system)
    let turns = try workspace.turns(of: chat.id)
    self.chat = ChatState(
      id: chat.id, label: speaker.label, model: speaker.model,
      provider: provider, system: chat.system, sampling: sampling)
    var blocks: [Block] = [
      .line(
        """
        chat \(chat.id) with \(speaker.label, .accent) · plain lines are sent · /help · \
        Ctrl-D leaves
        """)
    ]
    if let system = chat.system { blocks.append(.note("system: \(system)")) }
    if !turns.isEmpty {
      blocks.append(
        .turns(
          turns.suffix(Self.shownTurns).map { Presentation.Turn(role: $0.role, text: $0.text) }))
    }
    return Outcome(
      [
        "chat": .integer(chat.id), "model": .string(speaker.model),
        "next_turn": .integer(try nextTurn(of: chat.id)),
      ], blocks)
  }

  /// The position that the next turn will have, so that a saved script knows what was asked here.
  private func nextTurn(of chat: Workspaces.Chat.ID) throws -> Int {
    (try workspace.turns(of: chat, all: true).last?.position ?? 0) + 1
  }
}
