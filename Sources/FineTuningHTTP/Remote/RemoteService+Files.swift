import FineTuning
import HTTPTypes

/// Operations whose body or answer is a stream of bytes.
extension RemoteService {
  /// Never sent twice by itself, because its stream is used up.
  func send(_ upload: FileUpload) async throws -> File {
    let call = OutgoingCall(content: .form(upload.form))
    let (response, body) = try await exchange(
      .post, FileEndpoints.uploadPath, call, retries: .never)
    return try await answer(response, body, File.init(answer:))
  }

  func send(_ part: UploadPartBody, to upload: Upload.ID) async throws -> UploadPart {
    let call = OutgoingCall(arguments: [upload.rawValue], content: .form(part.form))
    let (response, body) = try await exchange(
      .post, UploadEndpoints.partsPath, call, retries: .never)
    return try await answer(response, body, UploadPart.init(answer:))
  }

  func content(of id: File.ID) async throws -> ByteStream {
    let call = OutgoingCall(arguments: [id.rawValue])
    return try await exchange(.get, FileEndpoints.contentPath, call, retries: .always).1
  }
}
