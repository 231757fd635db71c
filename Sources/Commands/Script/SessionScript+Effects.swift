import CommandLanguage
import Datasets
import JSON
import Workspaces

extension SessionScript {
  /// What an editor's visit or a review changed: `set` of each message that is not the same, `tag`,
  /// `note` and `drop`.
  func edits(of operations: [Workspaces.Operation]) throws -> [String] {
    // A review takes some of its own steps back; what was taken back as a whole is left out later.
    let done = operations.filter { $0.state == .done }
    // Oldest first, so that an example is not named after it was dropped.
    return try (done.isEmpty ? operations : done).sorted { $0.id < $1.id }.flatMap { operation in
      try differences(of: [operation]).flatMap { dataset, difference -> [String] in
        guard let before = difference.before else { return [] }
        let place = "\(dataset)#\(difference.number)"
        guard let after = difference.after else { return ["drop \(place)"] }
        return marks(from: before.facts, to: after.facts, of: place)
          + texts(from: before, to: after, of: place)
      }
    }
  }

  private func texts(
    from before: StoredExample, to after: StoredExample, of place: String
  ) -> [String] {
    guard before.bytes != after.bytes, let old = try? JSONValue(parsing: before.bytes),
      let new = try? JSONValue(parsing: after.bytes)
    else { return [] }
    return changes(from: old, to: new).map { path, value in "set \(place)\(path) \(value)" }
  }

  private func marks(
    from before: ExampleFacts, to after: ExampleFacts, of place: String
  ) -> [String] {
    var lines: [String] = []
    for tag in before.tags where !after.tags.contains(tag) {
      lines.append("tag \(place) \(tag) --remove")
    }
    for tag in after.tags where !before.tags.contains(tag) { lines.append("tag \(place) \(tag)") }
    if before.note != after.note {
      lines.append("note \(place) \(after.note.map(Literal.shortest) ?? "--remove")")
    }
    return lines
  }

  /// The places that differ, with the new values as literals; a value that is no text or number,
  /// such as a list that grew, is left to the example as a whole and has no place here.
  private func changes(from old: JSONValue, to new: JSONValue) -> [(path: String, value: String)] {
    if old == new { return [] }
    if let left = old.members, let right = new.members, left.map(\.key) == right.map(\.key) {
      return zip(left, right).flatMap { left, right in
        changes(from: left.value, to: right.value).map { (".\(left.key)\($0.path)", $0.value) }
      }
    }
    if let left = old.array, let right = new.array, left.count == right.count {
      return zip(left, right).enumerated().flatMap { index, pair in
        changes(from: pair.0, to: pair.1).map { ("[\(index)]\($0.path)", $0.value) }
      }
    }
    if let text = new.string {
      return [
        (
          "",
          Literal.isBlockSafe(text) && text.contains("\n")
            ? Literal.block(text)
            : Literal.shortest(text)
        )
      ]
    }
    return new.integer.map { [("", String($0))] } ?? []
  }

  /// The answers that a chat kept and nobody took back, as `add`.
  func kept(by operations: [Workspaces.Operation]) throws -> [String] {
    try differences(of: operations.filter { $0.state == .done }).compactMap { dataset, difference in
      guard difference.before == nil, let added = difference.after else { return nil }
      let raw = Literal.shortest(String(decoding: added.bytes, as: UTF8.self))
      return "add \(dataset) --raw \(raw) --tag kept"
    }
  }

  private func differences(
    of operations: [Workspaces.Operation]
  ) throws -> [(dataset: String, difference: ExampleDifference)] {
    var found: [(dataset: String, difference: ExampleDifference)] = []
    for operation in operations {
      for case .revision(let id, let before, let after) in operation.effects {
        guard let dataset = try session.workspace.dataset(id) else { continue }
        found += try session.workspace.differences(of: dataset, from: before, to: after)
          .map { (dataset.name, $0) }
      }
    }
    return found
  }

  /// The chat as it went: its own line, a line for each question, and the way out.
  ///
  /// A question of several lines cannot stand in a script's line and is left out with a comment.
  func conversation(of cell: Cell, _ statement: Statement) throws -> [String] {
    guard let chat = cell.replayFacts.chat else { return [] }
    let next = try session.workspace.cells(limit: 1_000_000).first {
      $0.number > cell.number && $0.replayFacts.chat?.id == chat.id
    }
    let end = next?.replayFacts.chat?.nextTurn ?? .max
    let turns = try session.workspace.turns(of: chat.id).filter { turn in
      turn.role == "user" && turn.position >= chat.nextTurn && turn.position < end
    }
    let lines = turns.map { turn -> String in
      if turn.text.contains(where: \.isNewline) {
        return "# not in this script: a question of several lines"
      }
      return "> " + (turn.text.hasPrefix("/") ? "/" : "") + turn.text
    }
    return [statement.text] + lines + ["> /done"]
  }
}
