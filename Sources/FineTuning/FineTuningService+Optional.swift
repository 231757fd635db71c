extension ServiceError {
  /// The error of a service that lacks a whole family of operations, such as `uploads`.
  package static func unsupported(_ family: String) -> ServiceError {
    ServiceError(
      status: 501, message: "This service does not offer \(family).", code: "unsupported")
  }
}

extension FineTuningService {
  /// Throws, as a service without uploads in parts does.
  package func createUpload(_ request: UploadRequest) async throws -> Upload {
    throw ServiceError.unsupported("uploads")
  }

  /// Throws, as a service without uploads in parts does.
  package func addPart(
    _ body: UploadPartBody, to upload: Upload.ID
  ) async throws -> UploadPart {
    throw ServiceError.unsupported("uploads")
  }

  /// Throws, as a service without uploads in parts does.
  package func completeUpload(
    _ id: Upload.ID, parts: [UploadPart.ID], md5: String?
  ) async throws -> Upload {
    throw ServiceError.unsupported("uploads")
  }

  /// Throws, as a service without uploads in parts does.
  package func cancelUpload(_ id: Upload.ID) async throws -> Upload {
    throw ServiceError.unsupported("uploads")
  }

  /// Throws, as a service without checkpoint permissions does.
  package func permissions(
    of checkpoint: String, _ query: PageQuery
  ) async throws -> Page<CheckpointPermission> {
    throw ServiceError.unsupported("checkpoint permissions")
  }

  /// Throws, as a service without checkpoint permissions does.
  package func grantPermissions(
    of checkpoint: String, to projects: [String]
  ) async throws -> [CheckpointPermission] {
    throw ServiceError.unsupported("checkpoint permissions")
  }

  /// Throws, as a service without checkpoint permissions does.
  package func revokePermission(
    _ id: CheckpointPermission.ID, of checkpoint: String
  ) async throws -> Deletion {
    throw ServiceError.unsupported("checkpoint permissions")
  }

  /// Throws, as a service without responses does.
  package func createResponse(_ request: ResponseRequest) async throws -> ModelResponse {
    throw ServiceError.unsupported("responses")
  }

  /// Throws, as a service without responses does.
  package func streamResponse(
    _ request: ResponseRequest
  ) async throws -> AsyncThrowingStream<ResponseDelta, any Error> {
    throw ServiceError.unsupported("responses")
  }

  /// Throws, as a service without responses does.
  package func response(_ id: ModelResponse.ID) async throws -> ModelResponse {
    throw ServiceError.unsupported("responses")
  }

  /// Throws, as a service without responses does.
  package func deleteResponse(_ id: ModelResponse.ID) async throws -> Deletion {
    throw ServiceError.unsupported("responses")
  }
}
