import CommandLanguage
import Datasets
import FineTuning
import JSON
import Presentation
import Quantities
import Spelling
import Workspaces

/// Answers the lines of an open chat: plain ones are sent, `/` begins a command.
package struct ChatRoom: Sendable {
  let session: Session

  package init(session: Session) { self.session = session }

  /// Takes one line, or several pasted at once, as one message or one `/` command.
  ///
  /// - Throws: ``Failure`` for a command that is none; the chat goes on.
  package func accept(_ line: String) async throws {
    guard let chat = session.chat else { return }
    let text = line.trimmingEnds
    if text.isEmpty { return }
    guard text.hasPrefix("/"), !text.hasPrefix("//") else {
      if session.console.isInteractive, Self.partings.contains(text.lowercased()) {
        session.console.notice("sent to the model, as every plain line is; /done leaves")
      }
      // Two slashes send one.
      return try await send(text.hasPrefix("//") ? String(text.dropFirst()) : text, in: chat)
    }
    let word = String(text.dropFirst().prefix { !$0.isWhitespace })
    let rest = String(text.dropFirst(word.count + 1)).trimmingEnds
    switch word {
    case "done", "quit", "exit": leave()
    case "keep": try keep(rest, chat)
    case "fix": try await fix(chat)
    case "retry": try await retry(chat)
    case "back": try takeBack(chat)
    case "system": try setSystem(rest, chat)
    case "show": try show(chat)
    case "cost": try showCost(chat)
    case "help", "?": help()
    default:
      let near = nearest(to: word, in: Self.commands.map { String($0.name.dropFirst()) })
      throw Failure(
        .unknownChatCommand, "no chat command \"/\(word)\"", consequence: "nothing was sent",
        remedy: near.map { "did you mean /\($0)?" } ?? "/help; two slashes send a slash")
    }
  }

  /// What people type to leave elsewhere.
  private static let partings: Set = ["exit", "quit", "bye", "done", ":q", "exit()", "quit()"]

  /// Leaves the chat; everything said is kept.
  package func leave() {
    session.chat = nil
  }

  static let commands: [(name: String, effect: String)] = [
    ("/keep", "make the last question and answer an example (/keep 2: the last two)"),
    ("/fix", "edit the last answer, then keep it as an example"),
    ("/retry", "ask for another answer"),
    ("/back", "take back the last question and answer"),
    ("/system", "show or set the system prompt"),
    ("/show", "the conversation so far"),
    ("/cost", "tokens used so far"),
    ("/done", "leave; everything is kept"),
  ]

  /// The commands, for completion.
  package static var commandNames: [String] { commands.map(\.name) }

  private func help() {
    let rows = Self.commands.map { [StyledText($0.name, .accent), StyledText($0.effect)] }
    session.console.write([
      .table(Table([.init("command"), .init("effect")], rows: rows, showsTitles: false))
    ])
  }

  private func send(_ text: String, in chat: ChatState) async throws {
    try session.workspace.append(NewTurn(role: "user", text: text), to: chat.id)
    try await answer(chat)
  }

  /// Streams an answer to the conversation as it stands, and keeps it, also when broken off.
  private func answer(_ chat: ChatState, sampling: SamplingOptions? = nil) async throws {
    let turns = try session.workspace.turns(of: chat.id)
    let speaker = Speaker(
      label: chat.label, model: chat.model,
      chosen: ChosenService(
        provider: try session.provider(named: chat.provider, at: nil),
        service: try session.services.service(named: chat.provider)),
      system: chat.system)
    let messages = session.messages(
      system: chat.system, turns.map { ($0.role, $0.text) })
    let reply = try await session.reply(
      to: messages, from: speaker, sampling: sampling ?? chat.sampling)
    if !reply.isPartial || !reply.text.isEmpty {
      try session.workspace.append(
        NewTurn(
          role: "assistant", text: reply.text, isPartial: reply.isPartial,
          promptTokens: reply.usage?.prompt, completionTokens: reply.usage?.completion),
        to: chat.id)
    }
    if reply.isPartial {
      let rest = reply.text.isEmpty ? "nothing came" : "broken off; what came is kept"
      session.console.notice("\(rest).  /retry asks again")
    }
    if let fault = reply.fault { throw fault }
    if session.console.isInteractive, let usage = reply.usage {
      session.console.notice(
        StyledText(
          "\(usage.prompt)+\(usage.completion) tokens  \(NumberFormat.duration(reply.duration))",
          .dim))
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
    if let seed = sampling.seed { sampling.seed = seed + last.position }
    try await answer(chat, sampling: sampling)
  }

  private func takeBack(_ chat: ChatState) throws {
    guard let last = try session.workspace.turns(of: chat.id).last(where: { $0.role == "user" })
    else {
      throw Failure(.nothingToWorkOn, "there is nothing to take back", remedy: "type a question")
    }
    try session.workspace.takeBack(from: last.position, in: chat.id)
    session.console.notice("took back: \(truncated(sanitized(last.text), to: 50))")
  }

  private func setSystem(_ text: String, _ chat: ChatState) throws {
    guard !text.isEmpty else {
      session.console.write([.line(StyledText(chat.system ?? "(no system prompt)"))])
      return
    }
    try session.workspace.setSystem(text, of: chat.id)
    var changed = chat
    changed.system = text
    session.chat = changed
    session.console.notice("the system prompt is set; training used its own")
  }

  private func show(_ chat: ChatState) throws {
    var turns = try session.workspace.turns(of: chat.id).map {
      Presentation.Turn(role: $0.role, text: $0.text, remark: $0.isPartial ? "broken off" : nil)
    }
    if let system = chat.system {
      turns.insert(Presentation.Turn(role: "system", text: system), at: 0)
    }
    session.console.write([.turns(turns)])
  }

  private func showCost(_ chat: ChatState) throws {
    let turns = try session.workspace.turns(of: chat.id, all: true)
    let prompt = turns.compactMap(\.promptTokens).reduce(0, +)
    let completion = turns.compactMap(\.completionTokens).reduce(0, +)
    let price = try session.provider(named: chat.provider, at: nil).isPriced ? "" : "  free"
    session.console.write([
      .line(
        "\(NumberFormat.count(prompt, "prompt token")), \(NumberFormat.count(completion, "answer token"))\(price)"
      )
    ])
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmingEnds: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
