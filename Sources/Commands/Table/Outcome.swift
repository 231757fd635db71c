package import JSON
package import Presentation

/// What a command did: a value for programs and scripts, and blocks for people.
///
/// Both say the same. `--json`, `%` and `expect` read the value; the prompt shows the blocks.
package struct Outcome: Sendable, Hashable {
  package var value: JSONValue
  package var blocks: [Block]
  /// The words that `expect %` compares when the value is a record with one, such as a reply.
  package var text: String?
  /// What the loop should do now, besides going on.
  package var request: LoopRequest?

  package init(
    _ value: JSONValue = .null, _ blocks: [Block] = [], text: String? = nil,
    request: LoopRequest? = nil
  ) {
    self.value = value
    self.blocks = blocks
    self.text = text
    self.request = request
  }
}

/// Something that only the loop around the commands can do.
package enum LoopRequest: Sendable, Hashable {
  /// Leave the program.
  case quit
}
