import FineTuning
import HTTPTypes
import JSON

/// An answer on its way out.
struct Reply: Sendable {
  var status = 200
  var contentType = "application/json"
  var body: ByteStream
  /// nil for a stream whose end is not known.
  var byteCount: Int?

  init(json value: JSONValue, status: Int = 200) {
    let bytes = value.encoded()
    self.status = status
    body = .chunks([bytes])
    byteCount = bytes.count
  }

  init(contentType: String, body: ByteStream) {
    self.contentType = contentType
    self.body = body
  }
}

/// One line of the router's table.
struct Route: Sendable {
  let method: HTTPRequest.Method
  let path: PathPattern
  let answer: @Sendable (ServiceRouter, IncomingCall) async throws -> Reply

  init(
    _ method: HTTPRequest.Method, _ path: PathPattern,
    answer: @escaping @Sendable (ServiceRouter, IncomingCall) async throws -> Reply
  ) {
    self.method = method
    self.path = path
    self.answer = answer
  }

  /// The server's end of an endpoint.
  init<Input, Output>(_ endpoint: Endpoint<Input, Output>) {
    self.init(endpoint.method, endpoint.path) { router, call in
      let input = try await endpoint.request.decode(call)
      let output = try await endpoint.perform(router.service, input)
      return Reply(json: endpoint.response.encode(output))
    }
  }
}

extension Route {
  /// Every endpoint of the API.
  static let all: [Route] = [
    uploadFile, Route(FileEndpoints.list), Route(FileEndpoints.retrieve),
    Route(FileEndpoints.delete), fileContent,
    Route(UploadEndpoints.create), addPart, Route(UploadEndpoints.complete),
    Route(UploadEndpoints.cancel),
    Route(JobEndpoints.create()), Route(JobEndpoints.list), Route(JobEndpoints.retrieve),
    Route(JobEndpoints.cancel), Route(JobEndpoints.pause), Route(JobEndpoints.resume),
    Route(JobEndpoints.events), Route(JobEndpoints.checkpoints),
    Route(PermissionEndpoints.list), Route(PermissionEndpoints.grant),
    Route(PermissionEndpoints.revoke),
    Route(ModelEndpoints.list), Route(ModelEndpoints.retrieve), Route(ModelEndpoints.delete),
    Route(ModerationEndpoints.create),
    chat, createResponse, Route(ResponseEndpoints.retrieve), Route(ResponseEndpoints.delete),
  ]

  private static let uploadFile = Route(.post, FileEndpoints.uploadPath) { router, call in
    try QueryReader(call.query).finish()
    let form = try await UploadedForm(
      call, fileField: "file", byteLimit: FileUpload.byteLimit, spool: try router.makeSpool())
    return Reply(json: try await router.service.uploadFile(FileUpload(form: form)).wire)
  }

  private static let fileContent = Route(.get, FileEndpoints.contentPath) { router, call in
    try QueryReader(call.query).finish()
    let content = try await router.service.fileContent(File.ID(call.arguments[0]))
    return Reply(contentType: "application/octet-stream", body: content)
  }

  private static let addPart = Route(.post, UploadEndpoints.partsPath) { router, call in
    try QueryReader(call.query).finish()
    let form = try await UploadedForm(
      call, fileField: "data", byteLimit: UploadEndpoints.partByteLimit,
      spool: try router.makeSpool())
    try QueryReader(form.fields).finish()
    let body = UploadPartBody(chunks: try form.spool.contents(), byteCount: form.byteCount)
    let part = try await router.service.uploadService.addPart(
      body, to: Upload.ID(call.arguments[0]))
    return Reply(json: part.wire)
  }
}
