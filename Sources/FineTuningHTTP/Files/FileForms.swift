import FineTuning

extension FileUpload {
  /// The form that carries the file; its plain fields come first, so that a server can stream.
  var form: MultipartForm {
    var parts = [MultipartForm.Part(name: "purpose", text: purpose)]
    if let expiresAfterSeconds {
      parts.append(.init(name: "expires_after[anchor]", text: "created_at"))
      parts.append(.init(name: "expires_after[seconds]", text: String(expiresAfterSeconds)))
    }
    parts.append(
      .init(
        name: "file", filename: name, contentType: "application/octet-stream", content: body,
        byteCount: byteCount))
    return MultipartForm(parts: parts)
  }
}

extension UploadPartBody {
  /// The form that carries the part.
  var form: MultipartForm {
    MultipartForm(parts: [
      .init(
        name: "data", filename: "data", contentType: "application/octet-stream", content: chunks,
        byteCount: byteCount)
    ])
  }
}
