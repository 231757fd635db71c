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

  /// Who waited so long may have left the window.
  package static let longWait = Duration.seconds(30)

  package var summary: String {
    switch self {
    case .hints: "what might be typed next, below a result"
    case .bell: "a bell when a job, or a line that took 30 s, is over"
    }
  }

  /// The name that a workspace has it under.
  private var key: String { "config.\(rawValue)" }

  /// Whether it is on; each is until it is switched off.
  package func isOn(in workspace: Workspace) throws -> Bool {
    try workspace.setting(key) != "off"
  }

  func switchOn(_ isOn: Bool, in workspace: Workspace) throws {
    try workspace.set(key, to: isOn ? nil : "off")
  }
}

/// The setting that is asked for, and what it becomes; nil for all, and for one that stays.
package struct ConfigInput: Sendable {
  var setting: Preference?
  var isOn: Bool?
}

/// Settings as they are by now.
package struct ConfigResult: VerbResult {
  package var settings: [(setting: Preference, isOn: Bool)]

  package var json: JSONValue {
    .object(settings.map { JSONMember($0.setting.rawValue, .bool($0.isOn)) })
  }
}

extension Verb where Input == ConfigInput, Result == ConfigResult {
  /// `config`: how ft speaks in this workspace.
  package static var config: Self {
    let names = Preference.allCases.map(\.rawValue)
    return Self(
      VerbDeclaration(
        "config", .tool, "show or change how ft speaks in this workspace",
        usage: ["config", "config hints|bell on|off"],
        examples: [
          .init("config", "the settings, each as it is"),
          .init("config hints off", "results without what might be typed next"),
        ], operands: [.words(names), .words(["on", "off"])],
        traits: VerbTraits(replay: .omitted)),
      read: { reader throws(Failure) in try ConfigInput(&reader) },
      perform: { input, session in
        if let setting = input.setting, let isOn = input.isOn {
          try setting.switchOn(isOn, in: session.workspace)
        }
        let shown = input.setting.map { [$0] } ?? Preference.allCases
        return ConfigResult(
          settings: try shown.map { ($0, try $0.isOn(in: session.workspace)) })
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
    guard ["on", "off"].contains(word.text) else {
      throw Failure(
        .badOptionValue, "\(found.rawValue) is on or off, and not \"\(word.text)\"", at: word.span,
        consequence: "nothing was changed", remedy: "config \(found.rawValue) off")
    }
    isOn = word.text == "on"
  }
}
