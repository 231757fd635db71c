import CommandLanguage
package import JSON
import Spelling
package import Workspaces

/// A setting of how ft speaks in a workspace, kept there.
package enum Preference: String, Sendable, Hashable, CaseIterable {
  /// Whether what might be typed next stands below a result.
  case hints
  /// Whether the terminal rings when something long is over.
  case bell

  /// Seconds after which somebody may have left the window, unless another number is set.
  private static let longWait = 30

  /// The name that a workspace has it under.
  private var key: String { "config.\(rawValue)" }

  /// Whether it is on; each is until it is switched off.
  package func isOn(in workspace: Workspace) throws -> Bool {
    try workspace.setting(key) != "off"
  }

  /// How long something takes at least whose end is rung in; nil while the bell is off.
  package static func ringingWait(in workspace: Workspace) throws -> Duration? {
    guard try bell.isOn(in: workspace) else { return nil }
    let seconds = try workspace.setting(bell.key).flatMap { Int($0) }
    return .seconds(seconds ?? longWait)
  }

  fileprivate func become(_ value: ConfigInput.Value, in workspace: Workspace) throws {
    switch value {
    case .on: try workspace.set(key, to: nil)
    case .off: try workspace.set(key, to: "off")
    case .seconds(let count): try workspace.set(key, to: String(count))
    }
  }
}

/// The setting that is asked for, and what it becomes; nil for all, and for one that stays.
package struct ConfigInput: Sendable {
  enum Value: Sendable {
    case on
    case off
    /// On, for what takes so many seconds.
    case seconds(Int)
  }

  var setting: Preference?
  var value: Value?
}

/// Settings as they are by now.
package struct ConfigResult: VerbResult {
  package var settings: [(setting: Preference, isOn: Bool)]
  /// How long something takes at least whose end is rung in; nil while the bell is off.
  package var ringingWait: Duration?

  package var json: JSONValue {
    .object(
      settings.map { JSONMember($0.setting.rawValue, .bool($0.isOn)) }
        + [
          JSONMember(
            "bell_seconds", ringingWait.map { .integer(Int($0.components.seconds)) } ?? .null)
        ])
  }
}

extension Verb where Input == ConfigInput, Result == ConfigResult {
  /// `config`: how ft speaks in this workspace.
  package static var config: Self {
    let names = Preference.allCases.map(\.rawValue)
    return Self(
      VerbDeclaration(
        "config", .tool, "show or change how ft speaks in this workspace",
        usage: ["config", "config hints|bell on|off", "config bell SECONDS"],
        examples: [
          .init("config", "the settings, each as it is"),
          .init("config hints off", "results without what might be typed next"),
          .init("config bell 5", "a bell when a line took 5 seconds, in place of 30"),
        ], operands: [.words(names), .words(["on", "off"])],
        traits: VerbTraits(replay: .omitted)),
      read: { reader throws(Failure) in try ConfigInput(&reader) },
      perform: { input, session in
        if let setting = input.setting, let value = input.value {
          try setting.become(value, in: session.workspace)
        }
        let shown = input.setting.map { [$0] } ?? Preference.allCases
        return ConfigResult(
          settings: try shown.map { ($0, try $0.isOn(in: session.workspace)) },
          ringingWait: try Preference.ringingWait(in: session.workspace))
      })
  }
}

extension ConfigInput {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    guard let name = reader.optionalArgument() else { return }
    guard let found = Preference(rawValue: name.text) else {
      let near = nearest(to: name.text, in: Preference.allCases.map(\.rawValue))
      throw Failure(
        .unknownTopic, "there is no setting \"\(name.text)\"", at: name.span,
        consequence: "nothing was changed",
        remedy: near.map { "config \($0)" } ?? "config lists them")
    }
    setting = found
    guard let word = reader.optionalArgument() else { return }
    switch (word.text, found, Int(word.text)) {
    case ("on", _, _): value = .on
    case ("off", _, _): value = .off
    case (_, .bell, let seconds?) where (0...86_400).contains(seconds): value = .seconds(seconds)
    default:
      let choices = found == .bell ? "on, off, or seconds up to a day" : "on or off"
      throw Failure(
        .badOptionValue, "\(found.rawValue) is \(choices), and not \"\(word.text)\"", at: word.span,
        consequence: "nothing was changed", remedy: "config \(found.rawValue) off")
    }
  }
}
