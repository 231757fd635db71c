package import Datasets
import Workspaces

/// Where two examples differ first, word by word.
package struct TextDifference: Sendable {
  package var left: Int
  package var right: Int
  /// The role of the message that differs.
  package var role: String
  package var runs: [DiffRun]

  /// Characters of a message that are compared; the rest is left out.
  private static let limit = 4_000

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
    // A system message that only one of them has would make all that follows differ.
    let (said, other) = (
      old.filter { $0.role != "system" }, new.filter { $0.role != "system" }
    )
    for index in 0..<max(said.count, other.count) {
      let before = index < said.count ? said[index] : nil
      let after = index < other.count ? other[index] : nil
      if before?.text == after?.text { continue }
      role = after?.role ?? before?.role ?? ""
      runs = wordDiff(
        String((before?.text ?? "").prefix(Self.limit)),
        String((after?.text ?? "").prefix(Self.limit)))
      return
    }
    return nil
  }
}
