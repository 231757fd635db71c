package import Commands
package import Presentation

/// A result that can be shown to a person.
package protocol Report: VerbResult {
  /// What the prompt, a pipe and a script's `|` lines show; the same facts as the value.
  var blocks: [Block] { get }
}
