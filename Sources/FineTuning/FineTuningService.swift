/// A service that keeps files, trains models on them and chats with the result.
///
/// Two kinds answer it: a remote provider through HTTP, and the sandbox in this process. One
/// conformance suite runs over both. Every method throws ``ServiceError`` for an answer that is an
/// error, and the transport's own error when there was no answer.
///
/// Not every service has uploads in parts, checkpoint permissions and responses: their default
/// implementations throw ``ServiceError/unsupported(_:)``.
package protocol FineTuningService: Sendable {
  func uploadFile(_ upload: FileUpload) async throws -> File
  func files(_ query: PageQuery) async throws -> Page<File>
  func file(_ id: File.ID) async throws -> File
  func deleteFile(_ id: File.ID) async throws -> Deletion
  func fileContent(_ id: File.ID) async throws -> ByteStream

  func createUpload(_ request: UploadRequest) async throws -> Upload
  func addPart(_ body: UploadPartBody, to upload: Upload.ID) async throws -> UploadPart
  /// Joins `parts` in the given order; `md5` in hexadecimal, when given, must be the whole's.
  func completeUpload(
    _ id: Upload.ID, parts: [UploadPart.ID], md5: String?
  ) async throws -> Upload
  func cancelUpload(_ id: Upload.ID) async throws -> Upload

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

  /// `checkpoint` is a model's name, here and below.
  func permissions(
    of checkpoint: String, _ query: PageQuery
  ) async throws -> Page<CheckpointPermission>
  /// Returns the permissions that were made, in the order of `projects`.
  func grantPermissions(
    of checkpoint: String, to projects: [String]
  ) async throws -> [CheckpointPermission]
  func revokePermission(
    _ id: CheckpointPermission.ID, of checkpoint: String
  ) async throws -> Deletion

  func models() async throws -> [Model]
  func model(_ id: String) async throws -> Model
  func deleteModel(_ id: String) async throws -> Deletion

  func chat(_ request: ChatRequest) async throws -> ChatCompletion
  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error>

  func createResponse(_ request: ResponseRequest) async throws -> ModelResponse
  func streamResponse(
    _ request: ResponseRequest
  ) async throws -> AsyncThrowingStream<ResponseDelta, any Error>
  func response(_ id: ModelResponse.ID) async throws -> ModelResponse
  func deleteResponse(_ id: ModelResponse.ID) async throws -> Deletion
}
