import Datasets
import Workspaces

/// An example that stays, and those that repeat it.
package struct RepeatCluster: Sendable {
  /// An example that repeats another one.
  package struct Member: Sendable {
    package var number: Int
    /// 1 for what is equal.
    package var likeness: Double
  }

  package var kept: Int
  /// By number.
  package var others: [Member]
}

/// How examples are compared when repeats are looked for.
struct RepeatSearch: Sendable {
  /// Which of the examples that are alike stays.
  enum Survivor: String, Sendable, CaseIterable {
    case first
    case longest
  }

  var part = RepeatedPart.whole
  /// The least likeness; nil for equal parts only.
  var likeness: Double?
  var survivor = Survivor.first

  /// The clusters of a selection, by the number of the example that stays.
  func clusters(of selection: Selection, in session: Session) throws -> [RepeatCluster] {
    guard let likeness else { return try equalClusters(of: selection, in: session) }
    let sketched = try SketchedExamples(of: selection, part, in: session)
    let links = try sketched.links(likeness: likeness)
    return clusters(of: sketched, links)
  }

  private func equalClusters(
    of selection: Selection, in session: Session
  ) throws -> [RepeatCluster] {
    let parts = try session.selections.parts(part, of: selection).sorted {
      ($0.digest, $0.number) < ($1.digest, $1.number)
    }
    var clusters: [RepeatCluster] = []
    var rest = parts[...]
    while let first = rest.first {
      let group = rest.prefix { $0.digest == first.digest }
      rest = rest.dropFirst(group.count)
      if group.count == 1 { continue }
      let kept =
        group.min { isBefore((Int($0.length), $0.number), (Int($1.length), $1.number)) } ?? first
      let others = group.filter { $0.number != kept.number }
      clusters.append(
        RepeatCluster(
          kept: kept.number,
          others: others.map { RepeatCluster.Member(number: $0.number, likeness: 1) }))
    }
    return clusters.sorted { $0.kept < $1.kept }
  }

  /// Whether the first of two examples rather stays.
  private func isBefore(
    _ left: (length: Int, number: Int), _ right: (length: Int, number: Int)
  ) -> Bool {
    if survivor == .longest, left.length != right.length { return left.length > right.length }
    return left.number < right.number
  }

  /// Every example that goes is alike to the one that stays, and not only to a third one.
  private func clusters(
    of examples: SketchedExamples, _ links: [SketchedExamples.Link]
  ) -> [RepeatCluster] {
    var neighbors: [Int: [(index: Int, likeness: Double)]] = [:]
    for link in links {
      neighbors[link.pair.first, default: []].append((link.pair.second, link.likeness))
      neighbors[link.pair.second, default: []].append((link.pair.first, link.likeness))
    }
    let order = neighbors.keys.sorted { left, right in
      isBefore(
        (examples.lengths[left], examples.numbers[left]),
        (examples.lengths[right], examples.numbers[right]))
    }
    var isTaken = Set<Int>()
    var clusters: [RepeatCluster] = []
    for index in order where isTaken.insert(index).inserted {
      let others = (neighbors[index] ?? []).filter { isTaken.insert($0.index).inserted }.map {
        RepeatCluster.Member(number: examples.numbers[$0.index], likeness: $0.likeness)
      }
      if others.isEmpty { continue }
      clusters.append(
        RepeatCluster(
          kept: examples.numbers[index], others: others.sorted { $0.number < $1.number }))
    }
    return clusters.sorted { $0.kept < $1.kept }
  }
}
