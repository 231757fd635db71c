import FineTuning
import HTTPTypes

/// A multipart form with one file, read to its end.
struct UploadedForm: Sendable {
  /// The plain fields, in order.
  var fields: [(name: String, value: String)]
  var fileName: String
  var byteCount: Int
  var spool: any Spool

  /// The most that one plain field may measure, in bytes.
  private static let fieldLimit = 64 << 10

  /// Reads the form of `call`, whose file is in the field named `fileField`.
  ///
  /// - Throws: ``ServiceError`` for a form that is malformed, too large or lacks the file.
  init(
    _ call: IncomingCall, fileField: String, byteLimit: Int, spool: any Spool
  ) async throws {
    var reader = FormFieldReader(
      fileField: fileField, byteLimit: byteLimit, fieldLimit: Self.fieldLimit, spool: spool)
    do {
      var parser = try MultipartReader(contentType: call.headers[.contentType] ?? "")
      for try await chunk in call.body.chunks {
        for event in try parser.feed(chunk) { try reader.take(event) }
      }
      try Task.checkCancellation()
      try parser.finish()
    } catch let error as MultipartError {
      throw ServiceError(
        status: 400, message: "Could not parse multipart form: \(error).",
        code: "invalid_multipart")
    }
    guard let fileName = reader.fileName else { throw ServiceError.missing(fileField) }
    fields = reader.fields
    self.fileName = fileName
    byteCount = reader.byteCount
    self.spool = spool
  }
}

/// Sorts the parts of a form into fields and the file.
private struct FormFieldReader {
  let fileField: String
  let byteLimit: Int
  let fieldLimit: Int
  let spool: any Spool
  var fields: [(name: String, value: String)] = []
  var fileName: String?
  var byteCount = 0
  private var name: String?
  private var value: [UInt8] = []

  init(fileField: String, byteLimit: Int, fieldLimit: Int, spool: any Spool) {
    self.fileField = fileField
    self.byteLimit = byteLimit
    self.fieldLimit = fieldLimit
    self.spool = spool
  }

  mutating func take(_ event: MultipartReader.Event) throws {
    switch event {
    case .part(let head):
      endField()
      try begin(head)
    case .content(let bytes): try append(bytes)
    case .end: endField()
    }
  }

  private mutating func begin(_ head: MultipartReader.PartHead) throws {
    guard head.name == fileField else {
      name = head.name
      return
    }
    guard fileName == nil else {
      throw ServiceError.invalidParameter(
        fileField, "Duplicate parameter: '\(fileField)'.", code: "duplicate_parameter")
    }
    fileName = head.filename ?? fileField
  }

  private mutating func append(_ bytes: [UInt8]) throws {
    guard let name else {
      byteCount += bytes.count
      guard byteCount <= byteLimit else { throw BodyTooLarge(limit: byteLimit) }
      try spool.append(bytes)
      return
    }
    value += bytes
    guard value.count <= fieldLimit else {
      throw ServiceError.invalidParameter(
        name, "Invalid '\(name)': longer than \(fieldLimit) bytes.",
        code: "string_above_max_length")
    }
  }

  private mutating func endField() {
    if let name { fields.append((name, String(decoding: value, as: UTF8.self))) }
    name = nil
    value = []
  }
}
