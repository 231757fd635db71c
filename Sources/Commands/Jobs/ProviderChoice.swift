package import CommandLanguage
import FineTuning
import Spelling
import Workspaces

/// A provider with its service, chosen for one command.
struct ChosenService {
  var provider: ProviderSummary
  var service: any FineTuningService
}

/// Which of the session's providers a line means.
package struct ProviderChoice {
  let session: Session

  /// The workspace's setting that keeps the provider in use.
  static let setting = "provider"

  /// The provider that is in this program: it needs no key and is always there.
  package var local: ProviderSummary? {
    get throws { try session.services.providers().first(where: \.trainsOnlyWhileOpen) }
  }

  /// The provider whose own model this is; nil for a model that several may have.
  func owner(of model: String) throws -> ProviderSummary? {
    try session.services.providers().first { $0.owns(model) }
  }

  /// The provider for a command: the one it names, else the owner of the model, else the one in
  /// use, else the first with a key, else the one in this program.
  ///
  /// A script does not take a key for a choice, so that it does the same on every machine.
  package func provider(_ named: Argument?, model: String? = nil) throws -> ProviderSummary {
    if let named { return try provider(named: named.text, at: named.span) }
    if let model, let owner = try owner(of: model) { return owner }
    if let name = try session.chosenProvider ?? session.workspace.setting(Self.setting) {
      return try provider(named: name, at: nil)
    }
    let all = try session.services.providers()
    let keyed =
      session.context.isScript ? nil : all.first { $0.keyVariable != nil && $0.hasKey }
    guard let chosen = try keyed ?? local ?? all.first else {
      throw Failure(.noProvider, "there is no provider", remedy: "provider add NAME --url URL")
    }
    return chosen
  }

  /// The provider named `name`.
  ///
  /// - Throws: ``Failure`` E330 with the nearest name.
  package func provider(named name: String, at span: Span?) throws -> ProviderSummary {
    let all = try session.services.providers()
    if let found = all.first(where: { $0.name == name }) { return found }
    let near = nearest(to: name, in: all.map(\.name))
    throw Failure(
      .noProvider, "no provider \"\(name)\"", at: span, consequence: "nothing was sent",
      remedy: near.map { "did you mean \($0)?" } ?? "provider list")
  }

  /// The provider for a command, with its service ready.
  func service(_ named: Argument?, model: String? = nil) throws -> ChosenService {
    let provider = try provider(named, model: model)
    return ChosenService(
      provider: provider, service: try session.services.service(named: provider.name))
  }
}
