package import JSON
package import Presentation
package import Workspaces

/// What a command did: a value for programs and scripts, and blocks for people.
///
/// Both say the same. `--json`, `%` and `expect` read the value; the prompt shows the blocks.
package struct Outcome: VerbResult {
  package var value: JSONValue
  package var blocks: [Block]
  /// The words that `expect %` compares when the value is a record with one, such as a reply.
  package var text: String?

  package var json: JSONValue { value }

  /// What `save` needs, by the keys of the value.
  package var replayFacts: ReplayFacts {
    var facts = ReplayFacts(
      dataset: value["dataset"]?.string?.split(separator: "@").first.map(String.init),
      changedCount: value["changed"]?.integer ?? value["dropped"]?.integer ?? 0)
    facts.removedDataset = value["removed"]?.string
    facts.job = value["name"]?.string
    if let id = value["chat"]?.integer {
      facts.chat = .init(id: id, nextTurn: value["next_turn"]?.integer ?? 1)
    }
    return facts
  }

  package init(
    _ value: JSONValue = .null, _ blocks: [Block] = [], text: String? = nil
  ) {
    self.value = value
    self.blocks = blocks
    self.text = text
  }
}
