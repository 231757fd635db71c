import Datasets
import Workspaces

/// What is kept of an example while a whole dataset is looked through for repeats.
struct ExampleMark: Sendable {
  let number: Int
  let digest: ExampleDigest
  /// Bytes of the whole example.
  let length: Int
  /// Whether there is something before an answer, and an answer.
  let hasAnswer: Bool

  /// Whether the example has the part; without an answer there is no prompt of one either.
  func has(_ part: RepeatedPart) -> Bool { part == .whole || hasAnswer }

  /// The number that examples share when they are alike in `part`.
  func digest(of part: RepeatedPart) -> UInt64 {
    switch part {
    case .whole: digest.identity
    case .prompt: digest.prompt
    case .answer: digest.answer
    }
  }
}

/// What is kept of an example while equal parts are looked for.
struct ExamplePart: Sendable {
  let digest: UInt64
  let number: Int
  /// Bytes of the whole example.
  let length: UInt32
}

extension Selections {
  /// The marks of the selected examples by number, read on both cores.
  func marks(of selection: Selection) throws -> [ExampleMark] {
    try marked(selection) { $0 }
  }

  /// The digests of one part of the selected examples, of those that have it; by number.
  func parts(_ part: RepeatedPart, of selection: Selection) throws -> [ExamplePart] {
    try marked(selection) { mark in
      guard mark.has(part) else { return nil }
      return ExamplePart(
        digest: mark.digest(of: part), number: mark.number, length: UInt32(clamping: mark.length))
    }
  }

  private func marked<Kept: Sendable>(
    _ selection: Selection, keeping kept: @escaping @Sendable (ExampleMark) -> Kept?
  ) throws -> [Kept] {
    var marks: [Kept] = []
    let wanted = selection.numbers.map(Set.init)
    try session.workspace.forEachTransformedBatch(
      of: selection.dataset, revision: selection.revision, numbers: selection.ranges,
      makeTransform: {
        var digester = ExampleDigester()
        return { batch in
          batch.entries.compactMap { entry in
            guard wanted?.contains(entry.number) ?? true,
              let example = try? Example(Array(batch.bytes[entry.range]))
            else { return nil }
            return kept(
              ExampleMark(
                number: entry.number, digest: digester.digest(of: example),
                length: entry.range.count,
                hasAnswer: example.kind != .chat
                  || example.messages.contains { $0.role == .assistant }))
          }
        }
      }, combine: { marks += $0 })
    return marks
  }
}
