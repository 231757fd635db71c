import CommandLanguage
import Datasets
import JSON
import Presentation
import Workspaces

extension Command {
  package static let edit = Command(
    "edit", .data, "change an example in your editor",
    usage: ["edit NAME#NUMBER"],
    examples: [Sample("edit marv#7", "the chat as text, in $EDITOR; saving makes the change")],
    operands: [.examples], traits: VerbTraits(replay: .byEffect)
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    _ = try invocation.argument(0, "an example:  edit marv#7")
    let selection = try session.selection(invocation)
    guard selection.numbers?.count == 1, let number = selection.numbers?.first else {
      throw invocation.missing("one example:  edit \(selection.name)#1")
    }
    try session.requireCurrentRevision(selection)
    return try await session.edit(number, of: selection, invocation)
  }
}

extension Session {
  fileprivate func edit(
    _ number: Int, of selection: Selection, _ invocation: Invocation
  ) async throws -> Outcome {
    let dataset = selection.dataset
    guard let stored = try workspace.example(number, of: dataset) else {
      throw Failure(.noDatasetOrExample, "no example \(dataset.name)#\(number)")
    }
    let example = try Example(stored.bytes)
    let draft = try KeptDraft(of: stored, in: dataset, workspace)
    if draft.text != nil {
      console.notice(
        draft.isStale
          ? "your unfinished draft is open again; \(dataset.name)#\(number) was changed after it"
          : "your unfinished draft is open again")
    }
    var text = draft.text ?? EditingText(of: example).text
    while true {
      let edited = try await console.edit(text, named: "\(dataset.name)-\(number)")
      if edited == text, draft.text == nil {
        return Outcome(["changed": 0], [.note("nothing was changed")])
      }
      text = edited
      // Whatever follows, the words are safe before they are judged.
      try draft.keep(edited)
      do {
        let result = try example.applying(EditingText(parsing: edited))
        if draft.isStale { try await confirmReplacing(stored, of: dataset) }
        let outcome = try await apply(result, to: stored, selection, invocation)
        try draft.clear()
        return outcome
      } catch WorkspaceError.changedMeanwhile {
        throw try overtaken(stored, dataset)
      } catch let fault as EditingFault where fault.code == .empty {
        try draft.clear()
        return Outcome(["changed": 0], [.note("the text is empty, so nothing was changed")])
      } catch let fault as EditingFault {
        if try await editAgain(fault, number, dataset) == false {
          throw Failure(
            .draftKept, "\(dataset.name)#\(number): \(fault)",
            consequence: "nothing was changed; the draft is kept",
            remedy: "edit \(dataset.name)#\(number)")
        }
      }
    }
  }

  /// Shows what somebody else made of the example while it was being edited; the draft stays.
  private func overtaken(_ stored: StoredExample, _ dataset: Dataset) throws -> Failure {
    let name = "\(dataset.name)#\(stored.number)"
    let current = try workspace.example(stored.number, of: workspace.dataset(named: dataset.name))
    let what: StyledText = "\(name, .accent)  \(current == nil ? "dropped" : "changed") meanwhile"
    console.write([.line(what)] + differingLines(stored.bytes, current?.bytes))
    return Failure(
      .changedMeanwhile, "\(name) was changed meanwhile, by another session",
      consequence: "your change was not made; the draft is kept",
      remedy: "look, then open it again:  edit \(name)")
  }

  /// Asks before an old draft takes the place of what the example has become since.
  private func confirmReplacing(_ stored: StoredExample, of dataset: Dataset) async throws {
    let name = "\(dataset.name)#\(stored.number)"
    let answer = await console.confirm(
      "\(name) was changed after this draft was begun; replace it?", defaultsToYes: false)
    guard answer == true else {
      throw Failure(
        .draftKept, "\(name) was changed after this draft was begun",
        consequence: "nothing was changed; the draft is kept",
        remedy: "edit \(name)  opens it again; saving it empty gives it up")
    }
  }

  private func editAgain(
    _ fault: EditingFault, _ number: Int, _ dataset: Dataset
  ) async throws -> Bool {
    guard console.isInteractive else { return false }
    console.write([.line("\("this is not an example yet", .bad): \(fault.description)")])
    let answer = await console.confirm("edit again? (no keeps the draft)", defaultsToYes: true)
    return answer == true
  }

  private func apply(
    _ edited: Example, to stored: StoredExample, _ selection: Selection, _ invocation: Invocation
  ) async throws -> Outcome {
    var one = selection
    one.numbers = [stored.number]
    return try await change(one, invocation, saying: "text") { current, _ in
      guard current.facts.version == stored.facts.version else {
        throw WorkspaceError.changedMeanwhile(
          dataset: selection.dataset.name, number: stored.number)
      }
      return edited
    }
  }
}
