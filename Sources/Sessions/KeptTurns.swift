import CommandLanguage
import Commands
import Datasets
import Workspaces

/// The last turns of a chat on their way into a dataset.
struct KeptTurns {
  private let session: Session
  private let chat: ChatState

  init(of chat: ChatState, in session: Session) {
    self.session = session
    self.chat = chat
  }

  /// `/keep [n]`: the last `n` questions with their answers become one example.
  func keep(_ argument: String) throws {
    let count = argument.isEmpty ? 1 : Int(argument) ?? 0
    guard count > 0 else {
      throw Failure(.nothingToWorkOn, "/keep takes a number of turns", remedy: "/keep 2")
    }
    let turns = try lastTurns(count)
    if turns.contains(where: \.isPartial) {
      throw Failure(
        .nothingToWorkOn, "an answer was broken off", consequence: "nothing was kept",
        remedy: "/fix or /retry first")
    }
    try keep(turns, in: try place())
  }

  /// `/fix [TEXT]`: the answer is edited, or becomes the text, and is kept as an example.
  func fix(_ text: String) async throws {
    var turns = try lastTurns(1)
    guard let answer = turns.last, answer.role == "assistant" else {
      throw Failure(.nothingToWorkOn, "there is no answer yet", remedy: "type a question")
    }
    // Whether there is a place to keep it is asked before anybody writes.
    let dataset = try place()
    let edited =
      text.isEmpty
      ? try await session.console.edit(answer.text, named: "answer").trimmingEnds : text
    guard !edited.isEmpty, edited != answer.text else {
      return session.console.tell(.chat(.unchanged))
    }
    try session.workspace.setText(edited, ofTurn: answer.position, in: chat.id)
    turns[turns.count - 1].text = edited
    try keep(turns, in: dataset)
  }

  private func lastTurns(_ count: Int) throws -> [Workspaces.Turn] {
    let turns = try session.workspace.turns(of: chat.id)
    let questions = turns.filter { $0.role == "user" }
    guard questions.count >= count, turns.last?.role == "assistant" else {
      throw Failure(
        .nothingToWorkOn,
        questions.isEmpty
          ? "there is nothing to keep"
          : "there are not \(count) turns to keep, only \(questions.count)",
        remedy: "type a question")
    }
    let first = questions[questions.count - count].position
    return turns.filter { $0.position >= first }
  }

  private func place() throws -> Dataset {
    if let dataset = try usualDataset() { return dataset }
    throw Failure(
      .noCurrentDataset, "there is no dataset to keep it in", consequence: "nothing was kept",
      remedy: "/done, then  load FILE.jsonl as NAME")
  }

  private func keep(_ turns: [Workspaces.Turn], in dataset: Dataset) throws {
    var messages = turns.map { MessageDraft(role: $0.role, text: $0.text) }
    if let system = chat.system {
      messages.insert(MessageDraft(role: "system", text: system), at: 0)
    }
    let example = try Example(Example.bytes(messages: messages))
    let added = try AddResult(
      adding: example, to: dataset, tags: ["kept"], fromChat: chat.id, in: session)
    session.console.tell(.chat(.kept(added)))
  }

  /// The dataset that the job was trained on, else the one in use.
  private func usualDataset() throws -> Dataset? {
    if let name = try session.workspace.chat(chat.id).job,
      let id = try session.workspace.job(named: name).launch.dataset,
      let dataset = try session.workspace.dataset(id),
      let visible = try? session.workspace.dataset(named: dataset.name)
    {
      return visible
    }
    return try session.currentDataset.map { try session.workspace.dataset(named: $0) }
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
