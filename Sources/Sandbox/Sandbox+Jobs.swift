import Files
package import FineTuning

extension Sandbox {
  /// Refuses what is wrong in the request at once, and what is wrong in its files later.
  package func createJob(_ request: JobRequest) async throws -> Job {
    try JobRequestCheck(request).run()
    try checkModel(of: request)
    try checkFile(request.trainingFile, "training_file")
    if let validation = request.validationFile { try checkFile(validation, "validation_file") }
    var job = Job(
      id: try newJobID(), createdAt: options.clock(), status: .validatingFiles,
      model: request.model, organization: "local", trainingFile: request.trainingFile,
      validationFile: request.validationFile,
      seed: request.seed ?? options.identifiers.seed(), suffix: request.suffix,
      method: request.method)
    job.metadata = request.metadata
    job.integrations = request.integrations
    try jobs.add(job, files: files)
    noteChange(of: job.id)
    return job
  }

  /// Newest first, 20 unless the query says otherwise.
  package func jobs(_ query: PageQuery) async throws -> Page<Job> {
    let all = try jobs.records().map(\.job).filter { job in
      query.metadata.allSatisfy { job.metadata[$0.key] == $0.value }
        && (!query.isWithoutMetadata || job.metadata.isEmpty)
    }
    return try Page(of: all, query, limit: 20) { $0.id.rawValue }
  }

  /// Read from disk, so that it is also right when another process trains.
  package func job(_ id: Job.ID) async throws -> Job { try existing(id).job }

  /// Final at once; a job that is being trained stops after its present step.
  package func cancelJob(_ id: Job.ID) async throws -> Job {
    try changed(id) { record in
      guard !record.job.status.isTerminal else {
        throw Sandbox.wrongState("Job has already completed: \(id)")
      }
      record.job.status = .cancelled
      record.job.finishedAt = options.clock()
      return [.cancelled]
    }
  }

  /// A job that is being trained is `pausing` until its state is saved.
  package func pauseJob(_ id: Job.ID) async throws -> Job {
    try changed(id) { record in
      switch record.job.status {
      case .running:
        record.job.status = .pausing
        return []
      case .validatingFiles, .queued:
        record.job.status = .paused
        return [.paused]
      case .pausing, .paused: return []
      default: throw Sandbox.wrongState("Job \(id) is \(record.job.status.rawValue)")
      }
    }
  }

  /// The job waits for its turn again and goes on from its saved step.
  package func resumeJob(_ id: Job.ID) async throws -> Job {
    try changed(id) { record in
      guard [.paused, .pausing].contains(record.job.status) else {
        throw Sandbox.wrongState("Job \(id) is not paused: it is \(record.job.status.rawValue)")
      }
      let isValidated = record.exampleCount != nil
      record.job.status = isValidated ? .queued : .validatingFiles
      return [.resumed]
    }
  }

  /// Newest first, 20 unless the query says otherwise.
  package func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent> {
    _ = try existing(job)
    return try jobs.events(of: job, query, limit: 20)
  }

  /// Newest first, at most the last three epochs.
  package func checkpoints(of job: Job.ID, _ query: PageQuery) async throws -> Page<Checkpoint> {
    try Page(of: existing(job).checkpoints, query, limit: 10) { $0.id.rawValue }
  }

  /// The job, or the service's error when there is none.
  private func existing(_ id: Job.ID) throws -> StoredJob {
    guard let record = try jobs.record(id) else { throw Sandbox.noJob(id) }
    if !record.job.status.isTerminal, record.job.status != .paused { wakeWorkers() }
    return record
  }

  private func changed(
    _ id: Job.ID, _ change: (inout StoredJob) throws -> [NewEvent]
  ) throws -> Job {
    guard let record = try jobs.update(id, change) else { throw Sandbox.noJob(id) }
    noteChange(of: id)
    return record.job
  }

  private func newJobID() throws -> Job.ID {
    while true {
      let id = options.identifiers.identifier("ftjob-")
      if !files.store.jobs.contains(id) { return Job.ID(id) }
    }
  }

  private func checkModel(of request: JobRequest) throws {
    guard try models.model(request.model) != nil else { throw Sandbox.noModel(request.model) }
  }

  private func checkFile(_ id: File.ID, _ field: String) throws {
    guard let file = try files.record(id)?.file else {
      throw ServiceError(
        status: 400, message: "invalid \(field): \(id)", parameter: field,
        code: "invalid_\(field)")
    }
    guard file.purpose == "fine-tune" else {
      throw ServiceError(
        status: 400,
        message: "File '\(id)' has purpose '\(file.purpose)', but must have 'fine-tune'",
        parameter: field, code: "invalid_\(field)")
    }
  }

  private static func noJob(_ id: Job.ID) -> ServiceError {
    ServiceError(
      status: 404, message: "Could not find fine tune: \(id)", parameter: "fine_tune_id",
      code: "fine_tune_not_found")
  }

  private static func wrongState(_ message: String) -> ServiceError {
    ServiceError(status: 400, message: message, code: "invalid_state")
  }
}
