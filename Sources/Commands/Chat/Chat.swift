import CommandLanguage
import FineTuning
package import JSON
package import Workspaces

/// The chat that a line opens.
package struct ChatInput: Sendable {
  var model: Argument
  var options: ChatOptions
  /// Whether the last conversation is left alone.
  var isNew: Bool
}

/// An open chat, and what was said last in it.
package struct ChatResult: VerbResult {
  /// The workspace's number of the chat.
  package var id: Int
  /// How the prompt names the model, such as `@demo`.
  package var label: String
  package var model: String
  package var system: String?
  /// The last turns of an earlier session; empty in a new chat.
  package var turns: [ChatTurn]
  /// The position that the next turn will have, so that a saved script knows what was asked here.
  package var nextTurn: Int

  package var json: JSONValue {
    ["chat": .integer(id), "model": .string(model), "next_turn": .integer(nextTurn)]
  }

  package var replayFacts: ReplayFacts {
    var facts = ReplayFacts()
    facts.chat = ReplayFacts.ChatPlace(id: id, nextTurn: nextTurn)
    return facts
  }
}

/// One thing that was said in a chat.
package struct ChatTurn: Sendable, Hashable {
  package var role: String
  package var text: String
  /// Whether it was broken off before its end.
  package var isPartial: Bool

  package init(role: String, text: String, isPartial: Bool = false) {
    self.role = role
    self.text = text
    self.isPartial = isPartial
  }

  package init(_ turn: Workspaces.Turn) {
    self.init(role: turn.role, text: turn.text, isPartial: turn.isPartial)
  }
}

extension Verb where Input == ChatInput, Result == ChatResult {
  /// `chat`: a conversation with a model, whose lines a ``ChatLoop`` answers.
  package static var chat: Self {
    Self(
      VerbDeclaration(
        "chat", .talk, "talk to a model; plain lines are sent until /done",
        usage: ["chat @JOB", "chat MODEL"],
        options: [
          .init("temperature", "NUMBER", "0 always takes the likeliest word; 0 unless said"),
          .init("seed", "N", "the same seed draws the same replies"),
          .init("system", "TEXT", "the system prompt; the training set's unless said"),
          .init("new", nil, "begin anew, without the last conversation"),
          .init("provider", "NAME", "the provider; the one in use unless said"),
          CommandPatience.option,
        ],
        examples: [
          .init("chat @demo", "lines are sent; /keep makes the last turn an example"),
          .init("chat sandbox-1 --temperature 1", "the base model, less predictable"),
        ], operands: [.job], traits: VerbTraits(replay: .asQuestions)),
      read: { reader throws(Failure) in
        ChatInput(
          model: try reader.argument("a model:  chat @demo"), options: try ChatOptions(&reader),
          isNew: reader.flag("new"))
      },
      perform: { input, session in
        try await session.patiently(input.options.patience) {
          let target = try await ChatTargets(session: session).target(input.model, input.options)
          return try ChatOpening(target, input, in: session).result()
        }
      })
  }
}

/// A chat on its way to be the open one of its session.
private struct ChatOpening {
  /// Turns of an earlier session that are shown on entering.
  private static let shownTurns = 4

  let session: Session
  let target: ChatTarget
  let input: ChatInput

  init(_ target: ChatTarget, _ input: ChatInput, in session: Session) {
    self.session = session
    self.target = target
    self.input = input
  }

  /// Begins the chat, or goes on with the last one, and opens it.
  func result() throws -> ChatResult {
    let provider = target.chosen.provider.name
    let chat =
      try earlierChat(at: provider)
      ?? session.workspace.beginChat(
        model: target.model, provider: provider, job: target.job?.name, system: target.system)
    let turns = try session.workspace.turns(of: chat.id)
    session.chat = ChatState(
      id: chat.id, label: target.label, model: target.model,
      provider: provider, system: chat.system, sampling: input.options.sampling,
      patience: input.options.patience)
    target.noteOther(system: chat.system, in: session)
    return ChatResult(
      id: chat.id, label: target.label, model: target.model, system: chat.system,
      turns: turns.suffix(Self.shownTurns).map { ChatTurn($0) },
      nextTurn: (try session.workspace.turns(of: chat.id, all: true).last?.position ?? 0) + 1)
  }

  /// The last conversation, which goes on unless it was told something else than is asked for now.
  private func earlierChat(at provider: String) throws -> Workspaces.Chat? {
    guard !input.isNew,
      let earlier = try session.workspace.chats().first(where: {
        $0.model == target.model && $0.provider == provider
      })
    else { return nil }
    if let system = input.options.system, earlier.system != system { return nil }
    return earlier
  }
}
