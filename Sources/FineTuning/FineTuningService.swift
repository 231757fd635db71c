/// A service that keeps files, trains models on them and chats with the result.
///
/// Two kinds answer it: a remote provider through HTTP, and the sandbox in this process. One
/// conformance suite runs over both. Every method throws ``ServiceError`` for an answer that is an
/// error, and the transport's own error when there was no answer.
package protocol FineTuningService: Sendable {
  func uploadFile(_ upload: FileUpload) async throws -> File
  func files(_ query: PageQuery) async throws -> Page<File>
  func file(_ id: File.ID) async throws -> File
  func deleteFile(_ id: File.ID) async throws -> Deletion
  func fileContent(_ id: File.ID) async throws -> ByteStream

  func createJob(_ request: JobRequest) async throws -> Job
  func jobs(_ query: PageQuery) async throws -> Page<Job>
  func job(_ id: Job.ID) async throws -> Job
  func cancelJob(_ id: Job.ID) async throws -> Job
  func pauseJob(_ id: Job.ID) async throws -> Job
  func resumeJob(_ id: Job.ID) async throws -> Job
  /// Newest first.
  func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent>
  /// Newest first.
  func checkpoints(of job: Job.ID, _ query: PageQuery) async throws -> Page<Checkpoint>

  func models() async throws -> [Model]
  func model(_ id: String) async throws -> Model
  func deleteModel(_ id: String) async throws -> Deletion

  func chat(_ request: ChatRequest) async throws -> ChatCompletion
  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error>
}
