import Datasets
import Workspaces

/// Examples with the sketches of their texts, in which those that are alike are found.
struct SketchedExamples {
  /// Two examples, by their positions, and how alike they are exactly.
  struct Link {
    var pair: TextPair
    var likeness: Double
  }

  private let part: RepeatedPart
  private let session: Session
  private var sketches = TextSketches()
  /// The selections in the order of the examples, with the position of the first one of each.
  private var sources: [(start: Int, selection: Selection)] = []
  /// The number of each example in its dataset.
  private(set) var numbers: [Int] = []

  /// How many bytes each text has.
  var lengths: [Int] { sketches.lengths }

  /// Bytes of texts that are in memory at a time while pairs are compared exactly.
  private static let textBytes = 256 << 20

  init(of selection: Selection, _ part: RepeatedPart, in session: Session) throws {
    self.part = part
    self.session = session
    try append(selection)
  }

  /// Adds the examples of another dataset behind the own ones.
  mutating func append(_ selection: Selection) throws {
    sources.append((numbers.count, selection))
    try forEachBatch(of: selection, nil) { part in
      { batch, wanted in
        var sketcher = TextSketcher(of: part)
        var block = (sketches: TextSketches(), numbers: [Int]())
        for entry in batch.entries where wanted?.contains(entry.number) ?? true {
          guard let example = try? Example(Array(batch.bytes[entry.range])) else { continue }
          sketcher.add(example, to: &block.sketches)
          block.numbers.append(entry.number)
        }
        return block
      }
    } combine: { block in
      sketches.append(block.sketches)
      numbers += block.numbers
    }
  }

  private func forEachBatch<Value: Sendable>(
    of selection: Selection, _ numbers: [Int]?,
    _ transform:
      @escaping @Sendable (RepeatedPart) -> (ExampleBatch, Set<Int>?) -> Value,
    combine: (Value) throws -> Void
  ) throws {
    let wanted = numbers ?? selection.numbers
    let set = wanted.map(Set.init)
    let part = part
    try session.workspace.forEachTransformedBatch(
      of: selection.dataset, revision: selection.revision,
      numbers: wanted?.ascendingRanges,
      makeTransform: {
        let body = transform(part)
        return { batch in body(batch, set) }
      }, combine: combine)
  }

  /// The pairs that are at least so much alike, verified by their texts; with `across` only those
  /// of an example of the first dataset and one of the second.
  func links(likeness: Double, across: Bool = false) throws -> [Link] {
    let split = across && sources.count > 1 ? sources[1].start : nil
    let pairs = sketches.pairs(likeness: likeness, across: split)
    var links = try verified(pairs).filter { $0.likeness >= likeness }
    let first = sketches.firstEqual(across: split)
    if split == nil {
      for (index, earlier) in first.enumerated() where index != earlier {
        links.append(Link(pair: TextPair(first: earlier, second: index), likeness: 1))
      }
    }
    return links + spread(links, first, split)
  }

  /// The examples that are most like one, the most alike first; those that share nothing are left
  /// out.
  ///
  /// Sketches choose a few times as many as are wanted, and their texts decide.
  func nearest(
    to number: Int, count: Int
  ) throws -> [(number: Int, likeness: Double)] {
    guard let index = numbers.firstIndex(of: number) else { return [] }
    let candidates = sketches.nearest(to: index, count: 4 * count + 32).sorted()
    let links = try verified(candidates.map { TextPair(first: index, second: $0) })
    return links.map { (numbers[$0.pair.second], $0.likeness) }
      .filter { $0.1 > 0 }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .prefix(count).map { (number: $0.0, likeness: $0.1) }
  }

  /// The links of texts that are equal to linked ones, which were not compared themselves.
  private func spread(_ links: [Link], _ first: [Int], _ split: Int?) -> [Link] {
    var equal: [Int: [Int]] = [:]
    for (index, earlier) in first.enumerated() where index != earlier {
      equal[earlier, default: []].append(index)
    }
    if equal.isEmpty { return [] }
    return links.flatMap { link -> [Link] in
      if split == nil, link.likeness == 1, first[link.pair.second] == link.pair.first {
        return []
      }
      let left = [link.pair.first] + (equal[link.pair.first] ?? [])
      let right = [link.pair.second] + (equal[link.pair.second] ?? [])
      // All of one side with the first of the other: enough to find every example that repeats.
      let more =
        left.dropFirst().map { TextPair(first: $0, second: link.pair.second) }
        + right.dropFirst().map { TextPair(first: link.pair.first, second: $0) }
      return more.map { Link(pair: $0, likeness: link.likeness) }
    }
  }

  /// The exact likeness of pairs, a stretch of them at a time.
  private func verified(_ pairs: [TextPair]) throws -> [Link] {
    var links: [Link] = []
    var start = 0
    while start < pairs.count {
      var needed: Set<Int> = []
      var byteCount = 0
      var end = start
      while end < pairs.count, byteCount < Self.textBytes {
        for index in [pairs[end].first, pairs[end].second] where needed.insert(index).inserted {
          byteCount += lengths[index]
        }
        end += 1
      }
      let texts = try texts(of: needed)
      let stretch = pairs[start..<end]
      for (pair, likeness) in zip(stretch, PairCheck().likenesses(of: stretch, in: texts)) {
        links.append(Link(pair: pair, likeness: likeness))
      }
      start = end
    }
    return links
  }

  private func texts(of wanted: Set<Int>) throws -> [Int: [UInt8]] {
    var texts: [Int: [UInt8]] = [:]
    for (place, source) in sources.enumerated() {
      let end = place + 1 < sources.count ? sources[place + 1].start : numbers.count
      let own = wanted.filter { (source.start..<end).contains($0) }
      if own.isEmpty { continue }
      let indices = Dictionary(
        own.map { (numbers[$0], $0) }, uniquingKeysWith: { first, _ in first })
      try forEachBatch(of: source.selection, own.map { numbers[$0] }) { part in
        { batch, wanted in
          var sketcher = TextSketcher(of: part)
          return batch.entries.compactMap { entry -> (Int, [UInt8])? in
            guard wanted?.contains(entry.number) ?? true,
              let example = try? Example(Array(batch.bytes[entry.range]))
            else { return nil }
            return (entry.number, sketcher.text(of: example))
          }
        }
      } combine: { block in
        for (number, text) in block { if let index = indices[number] { texts[index] = text } }
      }
    }
    return texts
  }
}
