import CommandLanguage
package import JSON
import Spelling
import Workspaces

/// What `list` is asked for.
package enum ListInput: String, Sendable, CaseIterable {
  case datasets
  case jobs
  case files
  case models
  case chats
  case selections
  case snapshots

  fileprivate init(_ argument: Argument?) throws(Failure) {
    guard let argument else {
      self = .datasets
      return
    }
    guard let subject = Self(rawValue: argument.text) else {
      throw Failure(
        .unknownSubcommand, "there is no list of \"\(argument.text)\"", at: argument.span,
        remedy: nearest(to: argument.text, in: Self.allCases.map(\.rawValue))
          .map { "did you mean list \($0)?" } ?? "list, list jobs, list files or list models")
    }
    self = subject
  }
}

/// Everything of one sort that the workspace or the provider has.
package enum ListResult: VerbResult {
  case datasets([DatasetFacts])
  /// The newest first.
  case jobs([ListedJob])
  case files([ListedFile])
  case models([ListedModel], provider: String)
  case chats([ListedChat])
  case selections([SavedSelection])
  case snapshots([ListedSnapshot])

  package var json: JSONValue {
    switch self {
    case .datasets(let datasets): .array(datasets.map(\.json))
    case .jobs(let jobs): .array(jobs.map(\.json))
    case .files(let files): .array(files.map(\.json))
    case .models(let models, _): .array(models.map(\.json))
    case .chats(let chats): .array(chats.map(\.json))
    case .selections(let selections): .array(selections.map(\.json))
    case .snapshots(let snapshots): .array(snapshots.map(\.json))
    }
  }
}

extension Verb where Input == ListInput, Result == ListResult {
  /// `list`: what there is.
  package static var list: Self {
    Self(
      VerbDeclaration(
        "list", aliases: ["ls"], .data,
        "list datasets, or jobs, files, models, chats, selections, snapshots",
        usage: [
          "list", "list jobs", "list files", "list models", "list chats", "list selections",
          "list snapshots",
        ],
        examples: [
          .init("list", "the datasets of this workspace"),
          .init("list jobs", "the jobs, newest first"),
        ], operands: [.words(ListInput.allCases.map(\.rawValue))],
        traits: VerbTraits(isReading: true, asksServices: true)),
      read: { reader throws(Failure) in try ListInput(reader.optionalArgument()) },
      perform: { subject, session in
        let listing = Listing(session: session)
        switch subject {
        case .datasets: return .datasets(try session.workspace.datasets().map(DatasetFacts.init))
        case .jobs: return .jobs(try await listing.jobs())
        case .files: return .files(try listing.files())
        case .models:
          let chosen = try session.providers.service(nil)
          return .models(try await listing.models(of: chosen), provider: chosen.provider.name)
        case .chats: return .chats(try listing.chats())
        case .selections: return .selections(try session.selections.saved.all)
        case .snapshots: return .snapshots(try listing.snapshots())
        }
      })
  }
}
