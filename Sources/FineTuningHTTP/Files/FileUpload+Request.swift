import FineTuning
import JSON

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
