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
    guard let given else {
      self = .curl
      return
    }
    guard let form = Self(rawValue: given.text) else {
      throw Failure(
        .badOptionValue, "requests are printed as curl, python or json", at: given.span,
        consequence: "nothing was done", remedy: "--api curl")
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
  /// What the line gave, where the requests stand in its place.
  var result: (any VerbResult)?

  /// The requests that the session's last line made that asked a service.
  package init(
    _ form: RequestForm, in session: Session, inPlaceOf result: (any VerbResult)? = nil
  ) throws {
    self.form = form
    self.result = result
    let asked = session.services.requests
    requests = result == nil || asked.hasAsked ? asked.requests : []
    let names = Set(requests.map(\.provider))
    providers = try session.services.providers().filter { names.contains($0.name) }
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
        let listing = try RequestListing(input.form, in: session)
        guard !listing.requests.isEmpty else {
          throw Failure(
            .noResult, "no line of this session has asked a service",
            remedy: "list models --api curl")
        }
        return listing
      })
  }
}
