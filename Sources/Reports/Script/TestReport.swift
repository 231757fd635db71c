package import Commands
import Presentation

/// How scripts went, in the forms that build machines read.
package struct TestReport: Sendable {
  private let results: [RunResult]

  package init(_ results: [RunResult]) { self.results = results }

  /// The results in a format; each step of a script is a test.
  package func text(_ format: TestFormat) -> String {
    switch format {
    case .junit: junit
    case .tap: tap
    }
  }

  // The Test Anything Protocol, version 13: https://testanything.org/tap-version-13-specification.html
  private var tap: String {
    let tests = results.flatMap { result in result.outcome.tests.map { (result.file, $0) } }
    var lines = ["TAP version 13", "1..\(tests.count)"]
    for (index, (file, step)) in tests.enumerated() {
      let name = sanitized("\(file): \(step.name)").replacing("#", with: "\\#")
      let mark = step.message == nil ? "ok" : "not ok"
      lines.append(
        "\(mark) \(index + 1) - \(name)"
          + (step.hasRun || step.message != nil ? "" : " # SKIP not reached"))
      guard let message = step.message else { continue }
      lines.append("  ---")
      lines.append("  message: |")
      lines += message.split(separator: "\n", omittingEmptySubsequences: false).map {
        "    " + sanitized(String($0))
      }
      lines.append("  ...")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var junit: String {
    let all = results.flatMap(\.outcome.tests)
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      "<testsuites \(Self.counts(of: all))>",
    ]
    for result in results {
      let steps = result.outcome.tests
      lines.append("  <testsuite name=\"\(escaped(result.file))\" \(Self.counts(of: steps))>")
      for step in steps { lines += element(of: step, in: result.file) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func counts(of steps: [ScriptOutcome.Step]) -> String {
    let failures = steps.count { $0.message != nil }
    let skipped = steps.count { !$0.hasRun && $0.message == nil }
    return "tests=\"\(steps.count)\" failures=\"\(failures)\" skipped=\"\(skipped)\""
  }

  private func element(of step: ScriptOutcome.Step, in file: String) -> [String] {
    let head =
      "    <testcase classname=\"\(escaped(file))\" name=\"\(escaped(step.name))\" "
      + "time=\"\(seconds(step.duration))\""
    guard let message = step.message else {
      return step.hasRun ? [head + "/>"] : [head + "><skipped/></testcase>"]
    }
    let first = message.split(separator: "\n").first.map(String.init) ?? ""
    return [
      head + ">",
      "      <failure message=\"\(escaped(first))\">\(escaped(message))</failure>",
      "    </testcase>",
    ]
  }

  private func seconds(_ duration: Duration) -> String {
    let milliseconds = duration / .milliseconds(1)
    return "\((milliseconds.rounded()) / 1_000)"
  }

  private func escaped(_ text: String) -> String {
    sanitized(text, lines: .kept).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}

extension ScriptOutcome {
  /// The steps as tests; a script that could not be read is one test.
  fileprivate var tests: [Step] {
    guard steps.isEmpty else { return steps }
    return [Step(name: "the script", line: 1, message: message)]
  }
}
