package import CommandLanguage

/// Where the sandbox is served, and what goes wrong there on purpose.
package struct ServeInput: Sendable {
  /// 0 for any that is free.
  package var port: Int
  /// The folder of files, jobs and models, as it was typed; nil for the workspace's own.
  package var store: String?
  /// What clients send as their key; nil for the store's own.
  package var key: Argument?
  /// The name that the sandbox's model goes by; nil for its own.
  package var model: Argument?
  /// Rules in the words of `--fault`, in the order given.
  package var faults: [Argument]
}

extension ShellVerb where Input == ServeInput {
  /// `serve`: the sandbox over HTTP, until Ctrl-C.
  package static var serve: Self {
    Self(
      VerbDeclaration(
        "serve", .shell, "serve the sandbox as OpenAI's API on 127.0.0.1, until Ctrl-C",
        usage: ["serve"],
        options: [
          .init("port", "N", "the port; any that is free unless said"),
          .init("store", "DIR", "the folder of its files and jobs; the workspace's unless said"),
          .init("key", "KEY", "the key that clients send; made once and kept unless said"),
          .init("as", "MODEL", "what the sandbox's model is called, to stand in for a service"),
          .init("fault", "RULE", "answer some requests with a fault; may be repeated"),
        ],
        examples: [
          .init("serve --port 8080", "prints the base URL and the key for a client"),
          .init("serve --as gpt-4.1-mini", "answers where OpenAI's model is asked for"),
          .init(
            "serve --fault \"429:3 POST chat/completions x2\"",
            "the first two such requests are told to wait 3 seconds"),
        ]),
      read: { reader throws(Failure) in
        ServeInput(
          port: try reader.integer("port", in: 0...65_535) ?? 0, store: reader.text("store"),
          key: reader.value("key"), model: reader.value("as"), faults: reader.values("fault"))
      })
  }
}
