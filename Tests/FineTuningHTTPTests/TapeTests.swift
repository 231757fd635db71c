import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import TestSupport
import Testing

/// Exchanges that are recorded at the wire, and answered from the tape.
@Suite struct TapeTests {
  private static let key = "sk-abcdefghijklmnop0123456789"
  private static let start = 1_764_400_000

  private func connection() throws -> Connection {
    try Connection(
      provider: .openAI, baseURL: try #require(BaseURL("http://localhost:1/v1")),
      key: Secret(Self.key))
  }

  private var header: Tape.Header {
    Tape.Header(program: "0", recordedAt: Self.start, script: "a.ft", parameters: ["n": "3"])
  }

  /// What `work` records with a client of a service in this process.
  private func recording(
    _ work: (RemoteService) async throws -> Void
  ) async throws -> Tape {
    let router = ServiceRouter(
      ShelfService(), access: ServiceRouter.Access(key: Secret(Self.key)))
    let recorder = TapeRecorder(header)
    let connection = try connection()
    try await work(
      RemoteService(connection, over: recorder.transport(over: router, to: connection)))
    return recorder.tape
  }

  private func player(
    _ tape: Tape, local: Set<String> = [], position: JSONValue? = nil
  ) throws -> (RemoteService, TapePlayer) {
    let player = TapePlayer(tape, localFields: local, position: position)
    let connection = try connection()
    return (
      RemoteService(
        connection, over: player.transport(for: connection), clock: player.clock), player
    )
  }

  private func upload(_ text: String) -> FileUpload {
    FileUpload(
      name: "a.jsonl", purpose: "fine-tune", byteCount: text.utf8.count,
      body: .chunks([Array(text.utf8)]))
  }

  private func job(_ file: File.ID, epochs: Int = 1, mark: String = "a") -> JobRequest {
    var method = TrainingMethod(.supervised)
    method.hyperparameters.epochCount = .value(epochs)
    return JobRequest(
      model: "base", trainingFile: file, method: method, metadata: ["mark": mark])
  }

  @Test func `A tape reads back as it was written, and answers as the service did`() async throws {
    let tape = try await recording { service in
      let file = try await service.uploadFile(upload("one\n"))
      let made = try await service.createJob(job(file.id))
      _ = try await service.job(made.id)
      _ = try await service.fileContent(file.id).collected()
      _ = try? await service.file(File.ID("none"))
      for try await _ in try await service.streamChat(chat("Hello")) {}
    }
    let read = try Tape(parsing: tape.encoded)
    #expect(read == tape)
    #expect(read.header.parameters == ["n": "3"])
    #expect(read.models == ["base"])

    let (service, _) = try player(read)
    let file = try await service.uploadFile(upload("one\n"))
    let made = try await service.createJob(job(file.id))
    for _ in 0..<5 { #expect(try await service.job(made.id).id == made.id) }
    #expect(try await service.fileContent(file.id).collected() == Array("one\n".utf8))
    await #expect(throws: ServiceError.self) { try await service.file(File.ID("none")) }
    var said = ""
    for try await delta in try await service.streamChat(chat("Hello")) {
      if case .text(_, let piece, _) = delta { said += piece }
    }
    #expect(!said.isEmpty)
  }

  private func chat(_ text: String) -> ChatRequest {
    ChatRequest(
      model: "base", messages: [ChatMessage(role: "user", text: text)], sampling: SamplingOptions())
  }

  @Test func `What is asked otherwise is told field by field, with what an id stands for`()
    async throws
  {
    let tape = try await recording { service in
      let file = try await service.uploadFile(upload("one\n"))
      _ = try await service.uploadFile(upload("two\n"))
      _ = try await service.createJob(job(file.id))
    }
    let (service, _) = try player(tape)
    _ = try await service.uploadFile(upload("one\n"))
    let second = try await service.uploadFile(upload("two\n"))
    let error = await #expect(throws: TapeError.self) {
      try await service.createJob(job(second.id, epochs: 4))
    }
    #expect(
      error?.code
        == .differs(
          request: "POST /fine_tuning/jobs", cell: nil,
          differences: [
            "method.supervised.hyperparameters.n_epochs 1 → 4",
            "training_file upload (file-1) → upload (file-2)",
          ]))
    // The refused request is still there to be asked as it was.
    _ = try await service.createJob(job(File.ID("file-1")))
  }

  @Test func `Other bytes of a file are another request`() async throws {
    let tape = try await recording { _ = try await $0.uploadFile(upload("one\n")) }
    let (service, _) = try player(tape)
    let error = await #expect(throws: TapeError.self) {
      try await service.uploadFile(upload("one \n"))
    }
    guard case .differs(_, _, let differences) = error?.code else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(differences.map { $0.prefix { $0 != " " } } == ["file.bytes", "file.sha256"])
  }

  @Test func `What every run makes up for itself is no difference, and comes back as its own`()
    async throws
  {
    let tape = try await recording { service in
      let file = try await service.uploadFile(upload("one\n"))
      _ = try await service.createJob(job(file.id, mark: "4711"))
    }
    let (service, _) = try player(tape, local: ["metadata.mark"])
    let file = try await service.uploadFile(upload("one\n"))
    #expect(try await service.createJob(job(file.id, mark: "0815")).metadata["mark"] == "0815")
  }

  @Test func `A player goes on where another one was, in place and in time`() async throws {
    let tape = try await recording { service in
      _ = try await service.uploadFile(upload("one\n"))
      _ = try await service.uploadFile(upload("two\n"))
    }
    let (first, player1) = try player(tape)
    _ = try await first.uploadFile(upload("one\n"))
    try await player1.clock.pass(.seconds(5))
    let (second, player2) = try player(tape, position: player1.position)
    #expect(player2.clock.seconds >= Self.start + 5)
    #expect(try await second.uploadFile(upload("two\n")).id.rawValue == "file-2")
    let error = await #expect(throws: TapeError.self) {
      try await second.uploadFile(upload("two\n"))
    }
    #expect(error?.code == .absent(request: "POST /files", cell: nil))
  }

  @Test(arguments: [(0.0, []), (0.1, [200, 50, 100]), (1.0, [2_000, 500, 1_000])])
  func `What took time on the tape takes a share of it again`(
    _ share: Double, _ milliseconds: [Int]
  ) async throws {
    var exchanges = try await recording { service in
      _ = try await service.uploadFile(upload("one\n"))
      _ = try await service.uploadFile(upload("two\n"))
    }.exchanges
    (exchanges[0].startMilliseconds, exchanges[0].milliseconds) = (1_500, 500)
    (exchanges[1].startMilliseconds, exchanges[1].milliseconds) = (3_000, 500)
    let tape = Tape(header: header, exchanges: exchanges)
    let clock = SkippingClock()
    let player = TapePlayer(tape, share: share, outside: clock)
    let connection = try connection()
    let service = RemoteService(
      connection, over: player.transport(for: connection), clock: player.clock)
    _ = try await service.uploadFile(upload("one\n"))
    try await player.clock.pass(.milliseconds(500))
    _ = try await service.uploadFile(upload("two\n"))
    #expect(clock.sleeps == milliseconds.map { .milliseconds($0) })
    #expect(player.clock.now.offset == .milliseconds(3_500))
  }

  @Test func `A question whose answer never changes is not asked for ever`() async throws {
    let tape = try await recording { _ = try await $0.models() }
    let (service, _) = try player(tape)
    let error = await #expect(throws: TapeError.self) {
      for _ in 0..<1_000 { _ = try await service.models() }
    }
    #expect(error?.code == .stuck(request: "GET /models", cell: nil))
  }

  /// What is said to a model, and what of it is on the tape.
  static let texts: [(said: String, kept: String)] = [
    ("plain words", "plain words"),
    ("my key is \(key), keep it", "my key is (redacted), keep it"),
    ("ghp_abcdefghij0123456789", "(redacted)"),
    ("Bearer abcdefghijklmnop0123456789", "(redacted)"),
    ("AKIAIOSFODNN7EXAMPLE12", "(redacted)"),
    ("task-abcdefghijklmnopqrst0", "task-abcdefghijklmnopqrst0"),
    ("sk-is-a-short-word", "sk-is-a-short-word"),
    ("org-AbcdefGhijklmnop0123", "(redacted)"),
  ]

  @Test(arguments: texts)
  func `No key gets onto a tape, wherever it stands`(said: String, kept: String) async throws {
    let tape = try await recording { service in
      for try await _ in try await service.streamChat(chat(said)) {}
    }
    let text = String(decoding: tape.encoded, as: UTF8.self)
    #expect(!text.contains(Self.key))
    #expect(tape.exchanges[0].request.body?["messages"]?[0]?["content"]?.string == kept)
    // The same line asks the same again.
    let (service, _) = try player(tape)
    for try await _ in try await service.streamChat(chat(said)) {}
  }

  @Test func `A key that a service sends back, whole or in pieces, is on no tape`() async throws {
    // A beginning that nobody has published, so that only the key itself tells it.
    let key = "mysecretkeywithoutdigits"
    let connection = try Connection(
      provider: .openAI, baseURL: try #require(BaseURL("http://localhost:1/v1")), key: Secret(key))
    let said = "Your key is \(key), is it?"
    var pieces: [String] = []
    var rest = said[...]
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(5)))
      rest = rest.dropFirst(5)
    }
    let recorder = TapeRecorder(header)
    let transport = recorder.transport(
      over: EchoTransport(pieces: pieces, identifier: key), to: connection)
    let request = HTTPRequest(
      method: .post, scheme: "http", authority: "localhost:1",
      path: "/v1/chat/completions?user=\(key)")
    let (_, body) = try await transport.send(request, body: .none)
    for try await _ in body {}
    let text = String(decoding: recorder.tape.encoded, as: UTF8.self)
    #expect(!text.contains(key))
    guard case .answer(_, let headers, .events(let events)) = recorder.tape.exchanges[0].ending
    else {
      Issue.record("no stream")
      return
    }
    #expect(headers["x-request-id"] == "(redacted)")
    let kept = try events.map { try JSONValue(parsing: $0.event.data)["delta"]?.string ?? "" }
    #expect(events.count == pieces.count)
    #expect(kept.joined() == "Your key is (redacted), is it?")
  }
}

/// Streams a text piece by piece, under an id.
private struct EchoTransport: HTTPTransport {
  let pieces: [String]
  let identifier: String

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    var response = HTTPResponse(status: .ok)
    response.headerFields[.contentType] = "text/event-stream"
    if let name = HTTPField.Name("x-request-id") { response.headerFields[name] = identifier }
    let events = pieces.map { piece -> [UInt8] in
      let data: JSONValue = ["type": "response.output_text.delta", "delta": .string(piece)]
      return Array("data: \(data.text)\n\n".utf8)
    }
    return (response, .chunks(events))
  }
}
