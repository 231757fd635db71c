package import FineTuning
import HTTPTypes
package import JSON

/// A request to a service in the form of the wire, whether it crosses one or not.
package struct ObservedRequest: Sendable, Hashable {
  /// Such as `POST`.
  package var method: String
  /// Below the service's address, beginning with a slash.
  package var path: String
  /// Without the question mark; empty for none.
  package var query: String
  /// What is sent as JSON, or the plain fields of a form; nil for nothing.
  package var body: JSONValue?
  /// The name of the file in a form.
  package var filename: String?
}

/// A service whose requests are told as they are made, each with the name of what came of it.
///
/// The one in this process is asked directly, and its requests are told as its clients over HTTP
/// would send them.
package struct ObservedService: FineTuningService {
  /// Is told a request before it is made; what it returns is told the id in the answer, if there
  /// is one.
  package typealias Listener = @Sendable (ObservedRequest) -> @Sendable (_ id: String) -> Void

  /// Operations that are not of every service go to it untold.
  package var watched: any FineTuningService { base.watched }

  private let base: any FineTuningService
  private let writer: RemoteService
  private let listener: Listener

  /// Observes `base`, whose requests are those of the connection's provider, at an address without
  /// a path.
  package init(
    _ base: any FineTuningService, at connection: Connection, listener: @escaping Listener
  ) {
    self.base = base
    self.listener = listener
    writer = RemoteService(
      connection, over: RequestCatcher(),
      retryPolicy: RetryPolicy(maximumRetries: 0))
  }

  /// Tells the request that `work` makes, has it done, and tells the id of what came of it.
  private func observing<Answer>(
    _ work: (any FineTuningService) async throws -> Answer, id: (Answer) -> String? = { _ in nil }
  ) async throws -> Answer {
    try await observing(as: work, work, id: id)
  }

  /// As ``observing(_:id:)``, where the request that is told is not quite the one that is made.
  private func observing<Answer>(
    as request: (any FineTuningService) async throws -> Answer,
    _ work: (any FineTuningService) async throws -> Answer, id: (Answer) -> String?
  ) async throws -> Answer {
    var told: (@Sendable (String) -> Void)?
    do {
      _ = try await request(writer)
    } catch let caught as RequestCatcher.Caught {
      told = listener(caught.request)
    }
    let answer = try await work(base)
    if let id = id(answer) { told?(id) }
    return answer
  }

  package func uploadFile(_ upload: FileUpload) async throws -> File {
    let empty = FileUpload(
      name: upload.name, purpose: upload.purpose,
      expiresAfterSeconds: upload.expiresAfterSeconds, byteCount: 0, body: .chunks([]))
    return try await observing(
      as: { try await $0.uploadFile(empty) }, { try await $0.uploadFile(upload) },
      id: \.id.rawValue)
  }

  package func files(_ query: PageQuery) async throws -> Page<File> {
    try await observing { try await $0.files(query) }
  }

  package func file(_ id: File.ID) async throws -> File {
    try await observing { try await $0.file(id) }
  }

  package func deleteFile(_ id: File.ID) async throws -> Deletion {
    try await observing { try await $0.deleteFile(id) }
  }

  package func fileContent(_ id: File.ID) async throws -> ByteStream {
    try await observing { try await $0.fileContent(id) }
  }

  package func createJob(_ request: JobRequest) async throws -> Job {
    try await observing {
      try await $0.createJob(request)
    } id: {
      $0.id.rawValue
    }
  }

  package func jobs(_ query: PageQuery) async throws -> Page<Job> {
    try await observing { try await $0.jobs(query) }
  }

  package func job(_ id: Job.ID) async throws -> Job {
    try await observing { try await $0.job(id) }
  }

  package func cancelJob(_ id: Job.ID) async throws -> Job {
    try await observing { try await $0.cancelJob(id) }
  }

  package func pauseJob(_ id: Job.ID) async throws -> Job {
    try await observing { try await $0.pauseJob(id) }
  }

  package func resumeJob(_ id: Job.ID) async throws -> Job {
    try await observing { try await $0.resumeJob(id) }
  }

  package func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent> {
    try await observing { try await $0.events(of: job, query) }
  }

  package func checkpoints(of job: Job.ID, _ query: PageQuery) async throws -> Page<Checkpoint> {
    try await observing { try await $0.checkpoints(of: job, query) }
  }

  package func models() async throws -> [Model] {
    try await observing { try await $0.models() }
  }

  package func model(_ id: String) async throws -> Model {
    try await observing { try await $0.model(id) }
  }

  package func deleteModel(_ id: String) async throws -> Deletion {
    try await observing { try await $0.deleteModel(id) }
  }

  package func chat(_ request: ChatRequest) async throws -> ChatCompletion {
    try await observing { try await $0.chat(request) }
  }

  package func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    try await observing { try await $0.streamChat(request) }
  }
}

/// Takes a request and sends it nowhere.
private struct RequestCatcher: HTTPTransport {
  struct Caught: Error {
    var request: ObservedRequest
  }

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    let taped = TapedRequest(request, below: "", body: nil)
    var observed = ObservedRequest(method: taped.method, path: taped.path, query: taped.query)
    let (body, reading) = BodyReading.reading(body)
    for try await _ in body.chunks {}
    observed.body = reading.value
    if case .object(let members) = reading.value {
      observed.filename = members.lazy.compactMap { $0.value["filename"]?.string }.first
      if case .multipart = body {
        observed.body = .object(members.filter { $0.value.string != nil })
      }
    }
    throw Caught(request: observed)
  }
}

extension Connection {
  /// A connection that nothing is sent over: only what stands below an address is told.
  package init(observing provider: Provider) throws {
    guard let nowhere = BaseURL("http://localhost") else {
      throw ProviderError(.malformedAddress(variable: ""), provider: provider.name)
    }
    try self.init(provider: provider, baseURL: nowhere, key: nil)
  }
}
