import CommandLanguage
package import Datasets
package import JSON
package import Workspaces

/// The example that `add` is given.
package struct AddInput: Sendable {
  /// How the example is written on the line.
  enum Content: Sendable {
    /// One JSON object.
    case raw(String)
    /// What is said; without a system prompt the dataset's own is taken.
    case turns(user: String, assistant: String, system: String?)
  }

  var dataset: SelectionRequest
  var content: Content
  var tag: String?
}

/// An example that was added to the end of a dataset.
package struct AddResult: VerbResult {
  package var change: ChangeOutcome
  package var number: Int
  /// The chat that it is from; nil for one that was typed.
  package var chat: Int?

  package var json: JSONValue {
    [
      "dataset": .string(change.after.name), "added": .integer(number),
      "revision": .integer(change.after.revision),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: change.after.name) }
}

extension Verb where Input == AddInput, Result == AddResult {
  /// `add`: one more example.
  package static var add: Self {
    Self(
      VerbDeclaration(
        "add", .data, "add an example to the end of a dataset",
        usage: ["add NAME USER ASSISTANT", "add NAME --raw JSON"],
        options: [
          .init("system", "TEXT", "the system prompt; the dataset's own unless said"),
          .init("raw", "JSON", "the whole example as one JSON object"),
          .init("tag", "TAG", "a tag for the new example"),
        ],
        examples: [
          .init("add marv \"How old is Rome?\" \"Older than this joke.\"", "one more example")
        ], operands: [.dataset]),
      read: { reader throws(Failure) in
        let dataset = reader.selection(reader.optionalArgument())
        let system = reader.text("system")
        let content: AddInput.Content
        if let raw = reader.text("raw") {
          content = .raw(raw)
        } else {
          content = .turns(
            user: try reader.argument("what the user says").text,
            assistant: try reader.argument("what the assistant answers").text, system: system)
        }
        return AddInput(dataset: dataset, content: content, tag: reader.text("tag"))
      },
      perform: { input, session in
        let dataset = try session.selections.selection(input.dataset).dataset
        let bytes: [UInt8]
        switch input.content {
        case .raw(let text): bytes = Array(text.utf8)
        case .turns(let user, let assistant, let system):
          let system = try system ?? session.selections.systemPrompt(of: dataset)
          bytes = Example.bytes(
            messages: (system.map { [MessageDraft(role: "system", text: $0)] } ?? []) + [
              MessageDraft(role: "user", text: user),
              MessageDraft(role: "assistant", text: assistant),
            ])
        }
        let example: Example
        do throws(ReadingFault) {
          example = try Example(Example(bytes).bytes.onOneLine)
        } catch {
          throw Failure(
            .notAnExample, "this is not an example: \(error.code.sentence)",
            consequence: "nothing was added", remedy: "help add")
        }
        return try AddResult(
          adding: example, to: dataset, tags: input.tag.map { [$0] } ?? [], in: session)
      })
  }
}

extension AddResult {
  /// Adds the example as an undoable operation; `chat` is the one that it was kept from.
  package init(
    adding example: Example, to dataset: Dataset, tags: [String], fromChat chat: Int? = nil,
    in session: Session
  ) throws {
    try session.selections.require(example, fits: dataset)
    let next = dataset.lastNumber + 1
    let origin = chat.map { " from chat \($0)" } ?? ""
    let outcome = try session.workspace.apply(
      [ExampleChange(.add(session.tokens.content(example), tags: tags, note: nil))], to: dataset,
      describedAs: ChangeDescription(
        chat == nil ? "add" : "/keep", "added \(dataset.name)#\(next)\(origin)",
        cell: session.cells.current))
    self.init(change: outcome, number: outcome.addedNumbers.first ?? next, chat: chat)
  }
}

extension Selections {
  /// The kind of a revision's first example; nil for one without examples.
  func kind(of dataset: Dataset, revision: Int? = nil) throws -> ExampleKind? {
    var kind: ExampleKind?
    try session.workspace.forEachExample(of: dataset, revision: revision) { stored in
      kind = (try? Example(stored.bytes))?.kind
      return kind == nil
    }
    return kind
  }

  /// Refuses an example of another kind than the dataset's own: no service takes a file of both.
  ///
  /// - Throws: ``Failure`` E216.
  fileprivate func require(_ example: Example, fits dataset: Dataset) throws {
    guard let kind = try kind(of: dataset), kind != example.kind else { return }
    let pattern =
      switch kind {
      case .chat: #"add \#(dataset.name) "what the user says" "what the assistant answers""#
      case .preference:
        #"add \#(dataset.name) --raw '{"input": {"messages": [{"role": "user", "content": "…"}]}, "#
          + #""preferred_output": [{"role": "assistant", "content": "…"}], "#
          + #""non_preferred_output": [{"role": "assistant", "content": "…"}]}'"#
      case .completion: #"add \#(dataset.name) --raw '{"prompt": "…", "completion": "…"}'"#
      }
    throw Failure(
      .wrongShape, "\(dataset.name) holds \(kind.plural), and this is \(example.kind.singular)",
      consequence: "nothing was added", remedy: pattern)
  }

  /// The system prompt that most of the first examples have; nil when most have none.
  func systemPrompt(of dataset: Dataset, revision: Int? = nil) throws -> String? {
    var counts: [String?: Int] = [:]
    var seen = 0
    try session.workspace.forEachExample(of: dataset, revision: revision) { stored in
      let example = try? Example(stored.bytes)
      counts[example?.text(of: .last(.system)), default: 0] += 1
      seen += 1
      return seen < 200
    }
    // The text decides between equally many, so that the choice is the same every time.
    return counts.max { ($0.value, $1.key ?? "") < ($1.value, $0.key ?? "") }?.key
  }
}

extension [UInt8] {
  /// A JSON text with its line breaks and indents taken out; a file has one example on each line.
  ///
  /// A string of a text that was read has none, so they all stand between values.
  fileprivate var onOneLine: [UInt8] {
    guard contains(where: \.isLineBreak) else { return self }
    var line: [UInt8] = []
    var index = startIndex
    while index < endIndex {
      let end = self[index...].firstIndex { !$0.isBlank } ?? endIndex
      let space = self[index..<end]
      if !space.contains(where: \.isLineBreak) {
        line += space
      } else if end < endIndex, let last = line.last, !"{[".utf8.contains(last),
        !"}]".utf8.contains(self[end])
      {
        line.append(0x20)
      }
      if end < endIndex { line.append(self[end]) }
      index = end + 1
    }
    return line
  }
}

extension UInt8 {
  fileprivate var isLineBreak: Bool { self == 0x0A || self == 0x0D }
  fileprivate var isBlank: Bool { isLineBreak || self == 0x20 || self == 0x09 }
}
