import JSON
import Presentation

/// A verb that only the shell has, since it is about the program and not about a session.
struct ShellVerb: Sendable {
  let name: String
  let summary: String
  let usage: [String]

  static let all = [
    ShellVerb(
      name: "serve", summary: "serve the sandbox as OpenAI's API on 127.0.0.1, until Ctrl-C",
      usage: [
        "ft serve [--port N] [--store DIR] [--key KEY]",
        "ft serve --fault \"429:3 POST chat/completions x2\"",
      ]),
    ShellVerb(
      name: "update", summary: "rewrite a script's | lines, when two runs agree on them",
      usage: ["ft update FILE.ft"]),
  ]

  /// What `help` shows of it.
  var page: Outcome {
    Outcome(
      ["name": .string(name), "summary": .string(summary)],
      [.line("\(name, .accent)  \(summary)"), .blank] + usage.map { .line("usage  \($0)") })
  }
}
