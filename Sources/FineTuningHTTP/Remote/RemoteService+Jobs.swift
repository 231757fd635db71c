package import FineTuning

extension RemoteService {
  package func createJob(_ request: JobRequest) async throws -> Job {
    try await call(JobEndpoints.create(connection.provider.dialect), request)
  }

  package func jobs(_ query: PageQuery) async throws -> Page<Job> {
    try await call(JobEndpoints.list, query)
  }

  package func job(_ id: Job.ID) async throws -> Job {
    try await call(JobEndpoints.retrieve, id)
  }

  package func cancelJob(_ id: Job.ID) async throws -> Job {
    try await call(JobEndpoints.cancel, id)
  }

  package func pauseJob(_ id: Job.ID) async throws -> Job {
    try await call(JobEndpoints.pause, id)
  }

  package func resumeJob(_ id: Job.ID) async throws -> Job {
    try await call(JobEndpoints.resume, id)
  }

  package func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent> {
    try await call(JobEndpoints.events, ListOf(owner: job, page: query))
  }

  package func checkpoints(
    of job: Job.ID, _ query: PageQuery
  ) async throws -> Page<Checkpoint> {
    try await call(JobEndpoints.checkpoints, ListOf(owner: job, page: query))
  }

  package func permissions(
    of checkpoint: String, _ query: PageQuery
  ) async throws -> Page<CheckpointPermission> {
    try await call(PermissionEndpoints.list, ListOf(owner: checkpoint, page: query))
  }

  package func grantPermissions(
    of checkpoint: String, to projects: [String]
  ) async throws -> [CheckpointPermission] {
    try await call(
      PermissionEndpoints.grant, .init(checkpoint: checkpoint, projects: projects)
    ).elements
  }

  package func revokePermission(
    _ id: CheckpointPermission.ID, of checkpoint: String
  ) async throws -> Deletion {
    try await call(PermissionEndpoints.revoke, .init(checkpoint: checkpoint, id: id))
  }

  package func models() async throws -> [Model] {
    try await call(ModelEndpoints.list, ())
  }

  package func model(_ id: String) async throws -> Model {
    try await call(ModelEndpoints.retrieve, id)
  }

  package func deleteModel(_ id: String) async throws -> Deletion {
    try await call(ModelEndpoints.delete, id)
  }
}
