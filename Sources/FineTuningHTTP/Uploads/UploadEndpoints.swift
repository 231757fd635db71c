import FineTuning
import HTTPTypes
import JSON

/// The endpoints of uploads; adding a part is a stream and stands beside.
enum UploadEndpoints {
  /// What makes the parts of an upload one file.
  struct Completion: Sendable {
    let upload: Upload.ID
    let parts: [UploadPart.ID]
    let md5: String?
  }

  /// 8 GB, the most that an upload may measure.
  static let byteLimit = 8 << 30
  /// 64 MB, the most that one part may measure.
  static let partByteLimit = 64 << 20
  static let partsPath: PathPattern = "uploads/{}/parts"

  static let create = Endpoint<UploadRequest, Upload>(
    method: .post, path: "uploads", retries: .refusals,
    request: .json(\.wire, UploadRequest.init(request:)), response: response
  ) { try await $0.uploadService.createUpload($1) }

  static let complete = Endpoint<Completion, Upload>(
    method: .post, path: "uploads/{}/complete", retries: .refusals,
    request: .init(
      encode: { completion in
        var members = [
          JSONMember("part_ids", .array(completion.parts.map { .string($0.rawValue) }))
        ]
        if let md5 = completion.md5 { members.append(JSONMember("md5", .string(md5))) }
        return OutgoingCall(
          arguments: [completion.upload.rawValue], content: .json(.object(members)))
      },
      decode: { call in
        try await call.object { reader in
          Completion(
            upload: Identifier(call.arguments[0]),
            parts: try reader.requiredStrings("part_ids").map { UploadPart.ID($0) },
            md5: try reader.string("md5"))
        }
      }),
    response: response
  ) { try await $0.uploadService.completeUpload($1.upload, parts: $1.parts, md5: $1.md5) }

  static let cancel = Endpoint<Upload.ID, Upload>(
    method: .post, path: "uploads/{}/cancel", retries: .refusals,
    request: .identifier(), response: response
  ) { try await $0.uploadService.cancelUpload($1) }

  private static let response = ResponseCodec(encode: \Upload.wire, decode: Upload.init(answer:))
}
