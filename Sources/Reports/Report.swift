package import Commands
import JSON
package import Presentation

/// A result that can be shown to a person.
package protocol Report: VerbResult {
  /// What the prompt, a pipe and a script's `|` lines show; the same facts as the value.
  var blocks: [Block] { get }
}

extension Report {
  /// What `--json` prints: the value over several lines, or a value a line where it is a list of
  /// rows for other programs; nothing in it is obeyed by a terminal.
  package var jsonText: String {
    let texts = jsonRows.map { rows in rows.map { $0.encoded() } } ?? [json.encoded(.pretty)]
    return texts.map { escapedJSON(String(decoding: $0, as: UTF8.self)) + "\n" }.joined()
  }
}
