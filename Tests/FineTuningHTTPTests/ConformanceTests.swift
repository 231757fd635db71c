import FineTuning
import FineTuningHTTP
import JSON
import Testing

/// One behaviour by every route: in process, through the router, and over a socket.
@Suite struct ConformanceTests {
  @Test(arguments: Route.allCases)
  func `A file comes back as it went`(route: Route) async throws {
    let shelf = ShelfService()
    let content = Array("{\"a\": \"é\"}\r\n--x\r\n".utf8) + [0, 255]
    try await route.reach(shelf) { service in
      let file = try await service.uploadFile(
        FileUpload(
          name: "a \"b\" 데이터.jsonl", purpose: "fine-tune", expiresAfterSeconds: 3600,
          body: .chunks(content.map { [$0] })))
      #expect(
        file
          == File(
            id: "file-1", byteCount: content.count, createdAt: 1_700_000_001,
            expiresAt: 1_700_003_601, name: "a \"b\" 데이터.jsonl", purpose: "fine-tune"))
      #expect(try await service.file(file.id) == file)
      #expect(try await service.fileContent(file.id).collected() == content)
      #expect(
        try await service.deleteFile(file.id)
          == Deletion(id: "file-1", object: "file", isDeleted: true))
      let error = await #expect(throws: ServiceError.self) { try await service.file(file.id) }
      #expect(error?.status == 404)
      #expect(error?.message == "No such File object: file-1")
    }
  }

  @Test(arguments: Route.allCases)
  func `Files are listed by pages, order and purpose`(route: Route) async throws {
    let shelf = ShelfService()
    for _ in 0..<3 { _ = try await shelf.trainingFile() }
    try await route.reach(shelf) { service in
      let first = try await service.files(PageQuery(limit: 2))
      #expect(first.elements.map(\.id) == ["file-3", "file-2"])
      #expect(first.hasMore)
      let next = try await service.files(PageQuery(after: "file-2", limit: 2))
      #expect(next.elements.map(\.id) == ["file-1"])
      #expect(!next.hasMore)
      let oldest = try await service.files(PageQuery(limit: 1, order: .ascending))
      #expect(oldest.elements.map(\.id) == ["file-1"])
      #expect(try await service.files(PageQuery(purpose: "vision")).elements.isEmpty)
    }
  }

  @Test(arguments: Route.allCases)
  func `A job keeps everything that was asked for`(route: Route) async throws {
    let shelf = ShelfService()
    let file = try await shelf.trainingFile()
    var request = JobRequest(
      model: "base", trainingFile: file, validationFile: "file-v", suffix: "marv", seed: 42,
      method: TrainingMethod(
        .dpo,
        Hyperparameters(
          epochCount: .value(3), learningRateMultiplier: .value(1.5), beta: .value(0.1))),
      metadata: ["run": "7", "who": "한"])
    request.integrations = [
      JobIntegration(kind: "wandb", project: "p", name: "n", entity: "e", tags: ["a", "b"]),
      JobIntegration(kind: "wandb", project: "q"),
    ]
    try await route.reach(shelf) { [request] service in
      let job = try await service.createJob(request)
      #expect(await shelf.lastJobRequest == request)
      let kept = try await shelf.job(job.id)
      #expect(kept == job)
      #expect(try await service.job(job.id) == job)
      #expect(try await service.jobs(PageQuery(metadata: ["who": "한"])).elements == [job])
      #expect(try await service.jobs(PageQuery(metadata: ["who": "x"])).elements.isEmpty)
      var without = PageQuery()
      without.isWithoutMetadata = true
      #expect(try await service.jobs(without).elements.isEmpty)
      #expect(try await service.pauseJob(job.id).status == .paused)
      #expect(try await service.resumeJob(job.id).status == .running)
      #expect(try await service.cancelJob(job.id).status == .cancelled)
      let error = await #expect(throws: ServiceError.self) {
        try await service.cancelJob(job.id)
      }
      #expect(error?.message == "Job has already completed: \(job.id)")
    }
  }

  @Test(arguments: Route.allCases)
  func `A job's end, its events and its checkpoints arrive whole`(route: Route) async throws {
    let shelf = ShelfService()
    let file = try await shelf.trainingFile()
    var job = try await shelf.createJob(JobRequest(model: "base", trainingFile: file))
    job.status = .failed
    job.finishedAt = 5
    job.error = JobError(code: "invalid_n_examples", message: "too few", parameter: "training_file")
    job.trainedTokens = 12
    job.resultFiles = ["file-r"]
    await shelf.setJob(job)
    var metrics = StepMetrics(step: 3)
    metrics.trainLoss = 0.25
    metrics.fullValidationAccuracy = 1
    await shelf.addEvent("Step 3", to: job.id, type: "metrics", data: metrics.data)
    await shelf.addCheckpoint("ft:base:org::abc:ckpt-step-3", to: job.id, metrics: metrics)
    try await route.reach(shelf) { service in
      #expect(try await service.job(job.id) == job)
      let events = try await service.events(of: job.id, PageQuery())
      let keptEvents = await shelf.eventShelf[job.id]
      #expect(events.elements == keptEvents)
      #expect(events.elements[0].metrics == metrics)
      let older = try await service.events(
        of: job.id, PageQuery(after: events.elements[0].id.rawValue, limit: 1))
      #expect(older.elements.map(\.message) == ["Created fine-tuning job: \(job.id)"])
      let checkpoints = try await service.checkpoints(of: job.id, PageQuery())
      let keptCheckpoints = await shelf.checkpointShelf[job.id]
      #expect(checkpoints.elements == keptCheckpoints)
    }
  }

  @Test(arguments: Route.allCases)
  func `Models are found by names with colons and slashes`(route: Route) async throws {
    let shelf = ShelfService()
    let tuned = Model(id: "ft:base:org:a/b ü?:x", createdAt: 3, ownedBy: "org")
    await shelf.add(tuned)
    try await route.reach(shelf) { service in
      let kept = await shelf.modelShelf
      let models = try await service.models()
      #expect(models == kept)
      #expect(try await service.model(tuned.id) == tuned)
      #expect(
        try await service.deleteModel(tuned.id)
          == Deletion(id: tuned.id, object: "model", isDeleted: true))
      let error = await #expect(throws: ServiceError.self) { try await service.model(tuned.id) }
      #expect(error?.code == "model_not_found")
      #expect(error?.parameter == "model")
    }
  }

  @Test(arguments: Route.allCases)
  func `Parts make a file in the order that is asked for`(route: Route) async throws {
    let shelf = ShelfService()
    try await route.reach(shelf) { service in
      let upload = try await service.uploadService.createUpload(
        UploadRequest(name: "big.jsonl", purpose: "fine-tune", byteCount: 4))
      #expect(upload.status == .pending)
      let second = try await service.uploadService.addPart(
        UploadPartBody(chunks: .chunks([[3], [4]])), to: upload.id)
      let first = try await service.uploadService.addPart(
        UploadPartBody(chunks: .chunks([[1, 2]]), byteCount: 2), to: upload.id)
      let done = try await service.uploadService.completeUpload(
        upload.id, parts: [first.id, second.id], md5: nil)
      #expect(done.status == .completed)
      let file = try #require(done.file)
      #expect(try await service.fileContent(file.id).collected() == [1, 2, 3, 4])
      await #expect(throws: ServiceError.self) {
        try await service.uploadService.cancelUpload(upload.id)
      }
      let other = try await service.uploadService.createUpload(
        UploadRequest(name: "b", purpose: "fine-tune", byteCount: 1))
      #expect(try await service.uploadService.cancelUpload(other.id).status == .cancelled)
    }
  }

  @Test(arguments: Route.allCases)
  func `Permissions are granted, listed and revoked`(route: Route) async throws {
    let shelf = ShelfService()
    let model = "ft:base:org::abc:ckpt-step-3"
    try await route.reach(shelf) { service in
      let made = try await service.permissionService.grantPermissions(
        of: model, to: ["proj_a", "proj_b"])
      #expect(made.map(\.project) == ["proj_a", "proj_b"])
      let oldest = try await service.permissionService.permissions(
        of: model, PageQuery(order: .ascending))
      #expect(oldest.elements == made)
      let one = try await service.permissionService.permissions(
        of: model, PageQuery(project: "proj_b"))
      #expect(one.elements == [made[1]])
      let gone = try await service.permissionService.revokePermission(made[0].id, of: model)
      #expect(gone.object == "checkpoint.permission")
      #expect(
        try await service.permissionService.permissions(of: model, PageQuery()).elements == [
          made[1]
        ])
    }
  }

  @Test(arguments: Route.allCases)
  func `Texts are looked at in their order, by the model that is asked for`(
    route: Route
  ) async throws {
    try await route.reach(ShelfService()) { service in
      let said = try await service.moderationService.moderate(
        ModerationRequest(texts: ["fine", "too loud", "fine again"], model: "ear-1"))
      #expect(
        said == [
          Moderation(flagged: [], scores: ["ear-1": 0.25]),
          Moderation(flagged: ["noise"], scores: ["ear-1": 0.25, "noise": 0.75]),
          Moderation(flagged: [], scores: ["ear-1": 0.25]),
        ])
      let usual = try await service.moderationService.moderate(ModerationRequest(texts: ["fine"]))
      #expect(usual == [Moderation(flagged: [], scores: ["usual": 0.25])])
    }
  }

  @Test(arguments: Route.allCases)
  func `A chat sends every sampling option`(route: Route) async throws {
    let shelf = ShelfService()
    try await route.reach(shelf) { service in
      let answer = try await service.chat(fullChatRequest)
      #expect(await shelf.lastChatRequest == fullChatRequest)
      #expect(answer.choices.map(\.message.text) == ["HELLO DU", "HELLO DU"])
      #expect(answer.choices[1].logProbabilities?.map(\.token) == ["HELLO", "DU"])
      #expect(answer.usage == TokenUsage(prompt: 4, completion: 2))
      #expect(answer.systemFingerprint == "fp_shelf")
    }
  }

  @Test(arguments: Route.allCases)
  func `A streamed chat says the same as its service`(route: Route) async throws {
    let expected = try await ShelfService().streamChat(fullChatRequest).all()
    let nobody = ChatRequest(model: "none", messages: [ChatMessage(role: "user", text: "a")])
    try await route.reach(ShelfService()) { service in
      let deltas = try await service.streamChat(fullChatRequest).all()
      #expect(deltas == expected)
      let error = await #expect(throws: ServiceError.self) {
        try await service.streamChat(nobody)
      }
      #expect(error?.status == 404)
    }
  }

  @Test(arguments: Route.allCases)
  func `Responses go on from one another`(route: Route) async throws {
    let shelf = ShelfService()
    try await route.reach(shelf) { service in
      let first = try await service.responseService.createResponse(
        ResponseRequest(
          model: "base", input: [.init(role: "user", text: "one")], instructions: "be loud"))
      #expect(first.text == "ONE")
      #expect(first.status == .completed)
      let second = try await service.responseService.createResponse(
        ResponseRequest(
          model: "base", input: [.init(role: "user", text: "two")], previous: first.id))
      let asked = try #require(await shelf.lastChatRequest)
      #expect(asked.messages.map(\.text) == ["one", "ONE", "two"])
      #expect(try await service.responseService.response(second.id).text == "TWO")
      #expect(try await service.responseService.deleteResponse(second.id).isDeleted)
      await #expect(throws: ServiceError.self) {
        try await service.responseService.response(second.id)
      }
    }
  }

  @Test(arguments: Route.allCases)
  func `A streamed response is its text and its end`(route: Route) async throws {
    let shelf = ShelfService()
    let request = ResponseRequest(model: "base", input: [.init(role: "user", text: "a b")])
    try await route.reach(shelf) { service in
      let deltas = try await service.responseService.streamResponse(request).all()
      guard case .started(let opening, let id) = deltas.first,
        case .finished(let whole) = deltas.last
      else {
        Issue.record("the stream has a start and an end")
        return
      }
      #expect(opening.status == .inProgress)
      #expect(whole.output == [ModelResponse.Message(id: id, text: "A B")])
      #expect(
        deltas.dropFirst().dropLast() == [
          .text("A", logProbabilities: []), .text("B", logProbabilities: []),
        ])
    }
  }
}

/// A request with every option set.
let fullChatRequest: ChatRequest = {
  var sampling = SamplingOptions(
    temperature: 0.5, topP: 0.9, maximumTokens: 20, seed: -3, stop: ["\n", "END"])
  sampling.choiceCount = 2
  sampling.wantsLogProbabilities = true
  sampling.topLogProbabilities = 1
  sampling.logitBias = [5: -100, 1: 2.5]
  sampling.presencePenalty = 0.25
  sampling.frequencyPenalty = -0.25
  return ChatRequest(
    model: "base",
    messages: [
      ChatMessage(role: "system", text: "be loud"),
      ChatMessage(
        role: "user",
        content: [["type": "text", "text": "hello "], ["type": "text", "text": "du"]],
        extra: [JSONMember("name", "ann")]),
    ], sampling: sampling, extra: [JSONMember("tools", []), JSONMember("user", "u1")])
}()

extension AsyncThrowingStream where Failure == any Error {
  /// Every element, once the stream has ended.
  func all() async throws -> [Element] {
    var elements: [Element] = []
    for try await element in self { elements.append(element) }
    return elements
  }
}

extension ShelfService {
  func add(_ model: Model) { modelShelf.append(model) }
}
