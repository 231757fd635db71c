package import CommandLanguage
import JSON
import Workspaces

/// A question to examples under a name: `$slow` behind `where`.
package struct SavedSelection: Sendable {
  package var name: String
  package var condition: Condition
}

/// The selections that were saved in a workspace.
package struct SavedSelections {
  let session: Session

  /// The workspace's setting that keeps them.
  private static let setting = "selections"

  /// By name.
  package var all: [SavedSelection] {
    get throws {
      let text = try session.workspace.setting(Self.setting) ?? "{}"
      let members = (try? JSONValue(parsing: text))?.members ?? []
      return members.compactMap { member in
        member.value.string.flatMap(Condition.init(stored:)).map {
          SavedSelection(name: member.key, condition: $0)
        }
      }.sorted { $0.name < $1.name }
    }
  }

  /// What each asks, for the lines that name it.
  package var conditions: [String: Condition] {
    get throws {
      Dictionary(
        try all.map { ($0.name, $0.condition) }, uniquingKeysWith: { _, last in last })
    }
  }

  /// Keeps a selection, in the place of one that has the name.
  func keep(_ selection: SavedSelection) throws {
    try write(try all.filter { $0.name != selection.name } + [selection])
  }

  /// Takes a selection away; false where none has the name.
  func remove(_ name: String) throws -> Bool {
    var left = try all
    let count = left.count
    left.removeAll { $0.name == name }
    guard left.count < count else { return false }
    try write(left)
    return true
  }

  private func write(_ selections: [SavedSelection]) throws {
    let members = selections.map { JSONMember($0.name, .string($0.condition.text)) }
    try session.workspace.set(
      Self.setting, to: members.isEmpty ? nil : JSONValue.object(members).text)
  }
}

extension Selections {
  /// Those that have a name.
  package var saved: SavedSelections { SavedSelections(session: session) }
}
