import Workspaces

/// In which revisions a session saw datasets and single examples, so that it replaces nothing that
/// another session made of them meanwhile.
struct Sightings: Sendable {
  private struct Place: Hashable {
    var dataset: Dataset.ID
    /// nil for the dataset as a whole.
    var number: Int?
  }

  private struct Look {
    var cell: Int?
    var revision: Int
    /// What was seen before this cell; nil for a first look.
    var earlier: Int?
  }

  /// Lines that name more examples are about the dataset.
  private static let nameableCount = 20

  private var looks: [Place: Look] = [:]

  /// Notes that cell `cell` is about a dataset as it is, and about some of its examples.
  mutating func note(_ dataset: Dataset, _ numbers: [Int]?, in cell: Int?) {
    let whole = Place(dataset: dataset.id)
    // The first look counts: whoever looks at one example has seen no change of another.
    if looks[whole] == nil {
      looks[whole] = Look(cell: cell, revision: dataset.revision)
    }
    guard let numbers, numbers.count <= Self.nameableCount else { return }
    for number in numbers {
      let place = Place(dataset: dataset.id, number: number)
      let last = looks[place]
      let earlier = last?.cell == cell ? last?.earlier : last?.revision
      looks[place] = Look(cell: cell, revision: dataset.revision, earlier: earlier)
    }
  }

  /// The revision in which an example was seen before cell `cell`; nil where it never was.
  func revision(of number: Int, in dataset: Dataset, before cell: Int?) -> Int? {
    for place in [
      Place(dataset: dataset.id, number: number), Place(dataset: dataset.id),
    ] {
      guard let look = looks[place] else { continue }
      if look.cell != cell { return look.revision }
      if let earlier = look.earlier { return earlier }
    }
    return nil
  }
}
