import CommandLanguage
import JSON
import Presentation
import Quantities
import Workspaces

// The table "Guard by effect": what may simply be done, and what must be asked or said first.

extension Session {
  /// Up to this many changed examples, Enter alone means yes.
  private static let easyLimit = 20

  /// Asks before many examples change; in a script `--yes` must stand on the line.
  ///
  /// - Throws: ``Failure`` E210 when the answer is no, or nobody can answer.
  func confirm(
    _ count: Int, of selection: Selection, _ samples: [Block], _ invocation: Invocation
  ) async throws {
    if invocation.has("yes") { return }
    let many = NumberFormat.count(count, "example")
    let refusal = Failure(
      .manyExamples, "this changes \(many) of \(selection.dataset.name)",
      consequence: "nothing was changed", remedy: "look first with show, then add --yes")
    guard console.isInteractive else { throw refusal }
    console.write(samples)
    let question = "change \(many) of \(NumberFormat.count(selection.dataset.exampleCount))?"
    let answer = await console.confirm(question, defaultsToYes: count <= Self.easyLimit)
    guard answer == true else {
      throw Failure(.declined, "not agreed", consequence: "nothing was changed")
    }
  }

  /// Asks for the name of a thing before it goes as a whole; in a script `--confirm NAME` must
  /// stand on the line.
  ///
  /// - Throws: ``Failure`` E211 when another name was typed, or nobody can answer.
  func confirmName(_ name: String, losing what: String, _ invocation: Invocation) async throws {
    let refusal = Failure(
      .wholeDataset, "this removes \(what)", consequence: "nothing was removed",
      remedy: "\(invocation.command.name) \(name) --confirm \(name)")
    if let given = invocation.text("confirm") {
      guard given == name else { throw refusal }
      return
    }
    guard console.isInteractive else { throw refusal }
    let typed = await console.ask("this removes \(what); type its name to go on:")
    guard typed == name else { throw refusal }
  }

  /// Old revisions are for looking; changes are made to the current one.
  func requireCurrentRevision(_ selection: Selection) throws {
    guard let revision = selection.revision, revision != selection.dataset.revision else { return }
    throw Failure(
      .oldRevision, "\(selection.name) is an older revision", consequence: "nothing was changed",
      remedy: "change the current one, \(selection.dataset.name), or undo back to it")
  }

  /// `marv r3 → r4`, the beginning of every line that says what changed.
  func revisionLine(_ outcome: ChangeOutcome) -> StyledText {
    "\(outcome.after.name, .accent) r\(outcome.before.revision) → r\(outcome.after.revision)"
  }

  /// `+17 tokens`, with `~` where counts are estimates.
  func tokenChange(_ outcome: ChangeOutcome) -> String {
    guard let before = outcome.before.tokens, let after = outcome.after.tokens else { return "" }
    let sign = after < before ? "−" : "+"
    let about = outcome.after.tokenEncoding == nil ? "~" : ""
    return "\(sign)\(about)\(NumberFormat.count(abs(after - before), "token"))"
  }
}
