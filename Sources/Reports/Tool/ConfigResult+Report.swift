package import Commands
package import JSON
package import Presentation
package import Workspaces

extension ConfigResult: Report {
  package var blocks: [Block] {
    [
      .fields(
        settings.map { setting, isOn in
          Field(setting.rawValue, "\(isOn ? "on" : "off", .accent)   \(summary(of: setting), .dim)")
        })
    ]
  }

  private func summary(of setting: Preference) -> String {
    switch (setting, ringingWait) {
    case (.hints, _): "what might be typed next, below a result"
    case (.bell, let wait?):
      "a bell at the end of a job or a line that took \(wait.components.seconds) s or more"
    case (.bell, nil): "a bell at the end of a job or a line that took long"
    }
  }
}

/// A result that says nothing of what might be typed next.
package struct WithoutHints: Report {
  private let whole: any Report

  package init(_ whole: any Report) { self.whole = whole }

  package var blocks: [Block] { whole.blocks.compactMap(\.withoutHint) }
  package var json: JSONValue { whole.json }
  package var explained: JSONValue { whole.explained }
  package var text: String? { whole.text }
  package var replayFacts: ReplayFacts { whole.replayFacts }
  package var exitCode: ExitCode { whole.exitCode }
}
