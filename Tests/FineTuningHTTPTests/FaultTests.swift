import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import TestSupport
import Testing

/// Faults on request.
@Suite struct FaultTests {
  @Test(
    arguments: [
      ("500", Fault(.serverError)),
      ("429", Fault(.tooManyRequests(retryAfterSeconds: 1))),
      (
        "429:7 POST /v1/chat/completions x2",
        Fault(
          .tooManyRequests(retryAfterSeconds: 7), method: "POST", path: "chat/completions", count: 2
        )
      ),
      ("drop GET", Fault(.dropped, method: "GET")),
      ("slow:250 responses", Fault(.slow(milliseconds: 250), path: "responses")),
      (
        "403 POST fine_tuning/jobs",
        Fault(.trainingNotAvailable, method: "POST", path: "fine_tuning/jobs")
      ),
      ("500 x3", Fault(.serverError, count: 3)),
      ("", nil), ("404", nil), ("429:x", nil), ("429:-1", nil), ("500:3", nil), ("500 a b", nil),
      ("500 x0 y", nil),
    ] as [(String, Fault?)])
  func `A rule is a kind, a method, a path and a count`(rule: String, expected: Fault?) {
    #expect(Fault(rule) == expected)
  }

  @Test(arguments: [
    ("**", "/v1/models", 500), ("models", "/v1/models", 500), ("models", "/v1/models/base", 200),
    ("models/*", "/v1/models/base", 500), ("models/*", "/v1/models", 200),
    ("models/**", "/v1/models/base", 500), ("files", "/v1/models", 200),
    ("models", "/v1/models?x=%20", 500),
  ])
  func `A path may leave parts open`(pattern: String, path: String, status: Int) async throws {
    let transport = FaultyTransport(
      ServiceRouter(ShelfService()), rules: [Fault(.serverError, path: pattern)])
    let request = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path)
    #expect(try await transport.send(request, body: .none).0.status.code == status)
  }

  private func remote(_ rules: [Fault], clock: SkippingClock = SkippingClock()) throws
    -> RemoteService
  {
    let transport = FaultyTransport(ServiceRouter(ShelfService()), rules: rules, clock: clock)
    return RemoteService(try testConnection("http://localhost/v1"), over: transport, clock: clock)
  }

  @Test func `A fault that passes is waited out`() async throws {
    let clock = SkippingClock()
    let remote = try remote(
      [Fault(.tooManyRequests(retryAfterSeconds: 3), count: 1), Fault(.dropped, count: 1)],
      clock: clock)
    let models = try await remote.models()
    #expect(models.count == 2)
    #expect(clock.sleeps.first == .seconds(3))
    #expect(clock.sleeps.count == 2)
  }

  @Test func `A closed platform says its code`() async throws {
    let remote = try remote([
      Fault(.trainingNotAvailable, method: "POST", path: "fine_tuning/jobs")
    ])
    let error = try await #require(throws: ServiceError.self) {
      try await remote.createJob(JobRequest(model: "base", trainingFile: "f"))
    }
    #expect(error.status == 403)
    #expect(error.code == "training_not_available")
    let jobs = try await remote.jobs(PageQuery())
    #expect(jobs.elements.isEmpty)
  }

  @Test func `A slow stream says the same, later`() async throws {
    let clock = SkippingClock()
    let request = ChatRequest(model: "base", messages: [ChatMessage(role: "user", text: "a b")])
    let slow = try remote([Fault(.slow(milliseconds: 40))], clock: clock)
    let deltas = try await slow.streamChat(request).all()
    let expected = try await ShelfService().streamChat(request).all()
    #expect(deltas == expected)
    #expect(Set(clock.sleeps) == [.milliseconds(40)])
  }
}
