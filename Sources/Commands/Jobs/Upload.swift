import CommandLanguage
package import JSON

/// What `upload` is asked.
package struct UploadInput: Sendable {
  var selection: SelectionRequest
  var provider: Argument?
  /// Whether the bytes are only printed.
  var isShown: Bool
  /// In seconds; nil for the usual.
  var patience: Int?
}

/// A file that a provider has of a dataset, or the bytes that it would be.
package enum UploadResult: VerbResult {
  case sent(SentFile)
  case shown(Shown)

  /// What would be sent; nothing was.
  package struct Shown: Sendable {
    /// A line for each example.
    package var text: String
    var byteCount: Int
    var sha256: String
  }

  package var json: JSONValue {
    switch self {
    case .sent(let sent):
      [
        "file": .string(sent.id), "provider": .string(sent.provider),
        "bytes": .integer(sent.byteCount), "was_there": .bool(sent.wasThere),
      ]
    case .shown(let shown):
      [
        "bytes": .integer(shown.byteCount), "sha256": .string(shown.sha256),
        "content": .string(shown.text),
      ]
    }
  }
}

extension Verb where Input == UploadInput, Result == UploadResult {
  /// `upload`: a dataset as a training file at the provider.
  package static var upload: Self {
    Self(
      VerbDeclaration(
        "upload", .jobs, "send a dataset to the provider as a training file",
        usage: ["upload NAME", "upload NAME --show"],
        options: [
          .init("provider", "NAME", "the provider; the one in use unless said"),
          .init("show", nil, "print the bytes that would be sent; nothing is sent"),
          CommandPatience.option,
        ],
        examples: [
          .init("upload marv", "the same bytes are never sent twice"),
          .init("upload marv --show", "keys that training does not use are left out"),
        ],
        operands: [.dataset], traits: .asking, clauses: VerbDeclaration.selecting),
      read: { reader throws(Failure) in
        UploadInput(
          selection: reader.selection(reader.optionalArgument()),
          provider: reader.value("provider"), isShown: reader.flag("show"),
          patience: try reader.patience())
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        if input.isShown {
          try FileSending.requireWhole(selection)
          let content = try SentContent(of: selection, in: session.workspace)
          return .shown(
            UploadResult.Shown(
              text: try content.text(), byteCount: content.byteCount, sha256: content.sha256))
        }
        let chosen = try session.providers.service(input.provider)
        try LaunchCheck.refuseSecrets(
          of: selection, to: chosen.provider, in: session, consequence: "nothing was uploaded")
        return try await session.patiently(input.patience) {
          .sent(try await FileSending(session: session, chosen: chosen).send(selection))
        }
      })
  }
}
