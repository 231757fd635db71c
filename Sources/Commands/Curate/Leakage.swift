import Datasets
import Workspaces

/// Which examples of one dataset repeat examples of another.
struct Leakage {
  /// By the number in the second dataset, each once with the worst that it repeats.
  private(set) var leaks: [Leak] = []
  /// The examples of the first dataset that are in the second one in some way, ascending.
  private(set) var leftNumbers: [Int] = []
  /// The marks of the examples of both that were compared.
  let marks: (left: [ExampleMark], right: [ExampleMark])

  private var found: [Int: Leak] = [:]
  private var left: Set<Int> = []

  /// Without a `likeness` only what is equal is looked for.
  init(
    from source: Selection, into target: Selection, likeness: Double?, in session: Session
  ) throws {
    marks = (
      try session.selections.marks(of: source), try session.selections.marks(of: target)
    )
    addEqual()
    if let likeness { try addNear(likeness, source, target, in: session) }
    leaks = found.values.sorted { $0.right < $1.right }
    leftNumbers = left.sorted()
    found = [:]
    left = []
  }

  private mutating func add(_ leak: Leak) {
    left.insert(leak.left)
    if let known = found[leak.right], known.kind.rank <= leak.kind.rank { return }
    found[leak.right] = leak
  }

  /// The examples of the first dataset with one prompt.
  private struct Prompt {
    var number: Int
    /// The first example with each answer.
    var answers: [UInt64: Int] = [:]
  }

  private mutating func addEqual() {
    var wholes: [UInt64: Int] = [:]
    var prompts: [UInt64: Prompt] = [:]
    for mark in marks.left {
      if wholes[mark.digest.identity] == nil { wholes[mark.digest.identity] = mark.number }
      guard mark.hasAnswer else { continue }
      var prompt = prompts[mark.digest.prompt] ?? Prompt(number: mark.number)
      if prompt.answers[mark.digest.answer] == nil {
        prompt.answers[mark.digest.answer] = mark.number
      }
      prompts[mark.digest.prompt] = prompt
    }
    for mark in marks.right {
      if let number = wholes[mark.digest.identity] {
        add(Leak(left: number, right: mark.number, kind: .same, likeness: 1))
      } else if mark.hasAnswer, let prompt = prompts[mark.digest.prompt] {
        let same = prompt.answers[mark.digest.answer]
        add(
          Leak(
            left: same ?? prompt.number, right: mark.number,
            kind: same == nil ? .contradiction : .samePromptAndAnswer, likeness: 1))
      }
    }
    let identities = Set(marks.right.map(\.digest.identity))
    let asked = Set(marks.right.lazy.filter(\.hasAnswer).map(\.digest.prompt))
    for mark in marks.left
    where identities.contains(mark.digest.identity)
      || mark.hasAnswer && asked.contains(mark.digest.prompt)
    {
      left.insert(mark.number)
    }
  }

  private mutating func addNear(
    _ likeness: Double, _ source: Selection, _ target: Selection, in session: Session
  ) throws {
    var examples = try SketchedExamples(of: source, .whole, in: session)
    try examples.append(target)
    let links = try examples.links(likeness: likeness, across: true)
    for link in links.sorted(by: { $0.likeness > $1.likeness }) {
      add(
        Leak(
          left: examples.numbers[link.pair.first], right: examples.numbers[link.pair.second],
          kind: .near, likeness: link.likeness))
    }
  }
}
