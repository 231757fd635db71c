internal import Randomness

/// A division of a dataset for training and for validation.
package struct Split: Sendable, Hashable {
  /// Positions of the examples to train on, counted from 0, ascending.
  package let training: [Int]
  /// Positions of the examples to validate on, counted from 0, ascending.
  package let validation: [Int]

  /// Divides `count` examples by chance; the same seed gives the same division everywhere.
  ///
  /// The validation part has `share` (0 to 1) of the examples, rounded, and at least one when
  /// the share is above 0 and two examples are there. Examples with the same group number stay
  /// together, so that copies of one conversation are never on both sides; then the share is
  /// met as nearly as the groups allow, from below.
  package init(count: Int, validationShare share: Double, seed: UInt64, groups: [UInt64]? = nil) {
    precondition(share >= 0 && share <= 1, "a share is between 0 and 1")
    precondition(groups.map { $0.count == count } ?? true, "one group number per example")
    var wanted = Int((Double(count) * share).rounded())
    if wanted == 0, share > 0, count > 1 { wanted = 1 }
    var members: [[Int]] = []
    var indexOfGroup: [UInt64: Int] = [:]
    for position in 0..<count {
      if let group = groups?[position], let index = indexOfGroup[group] {
        members[index].append(position)
      } else {
        if let group = groups?[position] { indexOfGroup[group] = members.count }
        members.append([position])
      }
    }
    var random = SeededGenerator(seed: seed)
    random.shuffle(&members)
    var validation: [Int] = []
    for group in members where validation.count + group.count <= wanted { validation += group }
    let chosen = Set(validation)
    self.validation = validation.sorted()
    self.training = (0..<count).filter { !chosen.contains($0) }
  }
}
