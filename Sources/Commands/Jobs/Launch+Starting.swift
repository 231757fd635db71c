import CommandLanguage
import FineTuning
import JSON
import Presentation
import Pricing
import Workspaces

/// What was agreed on before a launch on a provider that charges.
struct AgreedCost {
  var cost: LaunchCost
  var reservation: Spend.ID
}

/// A launch with its files at the service, ready to be asked for.
private struct PreparedLaunch {
  var training: SentFile
  var request: JobRequest
}

extension Session {
  /// Uploads, creates the job, and keeps it under its name.
  ///
  /// The job is noted before the service is asked, with a mark that is sent along: a paid job whose
  /// creation had no answer is found again by it.
  ///
  /// - Throws: ``Failure`` E324 when it is not known whether the job was created.
  func start(
    _ plan: LaunchPlan, as name: String, at chosen: ChosenService, _ cost: AgreedCost?
  ) async throws -> Outcome {
    let prepared: PreparedLaunch
    do {
      prepared = try await prepare(plan, as: name, at: chosen, cost)
    } catch {
      // No job was asked for, so nothing is owed.
      if let cost { try? workspace.release(cost.reservation) }
      throw error
    }
    do {
      let job = try await chosen.service.createJob(prepared.request)
      let record = try workspace.update(job, named: name)
      return outcome(record, job, prepared.training, chosen.provider, cost)
    } catch  where isRefusal(error) {
      // The service said no or never heard of it, so nothing runs there and nothing is owed.
      try? workspace.abandonJob(named: name)
      if let cost { try? workspace.release(cost.reservation) }
      throw error
    } catch let error as WorkspaceError {
      throw error
    } catch {
      throw unansweredLaunch(name, context: [failure(explaining: error).message])
    }
  }

  /// Everything up to the request itself: files sent, and the job noted under its name.
  private func prepare(
    _ plan: LaunchPlan, as name: String, at chosen: ChosenService, _ cost: AgreedCost?
  ) async throws -> PreparedLaunch {
    let dataset = plan.selection.dataset
    let training = try await upload(plan.selection, to: chosen)
    var validation: SentFile?
    if let other = plan.validation {
      validation = try await upload(Selection(dataset: other, field: FieldPath()), to: chosen)
    }
    let mark = LaunchMark()
    try workspace.beginJob(
      named: name, provider: chosen.provider.name,
      JobLaunch(
        dataset: dataset.id, revision: plan.selection.revision ?? dataset.revision,
        validationDataset: plan.validation?.id, validationRevision: plan.validation?.revision,
        requestHash: plan.hash, reservation: cost?.reservation, launchID: mark.text,
        trainingFile: training.file))
    var method = plan.method
    if let estimate = cost?.cost.estimate {
      // The price is for this many passes, so the service must not choose another number.
      method.hyperparameters.epochCount = .value(estimate.epochs)
    }
    return PreparedLaunch(
      training: training,
      request: JobRequest(
        model: plan.model, trainingFile: training.file, validationFile: validation?.file,
        suffix: plan.suffix, seed: plan.seed, method: method,
        metadata: [LaunchMark.key: mark.text]))
  }

  /// Whether the error says that no job was made: the service's own no, or a request never sent.
  private func isRefusal(_ error: any Error) -> Bool {
    if let error = error as? ServiceError { return error.status < 500 && error.status != 408 }
    return services.wasNeverSent(error)
  }

  private func outcome(
    _ record: JobRecord, _ job: Job, _ training: SentFile, _ provider: ProviderSummary,
    _ cost: AgreedCost?
  ) -> Outcome {
    let price: String =
      switch cost?.cost {
      case nil: "free"
      case let cost?: cost.estimate.map { "about \($0.cost)" } ?? "\(cost.amount) set aside"
      }
    var blocks: [Block] = [
      .line(
        training.line
          + ", created \("@\(record.name)", .accent) \(job.id) on \(job.model), \(price)")
    ]
    if let cost, let note = priceNote(of: provider, cost.cost) { blocks.append(note) }
    if provider.name == "sandbox" {
      blocks.append(
        .note("the sandbox trains a small model on this machine;  tail @\(record.name)  follows it")
      )
    } else {
      blocks.append(.note("tail @\(record.name)  follows it"))
    }
    return Outcome(record.json, blocks)
  }
}

extension JobRecord {
  /// The job as every verb's `--json` names it.
  var json: JSONValue {
    let numbers = job?.method.hyperparameters
    return [
      "name": .string(name), "provider": .string(provider),
      "id": job.map { .string($0.id.rawValue) } ?? .null,
      "status": .string(job?.status.rawValue ?? "unknown"),
      "base": job.map { .string($0.model) } ?? .null,
      "model": job?.fineTunedModel.map(JSONValue.string) ?? .null,
      "method": job.map { .string($0.method.kind.rawValue) } ?? .null,
      "epochs": numbers?.epochCount.number.map(JSONValue.integer) ?? .null,
      "batch_size": numbers?.batchSize.number.map(JSONValue.integer) ?? .null,
      "seed": job.map { .integer($0.seed) } ?? .null,
      "trained_tokens": job?.trainedTokens.map(JSONValue.integer) ?? .null,
      "error": job?.error.map { .string($0.message) } ?? .null,
      "created_at": .integer(createdAt),
    ]
  }
}
