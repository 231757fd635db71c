import FineTuning
import JSON
import Synchronization

/// A service that charges: it takes files and jobs, and loses the answer when it is told to.
final class BillingService: RefusingService {
  /// What becomes of the next request for a job.
  enum Creation: Sendable {
    case answered
    /// The job is made, and its answer is lost.
    case madeUnanswered
    /// Neither a job nor an answer.
    case lost
    case refused
  }

  struct State: Sendable {
    var creation = Creation.answered
    var takesFiles = true
    /// Whether jobs keep what they were marked with.
    var keepsMetadata = true
    var requests: [JobRequest] = []
    var jobs: [Job] = []
    var now = 0
    /// What each look at an uploaded file finds; the last one stays.
    var fileStatuses = ["processed"]
    var statusDetails: String?
    /// The refusal of every request, in place of the usual.
    var refusal: ServiceError?
    /// What each look at a job makes of it; the last one stays.
    var endings: [@Sendable (inout Job) -> Void] = []
    var resultFile: [UInt8] = []

    mutating func file(_ id: File.ID) -> File {
      let status = fileStatuses.count > 1 ? fileStatuses.removeFirst() : fileStatuses[0]
      return File(
        id: id, byteCount: 1, createdAt: 1, name: "f", purpose: "any", status: status,
        statusDetails: statusDetails)
    }
  }

  struct NoAnswer: Error {}

  private let state = Mutex(State())

  /// What it was asked for and what it has.
  var snapshot: State { state.withLock { $0 } }

  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

  func refusal() -> ServiceError {
    snapshot.refusal ?? ServiceError(status: 400, message: "The service does not do that.")
  }

  func uploadFile(_ upload: FileUpload) async throws -> File {
    for try await _ in upload.body {}
    guard snapshot.takesFiles else { throw refusal() }
    return state.withLock { $0.file("file-1") }
  }

  func file(_ id: File.ID) async throws -> File {
    state.withLock { $0.file(id) }
  }

  func createJob(_ request: JobRequest) async throws -> Job {
    try state.withLock { state in
      state.requests.append(request)
      if state.creation == .refused {
        throw state.refusal
          ?? ServiceError(status: 400, message: "The service does not do that.")
      }
      if state.creation == .lost { throw NoAnswer() }
      let job = Job(
        id: Job.ID("ftjob-\(state.requests.count)"), createdAt: state.now, status: .running,
        model: "gpt-4.1-mini-2025-04-14", organization: "org", trainingFile: request.trainingFile,
        seed: 1, method: request.method, metadata: state.keepsMetadata ? request.metadata : [:])
      state.jobs.insert(job, at: 0)
      if state.creation == .madeUnanswered { throw NoAnswer() }
      return job
    }
  }

  func jobs(_ query: PageQuery) async throws -> Page<Job> {
    // A job a page, so that the second one is asked for, too.
    let jobs = snapshot.jobs
    let start = query.after.flatMap { id in jobs.firstIndex { $0.id.rawValue == id } }
    let rest = jobs[(start.map { $0 + 1 } ?? 0)...]
    return Page(elements: Array(rest.prefix(1)), hasMore: rest.count > 1)
  }

  func job(_ id: Job.ID) async throws -> Job {
    let found = state.withLock { state -> Job? in
      guard let index = state.jobs.firstIndex(where: { $0.id == id }) else { return nil }
      let ending = state.endings.count > 1 ? state.endings.removeFirst() : state.endings.first
      ending?(&state.jobs[index])
      return state.jobs[index]
    }
    guard let found else { throw refusal() }
    return found
  }

  func fileContent(_ id: File.ID) async throws -> ByteStream {
    let content = snapshot.resultFile
    return AsyncThrowingStream { continuation in
      continuation.yield(content)
      continuation.finish()
    }
  }

  func cancelJob(_ id: Job.ID) async throws -> Job {
    change { state in
      for index in state.jobs.indices where state.jobs[index].id == id {
        state.jobs[index].status = .cancelled
      }
    }
    return try await job(id)
  }

  func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent> {
    let event = JobEvent(
      id: "event-1", createdAt: 1, level: "info", message: "made", type: "message", data: .null)
    return Page(elements: [event], hasMore: false)
  }

  func checkpoints(of job: Job.ID, _ query: PageQuery) async throws -> Page<Checkpoint> {
    Page(elements: [], hasMore: false)
  }

  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    AsyncThrowingStream { continuation in
      continuation.yield(.text(index: 0, "yes", logProbabilities: []))
      continuation.yield(.finished(index: 0, reason: "stop"))
      continuation.yield(.usage(TokenUsage(prompt: 1_000, completion: 500)))
      continuation.finish()
    }
  }
}
