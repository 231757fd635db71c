import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// The example that `edit` opens.
package struct EditInput: Sendable {
  var selection: SelectionRequest
}

/// What came of the editor's visit.
package enum EditResult: VerbResult {
  case changed(ChangedExamples)
  /// The editor was left without a change.
  case untouched
  /// The saved text says what the example says.
  case same
  /// Nothing was left in the text.
  case emptied

  package var json: JSONValue { change.json() }
  package var replayFacts: ReplayFacts { change.replayFacts }

  private var change: ChangedExamples? {
    if case .changed(let change) = self { change } else { nil }
  }
}

extension Verb where Input == EditInput, Result == EditResult {
  /// `edit`: one example as text in the person's editor.
  package static var edit: Self {
    Self(
      VerbDeclaration(
        "edit", .data, "change an example in your editor",
        usage: ["edit NAME#NUMBER"],
        examples: [.init("edit marv#7", "the chat as text, in $EDITOR; saving makes the change")],
        operands: [.examples], traits: VerbTraits(replay: .byEffect)),
      read: { reader throws(Failure) in
        EditInput(selection: reader.selection(try reader.argument("an example:  edit marv#7")))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        return try await Editing(selection, in: session).result()
      })
  }
}

/// One visit of an example to the editor.
private struct Editing {
  let session: Session
  let selection: Selection
  let stored: StoredExample
  let draft: KeptDraft
  let changes: ExampleChanges

  private var dataset: Dataset { selection.dataset }
  /// The example as messages name it.
  private var name: String { "\(dataset.name)#\(stored.number)" }

  init(_ selection: Selection, in session: Session) throws {
    guard selection.numbers?.count == 1, let number = selection.numbers?.first else {
      throw Failure(
        .missingArgument, "edit needs one example:  edit \(selection.name)#1",
        consequence: "nothing was done", remedy: "edit marv#7")
    }
    changes = try ExampleChanges(by: "edit", to: selection, nil, isShown: true, in: session)
    guard let stored = try session.workspace.example(number, of: selection.dataset) else {
      throw Failure(.noDatasetOrExample, "no example \(selection.dataset.name)#\(number)")
    }
    self.session = session
    self.selection = selection
    self.stored = stored
    draft = try KeptDraft(of: stored, in: selection.dataset, session.workspace)
  }

  func result() async throws -> EditResult {
    let example = try Example(stored.bytes)
    if draft.text != nil {
      session.console.tell(.change(.draftReopened(changed: draft.isStale ? name : nil)))
    }
    var text = draft.text ?? EditingText(of: example).text
    while true {
      let edited = try await session.console.edit(
        text, named: "\(dataset.name)-\(stored.number)")
      if edited == text, draft.text == nil { return .untouched }
      text = edited
      // Whatever follows, the words are safe before they are judged.
      try draft.keep(edited)
      do {
        let result = try example.applying(EditingText(parsing: edited))
        if draft.isStale { try await confirmReplacing() }
        let change = try await apply(result)
        try draft.clear()
        return change.map(EditResult.changed) ?? .same
      } catch WorkspaceError.changedMeanwhile {
        throw try overtaken()
      } catch let fault as EditingFault where fault.code == .empty {
        try draft.clear()
        return .emptied
      } catch let fault as EditingFault {
        guard await wantsToEditAgain(fault) else {
          throw Failure(
            .draftKept, "\(name): \(fault)",
            consequence: "nothing was changed; the draft is kept", remedy: "edit \(name)")
        }
      }
    }
  }

  /// Shows what somebody else made of the example while it was being edited; the draft stays.
  private func overtaken() throws -> Failure {
    let current = try session.workspace.example(
      stored.number, of: session.workspace.dataset(named: dataset.name))
    session.console.tell(
      .change(
        .overtaken(
          example: name, isDropped: current == nil, old: turns(of: stored),
          new: current.map(turns) ?? [])))
    return Failure(
      .changedMeanwhile, "\(name) was changed meanwhile, by another session",
      consequence: "your change was not made; the draft is kept",
      remedy: "look, then open it again:  edit \(name)")
  }

  private func turns(of stored: StoredExample) -> [ExampleTurn] {
    (try? Example(stored.bytes))?.turns ?? []
  }

  /// Asks before an old draft takes the place of what the example has become since.
  private func confirmReplacing() async throws {
    guard await session.console.confirm(.replaceChanged(example: name)) == true else {
      throw Failure(
        .draftKept, "\(name) was changed after this draft was begun",
        consequence: "nothing was changed; the draft is kept",
        remedy: "edit \(name)  opens it again; saving it empty gives it up")
    }
  }

  private func wantsToEditAgain(_ fault: EditingFault) async -> Bool {
    guard session.console.isInteractive else { return false }
    session.console.tell(.change(.notAnExample(fault)))
    return await session.console.confirm(.editAgain) == true
  }

  private func apply(_ edited: Example) async throws -> ChangedExamples? {
    try await changes.edit("text") { [name = dataset.name, stored] in
      { current, _ in
        guard current.facts.version == stored.facts.version else {
          throw WorkspaceError.changedMeanwhile(dataset: name, number: stored.number)
        }
        return .example(edited)
      }
    }
  }
}
