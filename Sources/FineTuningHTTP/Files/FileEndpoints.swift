import FineTuning
import HTTPTypes
import JSON

/// The endpoints of files; uploading and content are streams and stand beside.
enum FileEndpoints {
  /// The values that a client may give as a file's purpose.
  static let purposes = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"]

  static let list = Endpoint<PageQuery, Page<File>>(
    method: .get, path: "files",
    request: .query { query in
      var page = try PageQuery(cursor: &query, limits: 1...10_000)
      page.order = try query.word("order", of: ["asc", "desc"]).flatMap {
        PageQuery.Order(rawValue: $0)
      }
      page.purpose = query.string("purpose")
      return page
    },
    response: .init(
      encode: { page in page.wire(\.wire, ids: { $0.id.rawValue }, noID: "") },
      decode: { try Page(answer: $0, File.init(answer:)) })
  ) { try await $0.files($1) }

  static let retrieve = Endpoint<File.ID, File>(
    method: .get, path: "files/{}", request: .identifier(),
    response: .init(encode: \.wire, decode: File.init(answer:))
  ) { try await $0.file($1) }

  static let delete = Endpoint<File.ID, Deletion>(
    method: .delete, path: "files/{}", request: .identifier(),
    response: .init(encode: \.wire, decode: Deletion.init(answer:))
  ) { try await $0.deleteFile($1) }

  static let uploadPath: PathPattern = "files"
  static let contentPath: PathPattern = "files/{}/content"
}

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

extension FileUpload {
  /// 512 MB, the most that one file may measure.
  static let byteLimit = 512 << 20

  /// Reads the fields of a form strictly.
  init(form: UploadedForm) throws {
    var query = QueryReader(form.fields)
    guard let purpose = try query.word("purpose", of: FileEndpoints.purposes) else {
      throw ServiceError.missing("purpose")
    }
    let anchor = try query.word("expires_after[anchor]", of: ["created_at"])
    let seconds = try query.integer("expires_after[seconds]", in: FileExpiry.seconds)
    guard (anchor == nil) == (seconds == nil) else {
      throw ServiceError.missing("expires_after.\(anchor == nil ? "anchor" : "seconds")")
    }
    try query.finish()
    self.init(
      name: form.fileName, purpose: purpose, expiresAfterSeconds: seconds,
      byteCount: form.byteCount, body: try form.spool.contents())
  }
}
