/// A verb that only the shell has, since it is about the program and not about a session.
package struct ShellVerb: Sendable, Hashable {
  package let name: String
  package let summary: String
  /// The shapes of the line, each with its options.
  package let usage: [String]

  /// In the order of help.
  package static let all = [
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
}
