package import FineTuning
import HTTPTypes
import JSON

extension RemoteService {
  package func uploadFile(_ upload: FileUpload) async throws -> File {
    let call = OutgoingCall(content: .form(upload.form))
    let (response, body) = try await exchange(
      .post, FileEndpoints.uploadPath, call, retries: .never)
    return try await answer(response, body, File.init(answer:))
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
    let call = OutgoingCall(arguments: [id.rawValue])
    return try await exchange(.get, FileEndpoints.contentPath, call, retries: .always).1
  }

  package func createUpload(_ request: UploadRequest) async throws -> Upload {
    try await call(UploadEndpoints.create, request)
  }

  package func addPart(
    _ body: UploadPartBody, to upload: Upload.ID
  ) async throws -> UploadPart {
    let call = OutgoingCall(arguments: [upload.rawValue], content: .form(body.form))
    let (response, answer) = try await exchange(
      .post, UploadEndpoints.partsPath, call, retries: .never)
    return try await self.answer(response, answer, UploadPart.init(answer:))
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
