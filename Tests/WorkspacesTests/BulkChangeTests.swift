import Foundation
import Randomness
import TestSupport
import Testing
import Workspaces

/// An example as the plainest model of a dataset has it.
private struct Row: Equatable {
  var text: String
  var tokens: Int?
  var tags: [String] = []
  var note: String?
}

/// What a dataset should be: its rows by number, and every state that it was in.
private struct Model {
  var now: [Int: Row]
  var lastNumber: Int
  var revision = 1
  var lastRevision = 1
  var done: [(rows: [Int: Row], lastNumber: Int, revision: Int)] = []
  var undone: [(rows: [Int: Row], lastNumber: Int, revision: Int)] = []
  var revisions: [Int: [Int: Row]]

  init(_ lines: [String]) {
    now = Dictionary(uniqueKeysWithValues: zip(1..., lines.map { Row(text: $0) }))
    lastNumber = lines.count
    revisions = [1: now]
  }

  mutating func begin() {
    done.append((now, lastNumber, revision))
    undone = []
    lastRevision += 1
    revision = lastRevision
  }

  mutating func move(
    from: WritableKeyPath<Model, [(rows: [Int: Row], lastNumber: Int, revision: Int)]>,
    to: WritableKeyPath<Model, [(rows: [Int: Row], lastNumber: Int, revision: Int)]>
  ) -> Bool {
    guard let state = self[keyPath: from].popLast() else { return false }
    self[keyPath: to].append((now, lastNumber, revision))
    (now, lastNumber, revision) = state
    return true
  }
}

@Suite struct BulkChangeTests {
  /// Steps of each seed; `FT_LONG_TESTS` in the environment makes it many more.
  private static let steps =
    ProcessInfo.processInfo.environment["FT_LONG_TESTS"] == nil ? 40 : 2_500

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `Changes of many and of few, undos and restarts are exact in any order`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    var workspace = try folder.workspace()
    let lines = (1...30).map { exampleLine("question \($0)", "answer \($0)") }
    var model = Model(lines)
    _ = try workspace.load(lines, as: "d")
    for step in 0..<Self.steps {
      switch Int.random(in: 0..<16, using: &random) {
      case 0..<3: if model.move(from: \.done, to: \.undone) { try workspace.undo() }
      case 3..<5: if model.move(from: \.undone, to: \.done) { try workspace.redo() }
      case 5: workspace = try folder.workspace()
      case 6..<9: try change(&model, workspace, step: step, &random)
      case 9: try append(&model, workspace, step: step, &random)
      default: try changeMany(&model, workspace, step: step, &random)
      }
      try compare(workspace, model)
    }
    for revision in model.revisions.keys.sorted().suffix(40) {
      let dataset = try workspace.dataset(named: "d")
      let expected = model.revisions[revision] ?? [:]
      #expect(try rows(workspace, dataset, revision: revision) == expected)
    }
    #expect(try workspace.isSound())
  }

  private func compare(_ workspace: Workspace, _ model: Model) throws {
    let dataset = try workspace.dataset(named: "d")
    try #require(try rows(workspace, dataset) == model.now)
    #expect(dataset.revision == model.revision)
    #expect(dataset.exampleCount == model.now.count)
    #expect(dataset.lastNumber == model.lastNumber)
    let isCounted = model.now.values.allSatisfy { $0.tokens != nil }
    let tokens = model.now.values.reduce(0) { $0 + ($1.tokens ?? 0) }
    #expect(dataset.tokens == (isCounted ? tokens : nil))
    #expect(try workspace.numbers(of: dataset) == model.now.keys.sorted())
    if let number = model.now.keys.min() {
      #expect(try workspace.example(number, of: dataset)?.facts.tags == model.now[number]?.tags)
    }
    var exported: [UInt8] = []
    var lines = try workspace.chunks(of: dataset)
    while let chunk = try lines.next() { exported += chunk }
    let texts = model.now.sorted { $0.key < $1.key }.map { $0.value.text + "\n" }
    #expect(String(decoding: exported, as: UTF8.self) == texts.joined())
  }

  private func rows(
    _ workspace: Workspace, _ dataset: Dataset, revision: Int? = nil
  ) throws -> [Int: Row] {
    var rows: [Int: Row] = [:]
    try workspace.forEachExample(of: dataset, revision: revision) { example in
      let facts = example.facts
      rows[example.number] = Row(
        text: String(decoding: example.bytes, as: UTF8.self), tokens: facts.tokens,
        tags: facts.tags, note: facts.note)
      return true
    }
    return rows
  }

  /// Loads a few more lines behind the last, which makes another segment.
  private func append(
    _ model: inout Model, _ workspace: Workspace, step: Int, _ random: inout SeededGenerator
  ) throws {
    if model.now.count > 60 { return }
    let lines = (1...Int.random(in: 1...6, using: &random)).map {
      exampleLine("more \(step) \($0)")
    }
    model.begin()
    var options = LoadOptions()
    options.collision = .append
    let text = lines.map { $0 + "\n" }.joined()
    _ = try workspace.load(.bytes(Array(text.utf8), name: "more"), as: "d", options: options)
    for line in lines {
      model.lastNumber += 1
      model.now[model.lastNumber] = Row(text: line)
    }
    model.revisions[model.revision] = model.now
  }

  /// Changes one or two examples, or adds one, as single edits do.
  private func change(
    _ model: inout Model, _ workspace: Workspace, step: Int, _ random: inout SeededGenerator
  ) throws {
    let dataset = try workspace.dataset(named: "d")
    var changes: [ExampleChange] = []
    var numbers = model.now.keys.sorted()
    model.begin()
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      if numbers.isEmpty || Int.random(in: 0..<4, using: &random) == 0 {
        let text = exampleLine("added \(step)")
        model.lastNumber += 1
        model.now[model.lastNumber] = Row(text: text, tokens: step)
        changes.append(
          ExampleChange(
            .add(
              .init(bytes: Array(text.utf8), tokens: step, trainedTokens: 1), tags: [], note: nil)
          ))
        continue
      }
      let number = numbers.remove(at: Int.random(in: numbers.indices, using: &random))
      let seen = try #require(try workspace.example(number, of: dataset)).facts.version
      let action = action(
        for: model.now[number], step: step, kind: Int.random(in: 0..<5, using: &random))
      model.now[number] = model.now[number]?.after(action)
      changes.append(ExampleChange(action, number: number, seenVersion: seen))
    }
    model.revisions[model.revision] = model.now
    try workspace.apply(changes, to: dataset, describedAs: ChangeDescription("few", "\(step)"))
  }

  private func changeMany(
    _ model: inout Model, _ workspace: Workspace, step: Int, _ random: inout SeededGenerator
  ) throws {
    let dataset = try workspace.dataset(named: "d")
    let kind = Int.random(in: 0..<12, using: &random)
    let stride = Int.random(in: 1...4, using: &random)
    var numbers: [ClosedRange<Int>]?
    if Bool.random(using: &random) {
      let low = Int.random(in: 1...model.lastNumber, using: &random)
      let high = Int.random(in: low...model.lastNumber, using: &random)
      numbers = [low...high]
      if high < model.lastNumber, Bool.random(using: &random) {
        numbers?.append(min(high + 2, model.lastNumber + 1)...model.lastNumber + 1)
      }
    }
    let rows = model.now
    let isMeant = { @Sendable [numbers] (number: Int) in
      number % stride == 0 && (numbers?.contains { $0.contains(number) } ?? true)
    }
    let kept = kind == 4 && !(step % 5 == 0) ? 3 : kind
    let meant = rows.keys.filter(isMeant)
    let outcome = try workspace.apply(
      BulkChange(numbers: numbers, readsText: kept < 3 || kept > 5) {
        { stored in
          guard isMeant(stored.number) else { return nil }
          return action(for: rows[stored.number], step: step, kind: kept)
        }
      }, to: dataset
    ) { tally in
      #expect(tally.count == meant.count)
      #expect(tally.first == meant.min() ?? 0)
      return ChangeDescription("many", "\(step)")
    }
    #expect((outcome == nil) == meant.isEmpty)
    if meant.isEmpty { return }
    model.begin()
    for number in meant {
      model.now[number] = rows[number]?.after(action(for: rows[number], step: step, kind: kept))
    }
    model.revisions[model.revision] = model.now
  }
}

/// An action that depends on the row alone, so that every thread would draw the same.
private func action(for row: Row?, step: Int, kind: Int) -> ExampleChange.Action {
  let text = row?.text ?? ""
  switch kind {
  case 3: return .tag(step % 3 == 0 ? [] : ["t\(step % 3)", "all"])
  case 4: return .drop
  case 5: return .note(step % 2 == 0 ? nil : "note \(step)")
  case 2: return .set(content(exampleLine("new \(step)", "말 \(step)"), tokens: step))
  case 1: return .set(content(text, tokens: step))
  default:
    // A stretch in the middle changes, grows or shrinks.
    let changed = text.replacingOccurrences(
      of: "er", with: step % 3 == 0 ? "" : "er<\(step)er>")
    return .set(content(changed.count < 2_000 ? changed : exampleLine("short"), tokens: nil))
  }
}

private func content(_ text: String, tokens: Int?) -> ExampleChange.Content {
  ExampleChange.Content(bytes: Array(text.utf8), tokens: tokens, trainedTokens: tokens)
}

extension Row {
  fileprivate func after(_ action: ExampleChange.Action) -> Row? {
    var row = self
    switch action {
    case .set(let content):
      row.text = String(decoding: content.bytes, as: UTF8.self)
      row.tokens = content.tokens
    case .tag(let tags): row.tags = tags
    case .note(let note): row.note = note
    case .drop: return nil
    case .add, .restore: break
    }
    return row
  }
}
