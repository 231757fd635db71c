package import FineTuning

/// One line for each operation; an endpoint says what its operation is on the wire.
extension RemoteService: FineTuningService {
  package func uploadFile(_ upload: FileUpload) async throws -> File {
    try await send(upload)
  }

  package func files(_ query: PageQuery) async throws -> Page<File> {
    try await call(FileEndpoints.list, query)
  }

  package func file(_ id: File.ID) async throws -> File {
    try await call(FileEndpoints.retrieve, id)
  }

  package func deleteFile(_ id: File.ID) async throws -> Deletion {
    try await call(FileEndpoints.delete, id)
  }

  package func fileContent(_ id: File.ID) async throws -> ByteStream {
    try await content(of: id)
  }

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

  package func models() async throws -> [Model] {
    try await call(ModelEndpoints.list, ())
  }

  package func model(_ id: String) async throws -> Model {
    try await call(ModelEndpoints.retrieve, id)
  }

  package func deleteModel(_ id: String) async throws -> Deletion {
    try await call(ModelEndpoints.delete, id)
  }

  package func chat(_ request: ChatRequest) async throws -> ChatCompletion {
    try await complete(request)
  }

  package func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    try await deltas(of: request)
  }
}

extension RemoteService: UploadService {
  package func createUpload(_ request: UploadRequest) async throws -> Upload {
    try await call(UploadEndpoints.create, request)
  }

  package func addPart(
    _ body: UploadPartBody, to upload: Upload.ID
  ) async throws -> UploadPart {
    try await send(body, to: upload)
  }

  package func completeUpload(
    _ id: Upload.ID, parts: [UploadPart.ID], md5: String?
  ) async throws -> Upload {
    try await call(UploadEndpoints.complete, .init(upload: id, parts: parts, md5: md5))
  }

  package func cancelUpload(_ id: Upload.ID) async throws -> Upload {
    try await call(UploadEndpoints.cancel, id)
  }
}

extension RemoteService: PermissionService {
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
}

extension RemoteService: ResponseService {
  package func createResponse(_ request: ResponseRequest) async throws -> ModelResponse {
    try await complete(request)
  }

  package func streamResponse(
    _ request: ResponseRequest
  ) async throws -> AsyncThrowingStream<ResponseDelta, any Error> {
    try await deltas(of: request)
  }

  package func response(_ id: ModelResponse.ID) async throws -> ModelResponse {
    try await call(ResponseEndpoints.retrieve, id)
  }

  package func deleteResponse(_ id: ModelResponse.ID) async throws -> Deletion {
    try await call(ResponseEndpoints.delete, id)
  }
}

extension RemoteService: ModerationService {
  package func moderate(_ request: ModerationRequest) async throws -> [Moderation] {
    try await call(ModerationEndpoints.create, request)
  }
}
