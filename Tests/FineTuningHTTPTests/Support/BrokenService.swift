import FineTuning
import FineTuningHTTP

/// A service whose every operation fails, but for those that a test gives it.
protocol FailingService: FineTuningService {
  var error: any Error { get }
}

/// Fails at once.
struct BrokenService: FailingService {
  let error: any Error
}

/// Starts to stream, and then fails.
struct HalfService: FailingService, ResponseService {
  let error: any Error

  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    .failing(
      after: [.started(id: "c", createdAt: 1, model: "m", systemFingerprint: nil)], error)
  }

  func streamResponse(
    _ request: ResponseRequest
  ) async throws -> AsyncThrowingStream<ResponseDelta, any Error> {
    let response = ModelResponse(
      id: "resp", createdAt: 1, status: .inProgress, model: "m", request: request)
    return .failing(after: [.started(response, messageID: "msg")], error)
  }
}

extension AsyncThrowingStream where Failure == any Error, Element: Sendable {
  static func failing(after elements: [Element], _ error: any Error) -> Self {
    let ready = Self.chunks(elements)
    return AsyncThrowingStream {
      var iterator = ready.makeAsyncIterator()
      guard let element = try await iterator.next() else { throw error }
      return element
    }
  }
}

extension FailingService {
  func uploadFile(_ upload: FileUpload) async throws -> File { throw error }
  func files(_ query: PageQuery) async throws -> Page<File> { throw error }
  func file(_ id: File.ID) async throws -> File { throw error }
  func deleteFile(_ id: File.ID) async throws -> Deletion { throw error }
  func fileContent(_ id: File.ID) async throws -> ByteStream { throw error }
  func createJob(_ request: JobRequest) async throws -> Job { throw error }
  func jobs(_ query: PageQuery) async throws -> Page<Job> { throw error }
  func job(_ id: Job.ID) async throws -> Job { throw error }
  func cancelJob(_ id: Job.ID) async throws -> Job { throw error }
  func pauseJob(_ id: Job.ID) async throws -> Job { throw error }
  func resumeJob(_ id: Job.ID) async throws -> Job { throw error }
  func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent> { throw error }
  func checkpoints(
    of job: Job.ID, _ query: PageQuery
  ) async throws -> Page<Checkpoint> { throw error }
  func models() async throws -> [Model] { throw error }
  func model(_ id: String) async throws -> Model { throw error }
  func deleteModel(_ id: String) async throws -> Deletion { throw error }
  func chat(_ request: ChatRequest) async throws -> ChatCompletion { throw error }
  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> { throw error }
  func createResponse(_ request: ResponseRequest) async throws -> ModelResponse { throw error }
  func response(_ id: ModelResponse.ID) async throws -> ModelResponse { throw error }
  func deleteResponse(_ id: ModelResponse.ID) async throws -> Deletion { throw error }
}
