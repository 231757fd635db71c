import CommandLanguage
package import JSON
package import Workspaces

/// What `waive` is asked.
package struct WaiveInput: Sendable {
  /// The rule; nil for a list of what is waived.
  var rule: Argument?
  var selection: SelectionRequest
  var reason: Argument?
  /// Whether the waiver is taken back.
  var isUndone: Bool
}

/// Findings that somebody has decided to live with.
package enum WaiveResult: VerbResult {
  /// `count` examples, or the whole dataset for 0.
  case waived(rule: String, dataset: String, count: Int, reason: String)
  case takenBack(rule: String, dataset: String, count: Int)
  case list([Waiver], dataset: String)

  package var json: JSONValue {
    switch self {
    case .waived(let rule, let dataset, let count, let reason):
      [
        "dataset": .string(dataset), "rule": .string(rule), "waived": .integer(count),
        "reason": .string(reason),
      ]
    case .takenBack(let rule, let dataset, let count):
      ["dataset": .string(dataset), "rule": .string(rule), "taken_back": .integer(count)]
    case .list(let waivers, let dataset):
      ["dataset": .string(dataset), "waivers": .array(waivers.map(\.json))]
    }
  }
}

extension Waiver {
  fileprivate var json: JSONValue {
    ["rule": .string(rule), "example": .init(number), "reason": .string(reason)]
  }
}

extension Verb where Input == WaiveInput, Result == WaiveResult {
  /// `waive`: a finding that is meant to stay.
  package static var waive: Self {
    Self(
      VerbDeclaration(
        "waive", .data, "let a rule's finding stand, with the reason",
        usage: [
          "waive RULE NAME#NUMBERS REASON", "waive RULE NAME REASON", "waive",
          "waive RULE NAME#NUMBERS --undo",
        ],
        options: [.init("undo", nil, "take the waiver back")],
        examples: [
          .init("waive D07 marv#3 \"the field is ours\"", "check no longer counts it"),
          .init("waive W25 marv \"fifty are enough\"", "for the whole dataset"),
          .init("waive D07 marv#3 --undo", "it counts again"),
          .init("waive", "what is waived, and why"),
        ], operands: [.none, .examples],
        traits: VerbTraits(mayReadLocked: true)),
      read: { reader throws(Failure) in
        let rule = reader.optionalArgument()
        let dataset = rule == nil ? nil : try reader.argument("examples:  waive D07 marv#3 \"why\"")
        let isUndone = reader.flag("undo")
        let reason =
          rule == nil || isUndone
          ? nil
          : try reader.argument(
            "a reason:  waive \(rule?.text ?? "D07") \(dataset?.text ?? "marv#3") \"why\"")
        return WaiveInput(
          rule: rule, selection: reader.selection(dataset), reason: reason, isUndone: isUndone)
      },
      perform: { input, session in try waiving(input, in: session) })
  }
}

private func waiving(_ input: WaiveInput, in session: Session) throws -> WaiveResult {
  let selection = try session.selections.selection(input.selection)
  let dataset = selection.dataset
  guard let argument = input.rule else {
    return .list(try session.workspace.waivers(of: dataset), dataset: dataset.name)
  }
  let code = try session.checks.ruleCode(argument)
  // nil stands for the whole dataset.
  let numbers: [Int?] = selection.numbers ?? [nil]
  let reason = input.reason?.text ?? ""
  let changed = try session.workspace.changeWaivers(of: dataset) { waivers in
    let before = waivers.count
    waivers.removeAll { $0.rule == code && numbers.contains($0.number) }
    if input.isUndone { return before - waivers.count }
    waivers += numbers.map { Waiver(rule: code, number: $0, reason: reason) }
    return numbers.count
  }
  guard input.isUndone else {
    return .waived(
      rule: code, dataset: dataset.name, count: selection.numbers?.count ?? 0, reason: reason)
  }
  guard changed > 0 else {
    throw Failure(
      .nothingToWorkOn, "\(code) is not waived there", at: argument.span,
      consequence: "nothing was changed", remedy: "waive lists what is")
  }
  return .takenBack(rule: code, dataset: dataset.name, count: changed)
}
