import FineTuning
import Synchronization

/// A service that repeats what it is told and refuses everything else; it counts its calls, so that
/// a test can say that it was not asked.
final class EchoService: FineTuningService {
  private let calls = Mutex(0)

  var callCount: Int { calls.withLock { $0 } }

  private func refused() -> ServiceError {
    calls.withLock { $0 += 1 }
    return ServiceError(
      status: 403, message: "Fine-tuning is closed.", code: "training_not_available")
  }

  func uploadFile(_ upload: FileUpload) async throws -> File { throw refused() }
  func files(_ query: PageQuery) async throws -> Page<File> { throw refused() }
  func file(_ id: File.ID) async throws -> File { throw refused() }
  func deleteFile(_ id: File.ID) async throws -> Deletion { throw refused() }
  func fileContent(_ id: File.ID) async throws -> ByteStream { throw refused() }
  func createJob(_ request: JobRequest) async throws -> Job { throw refused() }
  func jobs(_ query: PageQuery) async throws -> Page<Job> { throw refused() }
  func job(_ id: Job.ID) async throws -> Job { throw refused() }
  func cancelJob(_ id: Job.ID) async throws -> Job { throw refused() }
  func pauseJob(_ id: Job.ID) async throws -> Job { throw refused() }
  func resumeJob(_ id: Job.ID) async throws -> Job { throw refused() }
  func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent> {
    throw refused()
  }
  func checkpoints(of job: Job.ID, _ query: PageQuery) async throws -> Page<Checkpoint> {
    throw refused()
  }
  func models() async throws -> [Model] {
    [Model(id: "parrot-1", createdAt: 1, ownedBy: "the lab", shutdownDate: "2027-01-14")]
  }
  func model(_ id: String) async throws -> Model { throw refused() }
  func deleteModel(_ id: String) async throws -> Deletion { throw refused() }
  func chat(_ request: ChatRequest) async throws -> ChatCompletion { throw refused() }

  /// Answers with the last words, the number of messages and how warm the sampling is.
  ///
  /// Told to hang up, it does so within its answer; told to be silent, before it.
  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    let words = request.messages.last?.text ?? ""
    let warmth = request.sampling.temperature == 0 ? "" : ", said warmly"
    let count = request.messages.count
    return AsyncThrowingStream { continuation in
      continuation.yield(
        .started(id: "c", createdAt: 1, model: request.model, systemFingerprint: nil))
      let fault = ServiceError(status: 500, message: "The line is dead.", code: nil)
      if words == "Be silent!" { return continuation.finish(throwing: fault) }
      continuation.yield(.text(index: 0, "You say: ", logProbabilities: []))
      if words == "Hang up!" { return continuation.finish(throwing: fault) }
      continuation.yield(
        .text(index: 0, "\(words) (message \(count)\(warmth))", logProbabilities: []))
      continuation.yield(.finished(index: 0, reason: "stop"))
      continuation.yield(.usage(TokenUsage(prompt: 10 * count, completion: 7)))
      continuation.finish()
    }
  }
}
