import FineTuning
import FineTuningHTTP
import HTTPTypes
import TestSupport
import Testing

/// When a request goes out again.
@Suite struct RetryTests {
  private let good = ScriptedTransport.Step.answer(200, #"{"id":"j","status":"running"}"#)

  /// The number of tries and the pauses between them.
  private func tries(
    _ steps: [ScriptedTransport.Step],
    _ ask: (RemoteService) async throws -> Void
  ) async throws -> (count: Int, pauses: [Duration], log: [ExchangeRecord]) {
    let transport = ScriptedTransport(steps)
    let clock = SkippingClock()
    let log = Recorder<ExchangeRecord>()
    let remote = RemoteService(
      try testConnection("https://api.example/v1", key: Secret("sk-secret")), over: transport,
      clock: clock, log: { log.add($0) })
    do { try await ask(remote) } catch is ServiceError {} catch is TransportError {}
    return (await transport.requests.count, clock.sleeps, log.all)
  }

  @Test(arguments: [
    (ScriptedTransport.Step.answer(500, ""), 3), (.answer(429, ""), 3), (.answer(409, ""), 3),
    (.answer(408, ""), 3), (.answer(400, ""), 1), (.answer(404, ""), 1),
    (.answer(500, "", [("x-should-retry", "false")]), 1),
    (.answer(400, "", [("x-should-retry", "true")]), 3),
    (.answer(429, "", [("retry-after", "121")]), 1),
    (.failure(TransportError(.timedOut, host: "h")), 3),
    (.failure(TransportError(.disconnected, host: "h")), 3),
    (.failure(TransportError(.tls, host: "h")), 1),
  ])
  func `Reading is tried three times after what passes`(
    step: ScriptedTransport.Step, count: Int
  ) async throws {
    let result = try await tries([step, step, step, step]) { _ = try await $0.job("j") }
    #expect(result.count == count)
  }

  @Test(arguments: [
    ScriptedTransport.Step.answer(500, ""), .answer(429, ""), .answer(503, ""),
    .failure(TransportError(.timedOut, host: "h")),
    .failure(TransportError(.couldNotConnect, host: "h")),
  ])
  func `A job is never created twice`(step: ScriptedTransport.Step) async throws {
    let result = try await tries([step, good]) {
      _ = try await $0.createJob(JobRequest(model: "m", trainingFile: "f"))
    }
    #expect(result.count == 1)
  }

  @Test(arguments: [
    (ScriptedTransport.Step.answer(429, ""), 2), (.answer(500, ""), 1),
    (.failure(TransportError(.timedOut, host: "h")), 1),
  ])
  func `A chat goes out again only when it was refused`(
    step: ScriptedTransport.Step, count: Int
  ) async throws {
    let answer = ScriptedTransport.Step.answer(200, #"{"choices":[]}"#)
    let result = try await tries([step, answer]) {
      _ = try await $0.chat(ChatRequest(model: "m", messages: []))
    }
    #expect(result.count == count)
  }

  @Test func `The service's own pause is kept`() async throws {
    let steps: [ScriptedTransport.Step] = [
      .answer(429, "", [("retry-after", "1.5")]),
      .answer(429, "", [("retry-after-ms", "250"), ("retry-after", "9")]), good,
    ]
    let result = try await tries(steps) { _ = try await $0.job("j") }
    #expect(result.pauses == [.seconds(1.5), .seconds(0.25)])
  }

  @Test func `A refusal that names a time is repeated for as long as the patience lasts`()
    async throws
  {
    let busy = ScriptedTransport.Step.answer(429, "", [("retry-after", "40")])
    let told = Recorder<Double>()
    let request = JobRequest(model: "m", trainingFile: "f")
    let usual = try await tries([busy, busy, busy, good]) { remote in
      try await Patience.$current.withValue(Patience(willPause: { told.add($0) })) {
        _ = try await remote.createJob(request)
      }
    }
    #expect(usual.pauses == [.seconds(40), .seconds(40), .seconds(40)])
    #expect(told.all == [40, 40, 40])
    let short = try await tries([busy, busy, good]) { remote in
      try await Patience.$current.withValue(Patience(seconds: 79)) {
        _ = try await remote.createJob(request)
      }
    }
    #expect(short.pauses == [.seconds(40)])
  }

  @Test(arguments: [
    #"{"error":{"message":"m","type":"insufficient_quota","code":"insufficient_quota"}}"#,
    #"{"error":{"message":"m","type":"insufficient_quota","code":null}}"#,
    #"{"error":{"message":"m","type":"t","code":"billing_hard_limit_reached"}}"#,
  ])
  func `A quota that is used up is asked for once`(body: String) async throws {
    for headers in [[], [("retry-after", "1")]] {
      let refusal = ScriptedTransport.Step.answer(429, body, headers)
      let result = try await tries([refusal, good]) { _ = try await $0.job("j") }
      #expect(result.count == 1)
    }
  }

  @Test(arguments: ["nan", "inf", "-inf", "-5", "1e300", "-1e300", "1e-300", "0"])
  func `A pause of no length that a clock knows is none`(text: String) async throws {
    for name in ["retry-after", "retry-after-ms"] {
      let refusal = ScriptedTransport.Step.answer(429, "", [(name, text)])
      let result = try await tries([refusal, good]) { _ = try await $0.job("j") }
      #expect(result.pauses.allSatisfy { $0 <= .seconds(0.5) })
    }
  }

  /// The three forms of a date that a recipient must know (RFC 9110 §5.6.7), and what is none.
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 17.0), ("Sunday, 06-Nov-94 08:49:37 GMT", 17),
    ("Sun Nov  6 08:49:37 1994", 17), ("Mon, 07 Nov 1994 08:49:19 GMT", nil),
    ("Sun, 06 Nov 1994 08:49:20 GMT", nil), ("Sun, 06 Nov 1994 08:49:19 GMT", nil),
    ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 06 Mai 1994 08:49:37 GMT", nil),
    ("Sun, 32 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49 GMT", nil),
    ("Sun, 06 Nov 1994 08:60:37 GMT", nil), ("soon", nil), ("", nil),
  ])
  func `A pause may be a date, held against the answer's own`(
    text: String, seconds: Double?
  ) async throws {
    let date = [("date", "Sun, 06 Nov 1994 08:49:20 GMT")]
    let refusal = ScriptedTransport.Step.answer(429, "", date + [("retry-after", text)])
    let result = try await tries([refusal, good]) { _ = try await $0.job("j") }
    if text.hasPrefix("Mon") {
      // A day is longer than anybody waits.
      #expect(result.pauses == [])
    } else if let seconds {
      #expect(result.pauses == [.seconds(seconds)])
    } else {
      #expect(result.pauses.count == 1 && result.pauses[0] <= .seconds(0.5))
    }
    let undated = ScriptedTransport.Step.answer(429, "", [("retry-after", text)])
    let blind = try await tries([undated, good]) { _ = try await $0.job("j") }
    #expect(blind.pauses.count == 1 && blind.pauses[0] <= .seconds(0.5))
  }

  @Test func `Pauses double up to eight seconds, less up to a quarter`() {
    let policy = RetryPolicy()
    let longest = (0..<7).map { policy.backoff(retry: $0, jitter: 0) / .seconds(1) }
    #expect(longest == [0.5, 1, 2, 4, 8, 8, 8])
    #expect(policy.backoff(retry: 0, jitter: 1) / .seconds(1) == 0.375)
  }

  @Test func `The log tells each try without secrets`() async throws {
    let steps: [ScriptedTransport.Step] = [
      .failure(TransportError(.timedOut, host: "h")),
      .answer(500, "", [("x-request-id", "req_1")]), .answer(200, #"{"data":[]}"#),
    ]
    let result = try await tries(steps) {
      _ = try await $0.jobs(PageQuery(metadata: ["who": "ann"]))
    }
    #expect(result.log.map(\.method) == ["GET", "GET", "GET"])
    #expect(Set(result.log.map(\.path)) == ["/v1/fine_tuning/jobs"])
    #expect(result.log.map(\.status) == [nil, 500, 200])
    #expect(result.log.map(\.requestID) == [nil, "req_1", nil])
    #expect(result.log.map(\.attempt) == [1, 2, 3])
    #expect(!"\(result.log)".contains("sk-secret"))
  }

  @Test(
    arguments: [
      (Provider.Authentication.bearer, "authorization", "Bearer sk-1"),
      (.header("api-key"), "api-key", "sk-1"), (.none, "authorization", nil),
    ] as [(Provider.Authentication, String, String?)])
  func `The key goes where the provider wants it`(
    authentication: Provider.Authentication, header: String, value: String?
  ) async throws {
    let transport = ScriptedTransport([.answer(200, #"{"data":[]}"#)])
    let url = try #require(BaseURL("https://h.example/openai/v1?api-version=7"))
    let provider = Provider(name: "p", baseURL: url, authentication: authentication)
    let connection = try Connection(provider: provider, baseURL: url, key: Secret("sk-1"))
    _ = try await RemoteService(connection, over: transport).files(PageQuery(limit: 3))
    let head = try #require(await transport.requests.first?.head)
    #expect(head.headerFields[try #require(HTTPField.Name(header))] == value)
    #expect(head.path == "/openai/v1/files?api-version=7&limit=3")
  }
}
