import FineTuning
import FineTuningHTTP
import Sandbox
import Testing

/// The same life in process and through both ends of HTTP, without a socket.
@Suite struct RouteTests {
  enum Route: CaseIterable {
    case direct
    case http

    func service(_ sandbox: Sandbox) throws -> any FineTuningService {
      switch self {
      case .direct: return sandbox
      case .http:
        let provider = Provider(name: "test", baseURL: BaseURL("http://localhost/v1"))
        let connection = try Connection(
          provider: provider, baseURL: #require(provider.baseURL), key: nil)
        return RemoteService(connection, over: ServiceRouter(sandbox))
      }
    }
  }

  @Test(arguments: Route.allCases)
  func `A job is made, followed and asked`(route: Route) async throws {
    let world = try World()
    let service = try route.service(world.sandbox)
    let training = try await service.uploadFile(upload(lines(10)))
    var request = JobRequest(
      model: Sandbox.baseModel, trainingFile: training.id, suffix: "marv", seed: 7,
      metadata: ["lesson": "one"])
    request.method.hyperparameters.epochCount = .value(2)
    let job = try await service.createJob(request)
    _ = try await world.sandbox.wait(for: job.id)
    let done = try await service.job(job.id)
    #expect(try await world.sandbox.job(job.id) == done)
    #expect(done.status == .succeeded && done.metadata == ["lesson": "one"])
    let events = try await service.events(of: job.id, PageQuery(limit: 100))
    #expect(
      try await world.sandbox.events(of: job.id, PageQuery(limit: 100)).elements.map(\.message)
        == events.elements.map(\.message))
    #expect(events.elements.compactMap(\.metrics).count == 20)
    let checkpoints = try await service.checkpoints(of: job.id, PageQuery()).elements
    #expect(checkpoints.map(\.metrics.step) == [20, 10])
    #expect(try await service.jobs(PageQuery(metadata: ["lesson": "one"])).elements == [done])
    let model = try #require(done.fineTunedModel)
    var question = ChatRequest(
      model: model, messages: [ChatMessage(role: "user", text: "1")])
    question.sampling.temperature = 0
    question.sampling.maximumTokens = 5
    let answer = try await service.chat(question)
    let local = try await world.sandbox.chat(question)
    #expect(answer.choices == local.choices && answer.usage == local.usage)
    var text = ""
    for try await delta in try await service.streamChat(question) {
      if case .text(_, let piece, _) = delta { text += piece }
    }
    #expect(text == answer.choices[0].message.text)
    #expect(try await service.models().map(\.id).contains(model))
    #expect(try await service.deleteModel(model).isDeleted)
  }

  @Test(arguments: Route.allCases)
  func `Uploads, responses and permissions work by every route`(route: Route) async throws {
    let world = try World()
    let service = try route.service(world.sandbox)
    let started = try await service.uploadService.createUpload(
      UploadRequest(name: "a.jsonl", purpose: "fine-tune", byteCount: lines(10).count))
    let part = try await service.uploadService.addPart(
      UploadPartBody(chunks: upload(lines(10)).body), to: started.id)
    let whole = try await service.uploadService.completeUpload(
      started.id, parts: [part.id], md5: nil)
    let file = try #require(whole.file)
    #expect(try await service.file(file.id).byteCount == lines(10).count)
    var request = ResponseRequest(
      model: Sandbox.baseModel, input: [ChatMessage(role: "user", text: "Hi")])
    request.sampling.maximumTokens = 16
    let response = try await service.responseService.createResponse(request)
    #expect(try await service.responseService.response(response.id).text == response.text)
    request.previous = response.id
    var last: ModelResponse?
    for try await delta in try await service.responseService.streamResponse(request) {
      if case .finished(let response) = delta { last = response }
    }
    let id = try #require(last?.id)
    #expect(try await service.responseService.deleteResponse(id).isDeleted)
    let job = try await service.createJob(
      JobRequest(model: Sandbox.baseModel, trainingFile: file.id, seed: 1))
    let model = try #require(try await world.sandbox.wait(for: job.id).fineTunedModel)
    let granted = try await service.permissionService.grantPermissions(of: model, to: ["p1"])
    #expect(
      try await service.permissionService.permissions(of: model, PageQuery()).elements == granted)
    #expect(
      try await service.permissionService.revokePermission(granted[0].id, of: model).isDeleted)
  }

  @Test(arguments: Route.allCases)
  func `Errors keep their status, code and parameter`(route: Route) async throws {
    let world = try World()
    let service = try route.service(world.sandbox)
    let chat = await #expect(throws: ServiceError.self) {
      try await service.chat(World.question { $0.model = "gpt-5" })
    }
    #expect(chat?.status == 404 && chat?.code == "model_not_found" && chat?.parameter == "model")
    let job = await #expect(throws: ServiceError.self) {
      try await service.job(Job.ID("ftjob-none"))
    }
    #expect(job?.code == "fine_tune_not_found")
    let file = await #expect(throws: ServiceError.self) {
      try await service.uploadFile(upload(Array("no".utf8)))
    }
    #expect(
      file?.message
        == "Expected file to have JSONL format, where every line is a JSON dictionary. "
        + "Line 1 is not a dictionary (HINT: line starts with: \"no...\").")
  }
}
