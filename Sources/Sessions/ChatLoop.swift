import CommandLanguage
package import Commands
import FineTuning
import Spelling
import Workspaces

/// Answers the lines of an open chat: plain ones are sent, `/` begins a command.
package struct ChatLoop: Sendable {
  private let session: Session

  package init(session: Session) { self.session = session }

  /// Takes one line, or several pasted at once, as one message or one `/` command.
  ///
  /// - Throws: ``Failure`` for a command that is none; the chat goes on.
  package func accept(_ line: String) async throws {
    guard let chat = session.chat else { return }
    let text = Self.withOwnSlash(line.trimmingEnds)
    if text.isEmpty { return }
    // Several lines are a text from elsewhere, whatever its first one begins with.
    if text.contains(where: \.isNewline) { return try await send(text, in: chat) }
    guard text.hasPrefix("/"), !text.hasPrefix("//") else {
      if session.console.isInteractive { warn(of: text.lowercased()) }
      // Two slashes send one.
      return try await send(text.hasPrefix("//") ? String(text.dropFirst()) : text, in: chat)
    }
    let word = String(text.dropFirst().prefix { !$0.isWhitespace })
    let rest = String(text.dropFirst(word.count + 1)).trimmingEnds
    switch word {
    case "done", "quit", "exit": leave()
    case "keep": try KeptTurns(of: chat, in: session).keep(rest)
    case "fix": try await KeptTurns(of: chat, in: session).fix(rest)
    case "retry": try await retry(chat)
    case "back": try takeBack(chat)
    case "system": try setSystem(rest, chat)
    case "show": try show(chat)
    case "cost": try showCost(chat)
    case "api": try showRequests(rest)
    case "help", "?": tell(.commands(Self.commands))
    default:
      let near = nearest(to: word, in: Self.commands.map { String($0.name.dropFirst()) })
      throw Failure(
        .unknownChatCommand, "no chat command \"/\(word)\"", consequence: "nothing was sent",
        remedy: near.map { "did you mean /\($0)?" } ?? "/help; two slashes send a slash")
    }
  }

  /// Says that a word which means something to ft went to the model all the same.
  private func warn(of text: String) {
    if Self.partings.contains(text) { return tell(.sentParting) }
    if Self.commandNames.contains("/" + text) { tell(.sentCommand("/" + text)) }
  }

  /// The line with a slash before a command where an input method typed a wide one.
  private static func withOwnSlash(_ text: String) -> String {
    guard text.first == "／" else { return text }
    let line = "/" + text.dropFirst()
    return commandNames.contains(String(line.prefix { !$0.isWhitespace })) ? line : text
  }

  /// What people type to leave elsewhere.
  private static let partings: Set = ["exit", "quit", "bye", "done", ":q", "exit()", "quit()"]

  /// Leaves the chat; everything said is kept.
  package func leave() {
    session.chat = nil
  }

  private static let commands = [
    ChatCommand(
      name: "/keep",
      effect: "make the last question and answer an example (/keep 2: the last two)"),
    ChatCommand(
      name: "/fix",
      effect: "edit the last answer (/fix TEXT: say it better), then keep it as an example"),
    ChatCommand(name: "/retry", effect: "ask for another answer"),
    ChatCommand(name: "/back", effect: "take back the last question and answer"),
    ChatCommand(name: "/system", effect: "show or set the system prompt"),
    ChatCommand(name: "/show", effect: "the conversation so far"),
    ChatCommand(name: "/cost", effect: "tokens used so far"),
    ChatCommand(
      name: "/api", effect: "the last question as a request (/api python, /api json)"),
    ChatCommand(name: "/done", effect: "leave; everything is kept"),
  ]

  /// The commands, for completion.
  package static var commandNames: [String] { commands.map(\.name) }

  private func tell(_ event: ChatEvent) { session.console.tell(.chat(event)) }

  private func send(_ text: String, in chat: ChatState) async throws {
    try session.workspace.append(NewTurn(role: "user", text: text), to: chat.id)
    try await answer(chat)
  }

  /// Streams an answer to the conversation as it stands, and keeps it, also when broken off.
  private func answer(_ chat: ChatState, sampling: SamplingOptions? = nil) async throws {
    session.services.requests.beginLine()
    let turns = try session.workspace.turns(of: chat.id)
    let reply = try await Reply(
      inChat: chat, to: turns.map { ChatMessage(role: $0.role, text: $0.text) },
      sampling: sampling ?? chat.sampling, session)
    if !reply.isPartial || !reply.text.isEmpty {
      try session.workspace.append(
        NewTurn(
          role: "assistant", text: reply.text, isPartial: reply.isPartial,
          promptTokens: reply.usage?.prompt, completionTokens: reply.usage?.completion),
        to: chat.id)
    }
    if reply.isPartial { tell(.brokenOff(isEmpty: reply.text.isEmpty)) }
    if let fault = reply.fault { throw fault }
    if !reply.isPartial {
      session.cells.keep(
        answer: AskResult(
          model: chat.model, question: turns.last { $0.role == "user" }?.text ?? "",
          reply: reply.text, usage: reply.usage))
    }
    if session.console.isInteractive, let usage = reply.usage {
      tell(
        .answered(
          promptTokens: usage.prompt, completionTokens: usage.completion,
          duration: reply.duration))
    }
  }

  private func retry(_ chat: ChatState) async throws {
    guard let last = try session.workspace.turns(of: chat.id).last else {
      throw Failure(.nothingToWorkOn, "there is no answer yet", remedy: "type a question")
    }
    // A question that got no answer is asked as it was.
    guard last.role == "assistant" else { return try await answer(chat) }
    try session.workspace.takeBack(from: last.position, in: chat.id)
    var sampling = chat.sampling
    // A greedy answer would come back word for word.
    if sampling.temperature == 0 { sampling.temperature = 1 }
    if let seed = sampling.seed { sampling.seed = seed &+ last.position }
    try await answer(chat, sampling: sampling)
  }

  private func takeBack(_ chat: ChatState) throws {
    guard let last = try session.workspace.turns(of: chat.id).last(where: { $0.role == "user" })
    else {
      throw Failure(.nothingToWorkOn, "there is nothing to take back", remedy: "type a question")
    }
    try session.workspace.takeBack(from: last.position, in: chat.id)
    tell(.tookBack(question: last.text))
  }

  private func setSystem(_ text: String, _ chat: ChatState) throws {
    guard !text.isEmpty else { return tell(.systemPrompt(chat.system)) }
    try session.workspace.setSystem(text, of: chat.id)
    var changed = chat
    changed.system = text
    session.chat = changed
    tell(.systemPromptSet)
  }

  private func show(_ chat: ChatState) throws {
    let system = chat.system.map { [ChatTurn(role: "system", text: $0)] } ?? []
    let turns = try session.workspace.turns(of: chat.id)
    tell(.conversation(system + turns.map { ChatTurn($0) }))
  }

  private func showRequests(_ form: String) throws {
    let form = try RequestForm(form.isEmpty ? nil : form, remedy: "/api python")
    tell(.requests(try RequestListing(ofLastLine: form, in: session, remedy: "type a question")))
  }

  private func showCost(_ chat: ChatState) throws {
    let turns = try session.workspace.turns(of: chat.id, all: true)
    tell(
      .usage(
        promptTokens: turns.compactMap(\.promptTokens).reduce(0, +),
        completionTokens: turns.compactMap(\.completionTokens).reduce(0, +),
        isPriced: try session.providers.provider(named: chat.provider, at: nil).isPriced))
  }
}
