import FineTuning

/// A service that refuses every operation but those that a test double gives it.
protocol RefusingService: FineTuningService {
  /// The error of a refused operation; called for each.
  func refusal() -> ServiceError
}

extension RefusingService {
  func uploadFile(_ upload: FileUpload) async throws -> File { throw refusal() }
  func files(_ query: PageQuery) async throws -> Page<File> { throw refusal() }
  func file(_ id: File.ID) async throws -> File { throw refusal() }
  func deleteFile(_ id: File.ID) async throws -> Deletion { throw refusal() }
  func fileContent(_ id: File.ID) async throws -> ByteStream { throw refusal() }
  func createJob(_ request: JobRequest) async throws -> Job { throw refusal() }
  func jobs(_ query: PageQuery) async throws -> Page<Job> { throw refusal() }
  func job(_ id: Job.ID) async throws -> Job { throw refusal() }
  func cancelJob(_ id: Job.ID) async throws -> Job { throw refusal() }
  func pauseJob(_ id: Job.ID) async throws -> Job { throw refusal() }
  func resumeJob(_ id: Job.ID) async throws -> Job { throw refusal() }
  func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent> {
    throw refusal()
  }
  func checkpoints(of job: Job.ID, _ query: PageQuery) async throws -> Page<Checkpoint> {
    throw refusal()
  }
  func models() async throws -> [Model] { throw refusal() }
  func model(_ id: String) async throws -> Model { throw refusal() }
  func deleteModel(_ id: String) async throws -> Deletion { throw refusal() }
  func chat(_ request: ChatRequest) async throws -> ChatCompletion { throw refusal() }
  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    throw refusal()
  }
}
