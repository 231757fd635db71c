import CommandLanguage
import FineTuning
import Pricing
import Workspaces

/// What was agreed on before a launch on a provider that charges.
struct AgreedCost {
  var cost: LaunchCost
  var reservation: Spend.ID
}

/// A launch that nothing stands in the way of any more.
struct Launching {
  let session: Session
  let plan: LaunchPlan
  let name: String
  let chosen: ChosenService
  /// nil where training is free.
  let agreed: AgreedCost?

  private var workspace: Workspace { session.workspace }

  /// Uploads, creates the job, and keeps it under its name.
  ///
  /// The job is noted before the service is asked, with a mark that is sent along: a paid job whose
  /// creation had no answer is found again by it.
  ///
  /// - Throws: ``Failure`` E324 when it is not known whether the job was created.
  func run() async throws -> LaunchResult {
    let training: SentFile
    let request: JobRequest
    do {
      (training, request) = try await prepare()
    } catch {
      // No job was asked for, so nothing is owed.
      release()
      throw error
    }
    do {
      let job = try await chosen.service.createJob(request)
      let record = try workspace.update(job, named: name)
      return LaunchResult(
        record: record,
        start: LaunchResult.Start(
          training: training, id: job.id.rawValue, model: job.model, cost: agreed?.cost,
          place: chosen.provider.place(of: job.model)))
    } catch  where isRefusal(error) {
      // The service said no or never heard of it, so nothing runs there and nothing is owed.
      try? workspace.abandonJob(named: name)
      release()
      throw error
    } catch let error as WorkspaceError {
      throw error
    } catch {
      throw Failure.unansweredLaunch(name, context: [session.failure(explaining: error).message])
    }
  }

  private func release() {
    if let agreed { try? workspace.release(agreed.reservation) }
  }

  /// Everything up to the request itself: files sent, and the job noted under its name.
  private func prepare() async throws -> (training: SentFile, request: JobRequest) {
    let sending = FileSending(session: session, chosen: chosen)
    let dataset = plan.selection.dataset
    let training = try await sending.send(plan.training)
    var validation: SentFile?
    if let other = plan.validation { validation = try await sending.send(other) }
    let mark = LaunchMark()
    try workspace.beginJob(
      named: name, provider: chosen.provider.name,
      JobLaunch(
        dataset: dataset.id, revision: plan.selection.revision ?? dataset.revision,
        validationDataset: plan.validation?.dataset.id,
        validationRevision: plan.validation?.revision,
        requestHash: plan.hash, reservation: agreed?.reservation, launchID: mark.text,
        trainingFile: training.file))
    var method = plan.method
    if let estimate = agreed?.cost.details?.estimate {
      // The price is for this many passes, so the service must not choose another number.
      method.hyperparameters.epochCount = .value(estimate.epochs)
    }
    return (
      training,
      JobRequest(
        model: plan.model, trainingFile: training.file, validationFile: validation?.file,
        suffix: plan.suffix, seed: plan.seed, method: method,
        metadata: [LaunchMark.key: mark.text])
    )
  }

  /// Whether the error says that no job was made: the service's own no, or a request never sent.
  private func isRefusal(_ error: any Error) -> Bool {
    if let error = error as? ServiceError { return error.status < 500 && error.status != 408 }
    return session.services.wasNeverSent(error)
  }
}

extension ProviderSummary {
  /// What trains a job on the model, when that is on this machine.
  fileprivate func place(of model: String) -> LaunchResult.Place? {
    guard trainsOnlyWhileOpen else { return nil }
    let engine = engineModels.first { model == $0 || model.hasPrefix("ft:\($0):") }
    return engine.map(LaunchResult.Place.engine) ?? .program(name)
  }
}
