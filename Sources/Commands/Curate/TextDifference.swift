package import Datasets
import Workspaces

/// Where two examples differ first, word by word.
package struct TextDifference: Sendable {
  package var left: Int
  package var right: Int
  /// The role of the message that differs.
  package var role: String
  package var runs: [DiffRun]

  /// The first message of two examples that differs; nil when none does, or one is not there.
  init?(
    _ left: (number: Int, Selection), _ right: (number: Int, Selection), in session: Session
  ) throws {
    func turns(_ number: Int, _ selection: Selection) throws -> [ExampleTurn]? {
      let stored = try session.workspace.example(
        number, of: selection.dataset, revision: selection.revision)
      return stored.flatMap { try? Example($0.bytes).turns }
    }
    guard let old = try turns(left.0, left.1), let new = try turns(right.0, right.1) else {
      return nil
    }
    self.left = left.number
    self.right = right.number
    // What is said tells more of two examples that are alike than how the model is set up for it.
    let differences = turnDifferences(old, new)
    let said = differences.first { $0.role != "system" && !$0.runs.allSatisfy(\.isSame) }
    guard let first = said else { return nil }
    role = first.role
    runs = first.runs
  }
}

extension DiffRun {
  /// Whether both texts have it.
  package var isSame: Bool { if case .same = self { true } else { false } }
}
