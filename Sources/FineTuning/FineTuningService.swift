// The vocabulary of fine-tuning services: files, jobs, events, checkpoints, chats, responses and
// errors as values, and the protocols of a service. It depends on JSON alone. The HTTP client and
// router, the sandbox and the workspace exchange these types. Read this file first, then Job.swift.

/// A service that keeps files, trains models on them and chats with the result.
///
/// Two kinds answer it: a remote provider through HTTP, and the sandbox in this process. One
/// conformance suite runs over both. Every method throws ``ServiceError`` for an answer that is an
/// error, and the transport's own error when there was no answer.
///
/// What only some services have is a protocol of its own: ``UploadService``,
/// ``PermissionService``, ``ResponseService`` and ``ModerationService``; ask for one with its property here.
package protocol FineTuningService: FileService, JobService, ModelService, ChatService {
  /// The service behind one that only watches it, which has what only some services have; itself
  /// everywhere else.
  var watched: any FineTuningService { get }
}

extension FineTuningService {
  package var watched: any FineTuningService { self }

  /// What only some services can do, such as `any ExampleMeasuring`; nil where this one cannot.
  package func offer<Family>(_ family: Family.Type) -> Family? { watched as? Family }

  /// This service's uploads in parts.
  ///
  /// - Throws: ``ServiceError/unsupported(_:)`` when it has none, as with the other two.
  package var uploadService: any UploadService {
    get throws { try capability(offer((any UploadService).self), "uploads") }
  }

  /// This service's checkpoint permissions.
  package var permissionService: any PermissionService {
    get throws { try capability(offer((any PermissionService).self), "checkpoint permissions") }
  }

  /// This service's responses.
  package var responseService: any ResponseService {
    get throws { try capability(offer((any ResponseService).self), "responses") }
  }

  private func capability<Family>(_ service: Family?, _ name: String) throws -> Family {
    guard let service else { throw ServiceError.unsupported(name) }
    return service
  }
}

extension ServiceError {
  /// The error of a service that lacks a whole family of operations, such as `uploads`.
  package static func unsupported(_ family: String) -> ServiceError {
    ServiceError(
      status: 501, message: "This service does not offer \(family).", code: "unsupported")
  }
}

/// The files of a service, for training and with its results.
package protocol FileService: Sendable {
  func uploadFile(_ upload: FileUpload) async throws -> File
  func files(_ query: PageQuery) async throws -> Page<File>
  func file(_ id: File.ID) async throws -> File
  func deleteFile(_ id: File.ID) async throws -> Deletion
  func fileContent(_ id: File.ID) async throws -> ByteStream
}

/// The fine-tuning jobs of a service.
package protocol JobService: Sendable {
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
}

/// The models of a service, its own and those that jobs have made.
package protocol ModelService: Sendable {
  func models() async throws -> [Model]
  func model(_ id: String) async throws -> Model
  func deleteModel(_ id: String) async throws -> Deletion
}

/// Chats with the models of a service.
package protocol ChatService: Sendable {
  func chat(_ request: ChatRequest) async throws -> ChatCompletion
  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error>
}

/// Uploads of large files in parts.
package protocol UploadService: Sendable {
  func createUpload(_ request: UploadRequest) async throws -> Upload
  func addPart(_ body: UploadPartBody, to upload: Upload.ID) async throws -> UploadPart
  /// Joins `parts` in the given order; `md5` in hexadecimal, when given, must be the whole's.
  func completeUpload(
    _ id: Upload.ID, parts: [UploadPart.ID], md5: String?
  ) async throws -> Upload
  func cancelUpload(_ id: Upload.ID) async throws -> Upload
}

/// Who else may use the model of a checkpoint; `checkpoint` is that model's name.
package protocol PermissionService: Sendable {
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
}

/// Responses: answers of a model that are kept, so that a later one can go on from them.
package protocol ResponseService: Sendable {
  func createResponse(_ request: ResponseRequest) async throws -> ModelResponse
  func streamResponse(
    _ request: ResponseRequest
  ) async throws -> AsyncThrowingStream<ResponseDelta, any Error>
  func response(_ id: ModelResponse.ID) async throws -> ModelResponse
  func deleteResponse(_ id: ModelResponse.ID) async throws -> Deletion
}
