import CommandLanguage
import Datasets
import FineTuning
import Workspaces

/// A model that can be talked to, with what it should be told first.
struct ChatTarget {
  /// How the prompt names it: `@demo`, or the model's name.
  var label: String
  var model: String
  var chosen: ChosenService
  /// The job that made it, when it is one of this workspace's.
  var job: JobRecord?
  /// The system prompt; nil where there is none.
  var system: String?
  /// What the training told the model first; nil where that is not known.
  var training: TrainedPrompt?

  /// The system prompt of the training set, which may have none.
  struct TrainedPrompt {
    var text: String?
  }

  /// Says when the model is told something else first than it learned with.
  func noteOther(system: String?, in session: Session) {
    guard let training, training.text != system else { return }
    session.console.tell(.chat(.otherSystemPrompt(label: label, trained: training.text)))
  }
}

/// The models that a session can talk to, as lines name them.
struct ChatTargets {
  let session: Session

  /// The model that an argument means: `@demo`, a model's name, or a tuned model's.
  ///
  /// - Throws: ``Failure`` E322 for a job that has made no model.
  func target(_ argument: Argument, _ options: ChatOptions) async throws -> ChatTarget {
    if case .reference(.job(let name, _)) = argument.value {
      return try await target(ofJob: name, argument, options)
    }
    let model = argument.text
    let record = try session.workspace.jobs().first { $0.job?.fineTunedModel == model }
    let chosen =
      try record.map {
        ChosenService(
          provider: try session.providers.provider(named: $0.provider, at: nil),
          service: try session.services.service(named: $0.provider))
      } ?? session.providers.service(options.provider, model: model)
    if record == nil { try refuseJobName(argument, at: chosen.provider) }
    let training = try record.flatMap { try trainedPrompt(ofJob: $0) }
    return ChatTarget(
      label: model, model: model, chosen: chosen, job: record,
      system: options.system ?? training?.text, training: training)
  }

  /// Refuses the name of a job without its sign, before a chat is opened with a model that nobody has.
  private func refuseJobName(_ argument: Argument, at provider: ProviderSummary) throws {
    let name = argument.text
    guard !provider.owns(name), try session.workspace.jobs().contains(where: { $0.name == name })
    else { return }
    throw Failure(
      .foreignModel, "\(provider.name) has no model \"\(name)\"", at: argument.span,
      consequence: "nothing was sent", remedy: "did you mean @\(name)?")
  }

  private func target(
    ofJob name: String, _ argument: Argument, _ options: ChatOptions
  ) async throws -> ChatTarget {
    let found = try session.jobs.job(named: name, at: argument.span)
    let record = try await JobFollower(session: session).refresh(found)
    guard let model = record.job?.fineTunedModel else {
      throw Failure(
        .noModelYet, "@\(record.name) has made no model yet", at: argument.span,
        context: record.job.map { ["it is \($0.status.rawValue)"] } ?? [],
        remedy: "tail @\(record.name)")
    }
    let service = try session.services.service(named: record.provider)
    let provider = try session.providers.provider(named: record.provider, at: nil)
    let training = try trainedPrompt(ofJob: record)
    return ChatTarget(
      label: "@\(record.name)", model: model,
      chosen: ChosenService(provider: provider, service: service), job: record,
      system: options.system ?? training?.text, training: training)
  }

  /// The system prompt of the training set in the revision that the job was trained on.
  private func trainedPrompt(
    ofJob record: JobRecord
  ) throws -> ChatTarget.TrainedPrompt? {
    guard let id = record.launch.dataset, let dataset = try session.workspace.dataset(id) else {
      return nil
    }
    return ChatTarget.TrainedPrompt(
      text: try session.selections.systemPrompt(of: dataset, revision: record.launch.revision))
  }
}
