package import Commands
package import Presentation

/// A result that can be shown to a person.
package protocol Report: VerbResult {
  /// What the prompt, a pipe and a script's `|` lines show; the same facts as the value.
  var blocks: [Block] { get }
}

extension Command {
  /// The command of a verb whose result has a report: a verb without one does not compile.
  init<Input, Result: Report>(_ verb: Verb<Input, Result>) {
    self.init(verb) { Outcome($0.json, $0.blocks, text: $0.text) }
  }
}
