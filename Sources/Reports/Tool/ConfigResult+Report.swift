package import Commands
package import JSON
package import Presentation
package import Workspaces

extension ConfigResult: Report {
  package var blocks: [Block] {
    [
      .fields(
        settings.map { setting, isOn in
          Field(setting.rawValue, "\(isOn ? "on" : "off", .accent)   \(setting.summary, .dim)")
        })
    ]
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
