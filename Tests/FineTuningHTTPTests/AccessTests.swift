import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import Testing

/// Who gets in.
@Suite struct AccessTests {
  private func tell(_ headers: [(String, String)], authority: String? = "localhost") async throws
    -> Told
  {
    let access = ServiceRouter.Access(key: Secret("sk-right"), isLocalOnly: true)
    var request = HTTPRequest(
      method: .get, scheme: "http", authority: authority, path: "/v1/models")
    for (name, value) in headers {
      request.headerFields[try #require(HTTPField.Name(name))] = value
    }
    let (response, body) = try await ServiceRouter(ShelfService(), access: access).send(
      request, body: .none)
    return Told(
      status: response.status.code, headers: response.headerFields,
      text: String(decoding: try await body.collected(), as: UTF8.self))
  }

  @Test(
    arguments: [
      ([("authorization", "Bearer sk-right")], 200, nil),
      ([("authorization", "bearer  sk-right")], 200, nil),
      ([("api-key", "sk-right")], 200, nil),
      ([], 401, nil),
      ([("authorization", "sk-right")], 401, nil),
      ([("authorization", "Basic sk-right")], 401, nil),
      ([("authorization", "Bearer sk-wrong")], 401, "invalid_api_key"),
      ([("authorization", "Bearer sk-righ")], 401, "invalid_api_key"),
      ([("authorization", "Bearer sk-right2")], 401, "invalid_api_key"),
    ] as [([(String, String)], Int, String?)])
  func `Only the key opens`(
    headers: [(String, String)], status: Int, code: String?
  ) async throws {
    let told = try await tell(headers)
    #expect(told.status == status)
    #expect(told.json?["error"]?["code"]?.string == code)
    #expect(!told.text.contains("sk-"))
  }

  @Test(
    arguments: [
      ("localhost", nil, 200), ("LOCALHOST:80", nil, 200), ("127.0.0.1:8091", nil, 200),
      ("127.9.8.7", nil, 200), ("[::1]:1", nil, 200), ("localhost", "http://localhost:3000", 200),
      ("evil.example", nil, 403), ("127.0.0.1.evil.example", nil, 403),
      ("localhost.evil.example", nil, 403), ("localhost@evil.example", nil, 403),
      ("127.0.0.1", "https://evil.example", 403), ("127.0.0.1", "null", 403), (nil, nil, 403),
    ] as [(String?, String?, Int)])
  func `Only names of this machine are answered`(
    host: String?, origin: String?, status: Int
  ) async throws {
    var headers = [("authorization", "Bearer sk-right")]
    if let origin { headers.append(("origin", origin)) }
    let told = try await tell(headers, authority: host)
    #expect(told.status == status)
  }

  @Test func `A foreign place is told nothing about the key`() async throws {
    let told = try await tell([], authority: "evil.example")
    #expect(told.json?["error"]?["code"] == "foreign_host")
  }

  @Test func `A fault of the service is reported and not told`() async throws {
    struct Broken: Error {}
    let recorder = Recorder<String>()
    let broken = BrokenService(error: Broken())
    let router = ServiceRouter(broken, report: { recorder.add("\(type(of: $0))") })
    let told = try await router.tell(Ask(path: "/v1/models"))
    #expect(told.status == 500)
    #expect(
      told.text == """
        {"error":{"message":"The server had an error while processing your request.",\
        "type":"server_error","param":null,"code":null}}
        """)
    #expect(recorder.all == ["Broken"])
  }

  @Test func `A refusal tells how long to wait`() async throws {
    var refusal = ServiceError(status: 429, message: "slow down", type: "requests")
    refusal.retryAfterSeconds = 1.2
    let told = try await ServiceRouter(BrokenService(error: refusal)).tell(Ask(path: "/v1/models"))
    #expect(told.status == 429)
    #expect(told.headers[.retryAfter] == "2")
  }
}

@Suite struct StreamFaultTests {
  private static let question = #"{"model":"m","input":"a","stream":true}"#
  private static let chat =
    #"{"model":"m","messages":[{"role":"user","content":"a"}],"stream":true}"#

  @Test(arguments: [
    ("chat/completions", chat),
    ("responses", question),
  ])
  func `A stream that breaks ends with its error`(path: String, body: String) async throws {
    let error = ServiceError(status: 500, message: "out of memory", type: "server_error")
    let router = ServiceRouter(HalfService(error: error))
    let told = try await router.tell(.post("/v1/\(path)", raw: body))
    #expect(told.status == 200)
    let connection = try testConnection("http://localhost/v1")
    let remote = RemoteService(connection, over: router)
    await #expect(throws: error) {
      if path == "responses" {
        _ = try await remote.streamResponse(
          ResponseRequest(model: "m", input: [ChatMessage(role: "user", text: "a")])
        ).all()
      } else {
        _ = try await remote.streamChat(
          ChatRequest(model: "m", messages: [ChatMessage(role: "user", text: "a")])
        ).all()
      }
    }
  }
}
