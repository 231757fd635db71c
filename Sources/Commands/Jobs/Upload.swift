import CommandLanguage
package import JSON

/// What `upload` is asked.
package struct UploadInput: Sendable {
  var selection: SelectionRequest
  var provider: Argument?
}

/// The file that a provider has of a dataset.
package struct UploadResult: VerbResult {
  package var sent: SentFile

  package var json: JSONValue {
    [
      "file": .string(sent.id), "provider": .string(sent.provider),
      "bytes": .integer(sent.byteCount), "was_there": .bool(sent.wasThere),
    ]
  }
}

extension Verb where Input == UploadInput, Result == UploadResult {
  /// `upload`: a dataset as a training file at the provider.
  package static var upload: Self {
    Self(
      VerbDeclaration(
        "upload", .jobs, "send a dataset to the provider as a training file",
        usage: ["upload NAME"],
        options: [.init("provider", "NAME", "the provider; the one in use unless said")],
        examples: [.init("upload marv", "the same bytes are never sent twice")],
        operands: [.dataset], clauses: VerbDeclaration.selecting),
      read: { reader in
        UploadInput(
          selection: reader.selection(reader.optionalArgument()),
          provider: reader.value("provider"))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        let chosen = try session.providers.service(input.provider)
        return UploadResult(
          sent: try await FileSending(session: session, chosen: chosen).send(selection))
      })
  }
}
