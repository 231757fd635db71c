import FineTuning
import FineTuningHTTP
import JSON

/// A service of plain shelves: it keeps what it is given and ends a job when it is asked to.
///
/// Made to be served, so that both ends of the wire meet real state. Time is a count of calls.
actor ShelfService: FineTuningService, UploadService, PermissionService, ResponseService {
  var now = 1_700_000_000
  var fileShelf: [(file: File, content: [UInt8])] = []
  var jobShelf: [Job] = []
  var eventShelf: [Job.ID: [JobEvent]] = [:]
  var checkpointShelf: [Job.ID: [Checkpoint]] = [:]
  var permissionShelf: [String: [CheckpointPermission]] = [:]
  var modelShelf = [
    Model(id: "base", createdAt: 1, ownedBy: "shelf"),
    Model(id: "old-base", createdAt: 2, ownedBy: "shelf", shutdownDate: "2027-01-14"),
  ]
  var uploadShelf: [Upload.ID: (upload: Upload, parts: [(UploadPart.ID, [UInt8])])] = [:]
  var responseShelf: [ModelResponse.ID: (response: ModelResponse, history: [ChatMessage])] = [:]
  /// What was asked last, for tests of what arrives.
  private(set) var lastJobRequest: JobRequest?
  private(set) var lastChatRequest: ChatRequest?
  private var count = 0

  func tick(_ prefix: String) -> String {
    count += 1
    now += 1
    return "\(prefix)\(count)"
  }

  func missing(_ what: String, _ id: String) -> ServiceError {
    ServiceError(status: 404, message: "No such \(what): \(id)", parameter: "id")
  }

  /// The page of `all`, which is in the order of the answer.
  func page<Element>(
    _ all: [Element], _ query: PageQuery, limit: Int, id: (Element) -> String
  ) -> Page<Element> {
    let rest = all.drop { element in query.after != nil && id(element) != query.after }
    let following = query.after == nil ? rest : rest.dropFirst()
    let size = query.limit ?? limit
    return Page(elements: Array(following.prefix(size)), hasMore: following.count > size)
  }

  func setJob(_ job: Job) {
    jobShelf.removeAll { $0.id == job.id }
    jobShelf.append(job)
  }

  // MARK: Files

  func uploadFile(_ upload: FileUpload) async throws -> File {
    let content = try await upload.body.collected()
    let id = File.ID(tick("file-"))
    let file = File(
      id: id, byteCount: content.count, createdAt: now,
      expiresAt: upload.expiresAfterSeconds.map { now + $0 }, name: upload.name,
      purpose: upload.purpose)
    fileShelf.append((file, content))
    return file
  }

  func files(_ query: PageQuery) async throws -> Page<File> {
    let all = fileShelf.map(\.file).filter { query.purpose == nil || $0.purpose == query.purpose }
    return page(
      query.order == .ascending ? all : all.reversed(), query, limit: 10_000, id: \.id.rawValue)
  }

  func file(_ id: File.ID) async throws -> File { try place(id).file }

  func deleteFile(_ id: File.ID) async throws -> Deletion {
    _ = try place(id)
    fileShelf.removeAll { $0.file.id == id }
    return Deletion(id: id.rawValue, object: "file", isDeleted: true)
  }

  func fileContent(_ id: File.ID) async throws -> ByteStream {
    .chunks([try place(id).content])
  }

  private func place(_ id: File.ID) throws -> (file: File, content: [UInt8]) {
    guard let place = fileShelf.first(where: { $0.file.id == id }) else {
      throw missing("File object", id.rawValue)
    }
    return place
  }

  // MARK: Jobs

  func createJob(_ request: JobRequest) async throws -> Job {
    lastJobRequest = request
    _ = try place(request.trainingFile)
    let id = Job.ID(tick("ftjob-"))
    var job = Job(
      id: id, createdAt: now, status: .validatingFiles, model: request.model,
      organization: "org-shelf", trainingFile: request.trainingFile,
      validationFile: request.validationFile, seed: request.seed ?? 7, suffix: request.suffix,
      method: request.method, metadata: request.metadata)
    job.integrations = request.integrations
    jobShelf.append(job)
    addEvent("Created fine-tuning job: \(id)", to: id)
    return job
  }

  func jobs(_ query: PageQuery) async throws -> Page<Job> {
    let all = jobShelf.reversed().filter { job in
      query.metadata.allSatisfy { job.metadata[$0.key] == $0.value }
        && (!query.isWithoutMetadata || job.metadata.isEmpty)
    }
    return page(all, query, limit: 20, id: \.id.rawValue)
  }

  func job(_ id: Job.ID) async throws -> Job {
    guard let job = jobShelf.first(where: { $0.id == id }) else {
      throw missing("fine-tuning job", id.rawValue)
    }
    return job
  }

  func cancelJob(_ id: Job.ID) async throws -> Job { try await change(id, to: .cancelled) }

  func pauseJob(_ id: Job.ID) async throws -> Job { try await change(id, to: .paused) }

  func resumeJob(_ id: Job.ID) async throws -> Job { try await change(id, to: .running) }

  private func change(_ id: Job.ID, to status: JobStatus) async throws -> Job {
    var job = try await job(id)
    guard !job.status.isTerminal else {
      throw ServiceError(status: 400, message: "Job has already completed: \(id)")
    }
    job.status = status
    setJob(job)
    return job
  }

  func addEvent(_ message: String, to job: Job.ID, type: String = "message", data: JSONValue = [:])
  {
    let id = JobEvent.ID(tick("ftevent-"))
    let event = JobEvent(id: id, createdAt: now, message: message, type: type, data: data)
    eventShelf[job, default: []].insert(event, at: 0)
  }

  func addCheckpoint(_ model: String, to job: Job.ID, metrics: StepMetrics) {
    let id = Checkpoint.ID(tick("ftckpt_"))
    let checkpoint = Checkpoint(id: id, createdAt: now, model: model, job: job, metrics: metrics)
    checkpointShelf[job, default: []].insert(checkpoint, at: 0)
  }

  func events(of job: Job.ID, _ query: PageQuery) async throws -> Page<JobEvent> {
    _ = try await self.job(job)
    return page(eventShelf[job] ?? [], query, limit: 20, id: \.id.rawValue)
  }

  func checkpoints(of job: Job.ID, _ query: PageQuery) async throws -> Page<Checkpoint> {
    _ = try await self.job(job)
    return page(checkpointShelf[job] ?? [], query, limit: 10, id: \.id.rawValue)
  }

  // MARK: Models

  func models() async throws -> [Model] { modelShelf }

  func model(_ id: String) async throws -> Model {
    guard let model = modelShelf.first(where: { $0.id == id }) else {
      throw ServiceError(
        status: 404, message: "The model '\(id)' does not exist", parameter: "model",
        code: "model_not_found")
    }
    return model
  }

  func deleteModel(_ id: String) async throws -> Deletion {
    _ = try await model(id)
    modelShelf.removeAll { $0.id == id }
    return Deletion(id: id, object: "model", isDeleted: true)
  }

  func note(_ request: ChatRequest) { lastChatRequest = request }
}
