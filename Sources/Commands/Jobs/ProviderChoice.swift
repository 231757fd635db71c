import CommandLanguage
import FineTuning
import Spelling
import Workspaces

/// A provider with its service, chosen for one command.
struct ChosenService {
  var provider: ProviderSummary
  var service: any FineTuningService
}

extension Session {
  /// The setting that keeps the workspace's provider.
  static let providerSetting = "provider"

  /// The model that the sandbox trains from.
  static let sandboxModel = "sandbox-1"

  /// Whether the model can only be in the sandbox, whatever provider is in use.
  static func isSandboxModel(_ model: String) -> Bool {
    model == sandboxModel || model.hasPrefix("ft:\(sandboxModel)")
  }

  /// The provider for a command: `--provider`, else the one in use, else the sandbox in scripts
  /// and where no key is set, else the first provider with a key.
  func provider(_ invocation: Invocation?, model: String? = nil) throws -> ProviderSummary {
    let all = try services.providers()
    if let name = invocation?.text("provider") {
      return try provider(named: name, at: invocation?.statement.option("provider")?.value?.span)
    }
    if let model, Self.isSandboxModel(model) { return try provider(named: "sandbox", at: nil) }
    if let name = try chosenProvider ?? workspace.setting(Self.providerSetting) {
      return try provider(named: name, at: nil)
    }
    let keyed = surroundings.isScript ? nil : all.first { $0.keyVariable != nil && $0.hasKey }
    return try keyed ?? provider(named: "sandbox", at: nil)
  }

  /// The provider named `name`.
  ///
  /// - Throws: ``Failure`` E330 with the nearest name.
  func provider(named name: String, at span: Span?) throws -> ProviderSummary {
    let all = try services.providers()
    if let found = all.first(where: { $0.name == name }) { return found }
    let near = nearest(to: name, in: all.map(\.name))
    throw Failure(
      .noProvider, "no provider \"\(name)\"", at: span, consequence: "nothing was sent",
      remedy: near.map { "did you mean \($0)?" } ?? "provider list")
  }

  /// The provider for a command, with its service ready.
  func service(_ invocation: Invocation?, model: String? = nil) throws -> ChosenService {
    let provider = try provider(invocation, model: model)
    return ChosenService(provider: provider, service: try services.service(named: provider.name))
  }

  /// The job that an argument names: `@demo`, `@last`, `demo`, or a prefix of the service's id.
  ///
  /// - Throws: ``Failure`` E320 with the nearest name.
  func job(_ argument: Argument) throws -> JobRecord {
    switch argument.value {
    case .reference(.job(let name, _)): return try job(named: name, at: argument.span)
    case .word(let word):
      if case .job(let prefix)? = RawIdentifier(word) {
        let found = try workspace.jobs(withIDPrefix: prefix)
        if let job = found.first, found.count == 1 { return job }
        throw Failure(
          .noJob, found.isEmpty ? "no job \(prefix)" : "several jobs begin with \(prefix)",
          at: argument.span, remedy: "list jobs")
      }
      return try job(named: word, at: argument.span)
    default:
      throw Failure(
        .wrongReference, "\"\(argument.text)\" is not a job", at: argument.span, remedy: "list jobs"
      )
    }
  }

  func job(named name: String, at span: Span?) throws -> JobRecord {
    let all = try workspace.jobs()
    if name == "last", let newest = all.first { return newest }
    if let found = all.first(where: { $0.name == name }) { return found }
    let near = nearest(to: name, in: all.map(\.name))
    throw Failure(
      .noJob, "no job \"@\(name)\"", at: span,
      remedy: near.map { "did you mean @\($0)?" }
        ?? (all.isEmpty ? "launch NAME as \(name)" : "list jobs"))
  }
}
