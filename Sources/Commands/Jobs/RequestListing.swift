package import CommandLanguage
package import JSON
package import Workspaces

/// A form in which requests are printed.
package enum RequestForm: String, Sendable, Hashable, CaseIterable {
  /// Lines of a shell.
  case curl
  /// The calls of OpenAI's own client.
  case python
  /// The requests as values.
  case json

  /// Reads the word of `--api`.
  package init(_ given: Argument?) throws(Failure) {
    try self.init(given?.text, at: given?.span, remedy: "--api curl")
  }

  /// Reads a word; without one, requests are printed for curl.
  package init(_ word: String?, at span: Span? = nil, remedy: String) throws(Failure) {
    guard let form = word.map(Self.init(rawValue:)) ?? .curl else {
      throw Failure(
        .badOptionValue, "requests are printed as curl, python or json", at: span,
        consequence: "nothing was done", remedy: remedy)
    }
    self = form
  }
}

/// What a line asked of services, in the form that was asked for.
package struct RequestListing: VerbResult {
  package var form: RequestForm
  package var requests: [ServiceRequest]
  /// The providers that were asked.
  package var providers: [ProviderSummary]
  /// How a shell starts ft on this workspace.
  package var program: String
  /// What the line gave, where the requests stand in its place.
  var result: (any VerbResult)?

  /// The requests that the session's last line made that asked a service.
  package init(
    _ form: RequestForm, in session: Session, inPlaceOf result: (any VerbResult)? = nil
  ) throws {
    self.form = form
    self.result = result
    program = session.context.program
    let asked = session.services.requests
    requests =
      result == nil || asked.hasAsked ? asked.requests.map(\.withoutLaunchMark) : []
    let names = Set(requests.map(\.provider))
    providers = try session.services.providers().filter { names.contains($0.name) }
  }

  /// The requests of the last line that asked a service.
  ///
  /// - Throws: ``Failure`` E303 where none has.
  package init(ofLastLine form: RequestForm, in session: Session, remedy: String) throws {
    try self.init(form, in: session)
    guard !requests.isEmpty else {
      throw Failure(.noResult, "no line of this session has asked a service", remedy: remedy)
    }
  }

  /// Whether the line that asked for the requests is the one that sent them, and they have changed
  /// something or cost something.
  package var wasSentNow: Bool { result != nil && requests.contains { $0.method != "GET" } }

  /// The job that the line has launched, with its status; nil for other lines.
  package var launched: (name: String, status: String)? {
    (result as? LaunchResult).map { ($0.name, $0.status) }
  }

  /// The requests as values.
  package var list: JSONValue { .array(requests.map(\.json)) }

  package var json: JSONValue { result?.json ?? list }
  package var text: String? { result?.text }
  package var exitCode: ExitCode { result?.exitCode ?? .success }
  package var replayFacts: ReplayFacts { result?.replayFacts ?? ReplayFacts() }
}

/// What `api` is asked.
package struct APIInput: Sendable {
  var form: RequestForm
}

extension Verb where Input == APIInput, Result == RequestListing {
  /// `api`: the requests of the last line that asked a service.
  package static var api: Self {
    Self(
      VerbDeclaration(
        "api", .teach, "print the requests that the last line to ask a service made",
        usage: ["api", "api python", "api json"],
        examples: [
          .init("api", "as lines of curl, the key by the name of its variable"),
          .init("api python", "as calls of OpenAI's own client"),
        ], operands: [.words(RequestForm.allCases.map(\.rawValue))],
        traits: VerbTraits(replay: .omitted, isReading: true)),
      read: { reader throws(Failure) in
        APIInput(form: try RequestForm(reader.optionalArgument()))
      },
      perform: { input, session in
        try RequestListing(ofLastLine: input.form, in: session, remedy: "list models --api curl")
      })
  }
}

extension ServiceRequest {
  /// The request as anybody may send it: a second job with the mark of a launch would be taken for
  /// the first one.
  fileprivate var withoutLaunchMark: Self {
    guard let members = body?.members else { return self }
    var copy = self
    copy.body = .object(
      members.compactMap { member in
        guard member.key == "metadata", let entries = member.value.members else { return member }
        let others = entries.filter { $0.key != LaunchMark.key }
        return others.isEmpty ? nil : JSONMember(member.key, .object(others))
      })
    return copy
  }
}
