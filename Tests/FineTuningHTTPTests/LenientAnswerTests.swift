import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import Testing

/// What providers really send, and what is made of it.
@Suite struct LenientAnswerTests {
  private func remote(_ steps: [ScriptedTransport.Step]) throws -> RemoteService {
    RemoteService(
      try testConnection("https://api.example/v1"), over: ScriptedTransport(steps),
      retryPolicy: RetryPolicy(maximumRetries: 0))
  }

  private func job(_ answer: String) async throws -> Job {
    try await remote([.answer(200, answer)]).job("j")
  }

  @Test(arguments: ["null", "{}", #"{"code":null,"message":null,"param":null}"#, #""""#])
  func `No error is written in many ways`(error: String) async throws {
    let job = try await job(#"{"id":"j","status":"running","error":\#(error)}"#)
    #expect(job.error == nil)
  }

  @Test(arguments: [
    (
      #"{"code":"server_error","message":"oops","param":null}"#,
      JobError(code: "server_error", message: "oops")
    ),
    (#"{"message":"oops"}"#, JobError(code: "", message: "oops")),
    (#""oops""#, JobError(code: "", message: "oops")),
  ])
  func `An error is read from what is there`(error: String, expected: JobError) async throws {
    let job = try await job(#"{"id":"j","status":"failed","error":\#(error)}"#)
    #expect(job.error == expected)
  }

  /// What a field of any name may hold, from a service that is broken or means ill.
  private static let odd = [
    "null", "-1", "0", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
    "1e300", "-1e300", "0.5", "true", #""x""#, #""9223372036854775807""#, "[]", "{}", "[1]",
    #"{"a":1}"#,
  ]

  @Test(arguments: [
    (
      #"{"flagged":true,"categories":{"a":true,"b":false,"c":null,"d":"true"},"category_scores":{"a":2,"b":-1,"c":null,"d":"0.5"}}"#,
      Moderation(flagged: ["a"], scores: ["a": 1, "b": 0])
    ),
    (
      #"{"category_scores":{"a":1e300},"categories":[]}"#, Moderation(flagged: [], scores: ["a": 1])
    ),
    ("{}", Moderation(flagged: [], scores: [:])), ("null", Moderation(flagged: [], scores: [:])),
  ])
  func `Moderation is read from what is there`(result: String, expected: Moderation) async throws {
    let said = try await remote([.answer(200, #"{"results":[\#(result)]}"#)]).moderate(
      ModerationRequest(texts: ["x"]))
    #expect(said == [expected])
  }

  @Test(arguments: odd)
  func `No number of an answer is reckoned with unless it can be`(odd: String) async throws {
    let job = try await job(
      #"""
      {"id":"j","status":"running","created_at":\#(odd),"finished_at":\#(odd),
       "estimated_finish":\#(odd),"trained_tokens":\#(odd),"seed":\#(odd),"error":\#(odd),
       "hyperparameters":{"n_epochs":\#(odd),"batch_size":\#(odd)},"result_files":\#(odd),
       "metadata":\#(odd),"method":\#(odd),"model":\#(odd),"training_file":\#(odd)}
      """#)
    #expect((0...(1 << 40)).contains(job.trainedTokens ?? 0))
    #expect((0...(1 << 40)).contains(job.method.hyperparameters.epochCount.number ?? 0))
    #expect(job.createdAt.magnitude <= 253_402_300_799)
    let events = try await remote([
      .answer(
        200,
        #"""
        {"data":[{"id":"e","message":"m","created_at":\#(odd),"level":\#(odd),"type":"metrics",
          "data":{"step":\#(odd),"total_steps":\#(odd),"train_loss":\#(odd)}}],"has_more":\#(odd)}
        """#)
    ]).events(of: Job.ID("j"), PageQuery()).elements
    #expect((0...(1 << 40)).contains(events.first?.metrics?.step ?? 0))
    let usage = try await remote([
      .answer(
        200,
        #"""
        {"choices":[{"index":\#(odd),"message":{"role":"assistant","content":"a"}}],
          "usage":{"prompt_tokens":\#(odd),"completion_tokens":\#(odd)}}
        """#)
    ]).chat(ChatRequest(model: "m", messages: [])).usage
    #expect((0...(1 << 41)).contains(usage?.total ?? 0))
  }

  @Test(arguments: [
    (#""hyperparameters":null"#, Hyperparameters()),
    (#""hyperparameters":{"batch_size":1}"#, Hyperparameters(batchSize: .value(1))),
    (#""hyperparameters":{"n_epochs":-1,"batch_size":"auto"}"#, Hyperparameters()),
    (
      #""hyperparameters":{"n_epochs":3.0,"learning_rate_multiplier":2}"#,
      Hyperparameters(epochCount: .value(3), learningRateMultiplier: .value(2))
    ),
    (
      #""hyperparameters":null,"method":{"type":"supervised","supervised":{"hyperparameters":{"n_epochs":4}}}"#,
      Hyperparameters(epochCount: .value(4))
    ),
    (
      #""hyperparameters":{"n_epochs":5},"method":{"type":"supervised","supervised":null}"#,
      Hyperparameters(epochCount: .value(5))
    ),
  ])
  func `Hyperparameters are where they are`(
    members: String, expected: Hyperparameters
  ) async throws {
    let job = try await job(#"{"id":"j","status":"running",\#(members)}"#)
    #expect(job.method == TrainingMethod(.supervised, expected))
  }

  @Test func `Unknown words stay as they are`() async throws {
    let job = try await job(
      #"{"id":"j","status":"pending","method":{"type":"magic"},"created_at":1.5,"x":[{}]}"#)
    #expect(job.status == JobStatus(rawValue: "pending"))
    #expect(!job.status.isTerminal)
    #expect(job.method.kind == TrainingMethod.Kind(rawValue: "magic"))
    #expect(job.createdAt == 1)
  }

  @Test(
    arguments: [
      (400, #"{"error":{"message":"bad","type":"t","param":"p","code":"c"}}"#, "bad", "c"),
      (404, #"{"error":"gone"}"#, "gone", nil),
      (422, #"{"detail":"odd"}"#, "odd", nil),
      (500, "<html>Bad gateway</html>", "<html>Bad gateway</html>", nil),
      (503, "", "(no body)", nil),
      (429, #"{"error":{"message":"slow","code":429}}"#, "slow", "429"),
    ] as [(Int, String, String, String?)])
  func `An error is read before anything else`(
    status: Int, body: String, message: String, code: String?
  ) async throws {
    let remote = try remote([
      .answer(status, body, [("x-request-id", "req_9"), ("retry-after", "3")])
    ])
    let error = try await #require(throws: ServiceError.self) { try await remote.job("j") }
    #expect(error.status == status)
    #expect(error.message == message)
    #expect(error.code == code)
    #expect(error.requestID == "req_9")
    #expect(error.retryAfterSeconds == 3)
  }

  @Test(
    arguments: [
      ("not json", nil), (#"{"status":"running"}"#, "id"), (#"{"id":"j"}"#, "status"),
      (#"{"id":1,"status":"running"}"#, "id"),
    ] as [(String, String?)])
  func `An answer without what it must have is named`(
    body: String, field: String?
  ) async throws {
    let remote = try remote([.answer(200, body, [("x-request-id", "req_1")])])
    await #expect(throws: UnreadableAnswer(field: field, requestID: "req_1")) {
      try await remote.job("j")
    }
  }

  @Test func `A list without has_more has no more`() async throws {
    let page = try await remote([.answer(200, #"{"data":[]}"#)]).jobs(PageQuery())
    #expect(!page.hasMore)
  }

  @Test func `A stream cut anywhere says the same`() async throws {
    let chunk =
      #"{"id":"c","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"é한"},"finish_reason":null}]}"#
    let end = #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
    let text = ": hi\r\n\r\ndata: \(chunk)\r\n\r\ndata: \(end)\r\n\r\ndata: [DONE]\r\n\r\n"
    let bytes = Array(text.utf8)
    let expected: [ChatDelta] = [
      .started(id: "c", createdAt: 1, model: "m", systemFingerprint: nil),
      .text(index: 0, "é한", logProbabilities: []), .finished(index: 0, reason: "stop"),
    ]
    for size in [1, 2, 3, 7, 50, bytes.count] {
      let chunks = stride(from: 0, to: bytes.count, by: size).map {
        Array(bytes[$0..<min($0 + size, bytes.count)])
      }
      let transport = ByteTransport(chunks: chunks)
      let remote = RemoteService(try testConnection("https://api.example/v1"), over: transport)
      let deltas = try await remote.streamChat(ChatRequest(model: "m", messages: [])).all()
      #expect(deltas == expected)
    }
  }

  @Test func `A stream that ends too early is a broken connection`() async throws {
    let chunk = #"{"id":"c","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}"#
    let remote = try remote([.chunks(["data: \(chunk)\n\n", "data: {\"cho"])])
    let stream = try await remote.streamChat(ChatRequest(model: "m", messages: []))
    await #expect(throws: TransportError(.disconnected, host: "api.example")) {
      try await stream.all()
    }
  }
}

/// Answers everything with these bytes.
struct ByteTransport: HTTPTransport {
  let chunks: [[UInt8]]

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    (HTTPResponse(status: .ok), .chunks(chunks))
  }
}
