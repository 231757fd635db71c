import CommandLanguage
import JSON
import Scripts
import Workspaces

extension SessionScript {
  /// The names that a line speaks of, and those that it made.
  struct Names {
    /// Datasets by their names, jobs and snapshots behind `@`.
    var needed: Set<String> = []
    var made: Set<String> = []
    /// Whether the line is about the dataset in use without naming it.
    var meansCurrent = false
  }

  /// The names in a line; `dataset` is the one in use.
  func names(
    in statement: Statement?, _ verb: VerbDeclaration?, _ cell: Cell,
    _ operations: [Int: [Workspaces.Operation]], dataset: String?
  ) throws -> Names {
    var names = Names()
    guard let statement, let verb else { return names }
    let arguments = statement.arguments
    for (index, argument) in arguments.enumerated() {
      let operand = index < verb.operands.count ? verb.operands[index] : verb.operands.last
      names.add(argument, as: operand ?? .none, current: dataset)
    }
    for option in statement.options {
      if let value = option.value, value.reference != nil {
        names.add(value, as: .none, current: dataset)
      }
    }
    for clause in statement.clauses {
      if case .as(let name) = clause { names.made.insert("@\(name.text)") }
    }
    if arguments.isEmpty, verb.operands.first?.isDataset == true, let dataset {
      names.meansCurrent = true
      names.needed.insert(dataset)
    }
    if verb.traits.replay == .takesBack {
      let stepped = Set(cell.steppedOperations)
      for (number, own) in operations where own.contains(where: { stepped.contains($0.id) }) {
        names.needed.insert("cell \(number)")
      }
    }
    if operations[cell.number] != nil { names.made.insert("cell \(cell.number)") }
    if let job = cell.replayFacts.job { names.made.insert("@\(job)") }
    for operation in operations[cell.number] ?? [] {
      for case .visibility(let id, true) in operation.effects {
        guard let made = try session.workspace.dataset(id) else { continue }
        names.made.insert(made.name)
      }
    }
    return names
  }
}

extension SessionScript.Names {
  fileprivate mutating func add(
    _ argument: Argument, as operand: VerbDeclaration.Operand, current: String?
  ) {
    switch argument.value {
    case .reference(.examples(let dataset, let revision, _, _)):
      if let name = dataset ?? current { needed.insert(name) }
      add(revision)
    case .reference(.dataset(let name, let revision, _)):
      needed.insert(name)
      add(revision)
    case .reference(.job(let name, _)): needed.insert("@\(name)")
    case .word(let word) where operand.isDataset: needed.insert(word)
    case .word, .number, .text, .template, .reference(.result): break
    }
  }

  private mutating func add(_ revision: RevisionName?) {
    if case .snapshot(let name) = revision { needed.insert("@\(name)") }
  }
}

extension VerbDeclaration.Operand {
  /// Whether a dataset's name may stand there.
  fileprivate var isDataset: Bool { self == .dataset || choosesExamples }
}

/// Which changes were in effect while the cells of a session ran, cell by cell.
///
/// A clean script has at each line the changes that stayed; a line that looked at others, such as an
/// example that was added and taken back, would look at something else there, or at nothing.
struct PassingChanges {
  private let operations: [Workspaces.Operation]
  /// The names that datasets had, by their ids.
  private let names: [Dataset.ID: Set<String>]
  private let steps: [Int: [Workspaces.Operation.ID]]
  /// Those that a later cell took back or did again.
  private let steppedOver: Set<Workspaces.Operation.ID>
  private var inEffect: Set<Workspaces.Operation.ID> = []

  /// All operations of a workspace; `steps` are those that each cell took back or did again, by its
  /// number.
  init(
    _ operations: [Workspaces.Operation], steps: [Int: [Workspaces.Operation.ID]],
    in workspace: Workspace
  ) throws {
    self.operations = operations
    self.steps = steps
    var names: [Dataset.ID: Set<String>] = [:]
    for operation in operations {
      for effect in operation.effects {
        if case .name(let id, let before, let after) = effect {
          names[id, default: []].formUnion([before, after])
        } else if names[effect.dataset] == nil,
          let dataset = try workspace.dataset(effect.dataset)
        {
          names[effect.dataset, default: []].insert(dataset.name)
        }
      }
    }
    self.names = names
    steppedOver = Set(steps.values.joined())
  }

  /// The names of datasets that are now otherwise than the script has them at this place.
  func strange(before cell: Cell) -> Set<String> {
    var strange: Set<String> = []
    for operation in operations where (operation.cell ?? 0) < cell.number {
      guard inEffect.contains(operation.id) != (operation.state == .done) else { continue }
      for effect in operation.effects { strange.formUnion(names[effect.dataset] ?? []) }
    }
    return strange
  }

  /// Goes on behind a cell, whose own operations are given.
  mutating func pass(_ cell: Cell, _ own: [Workspaces.Operation]) {
    // What a review took back by itself is in effect for nobody else.
    for operation in own where operation.state == .done || steppedOver.contains(operation.id) {
      inEffect.insert(operation.id)
    }
    for id in steps[cell.number] ?? [] { inEffect.formSymmetricDifference([id]) }
  }
}

extension Cell {
  /// The operations that a cell of `undo` or `redo` went over, as its value has them.
  var steppedOperations: [Workspaces.Operation.ID] {
    guard let outcome, exitCode == 0 else { return [] }
    return (outcome.array ?? [outcome]).compactMap {
      $0["id"]?.integer.map(Workspaces.Operation.ID.init)
    }
  }
}
