import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import Testing

/// A body that is wrong in one way, and what the answer says of it.
struct Malformed: Sendable, CustomTestStringConvertible {
  let path: String
  let body: String
  let status: Int
  let parameter: String?
  let code: String?

  var testDescription: String { body }

  init(
    _ body: String, at path: String = "fine_tuning/jobs", status: Int = 400,
    _ parameter: String?, _ code: String?
  ) {
    self.path = path
    self.body = body
    self.status = status
    self.parameter = parameter
    self.code = code
  }
}

@Suite struct MalformedRequestTests {
  private static let chat = "chat/completions"
  private static let chatHead = #""model":"base","messages":[{"role":"user","content":"a"}]"#
  private static let job = #""model":"base","training_file":"file-1""#

  @Test(arguments: [
    Malformed("", nil, nil),
    Malformed("{", nil, nil),
    Malformed(#"{"model":"base"} x"#, nil, nil),
    Malformed("[]", nil, "invalid_type"),
    Malformed("{}", "model", "missing_required_parameter"),
    Malformed(#"{"model":null,"training_file":"f"}"#, "model", "missing_required_parameter"),
    Malformed(#"{"model":"base"}"#, "training_file", "missing_required_parameter"),
    Malformed(#"{"model":1,"training_file":"f"}"#, "model", "invalid_type"),
    Malformed("{\(job),\"foo\":1}", "foo", "unknown_parameter"),
    Malformed("{\(job),\"model\":\"b\"}", "model", "duplicate_parameter"),
    Malformed("{\(job),\"suffix\":\"\"}", "suffix", "string_below_min_length"),
    Malformed(
      "{\(job),\"suffix\":\"\(String(repeating: "x", count: 65))\"}", "suffix",
      "string_above_max_length"),
    Malformed("{\(job),\"seed\":-1}", "seed", "integer_below_min_value"),
    Malformed("{\(job),\"seed\":2147483648}", "seed", "integer_above_max_value"),
    Malformed("{\(job),\"seed\":1.5}", "seed", "invalid_type"),
    Malformed("{\(job),\"seed\":true}", "seed", "invalid_type"),
    Malformed("{\(job),\"metadata\":[]}", "metadata", "invalid_type"),
    Malformed("{\(job),\"metadata\":{\"a\":1}}", "metadata.a", "invalid_type"),
    Malformed("{\(job),\"method\":{}}", "method.type", "missing_required_parameter"),
    Malformed("{\(job),\"method\":{\"type\":\"magic\"}}", "method.type", "invalid_value"),
    Malformed("{\(job),\"method\":{\"type\":\"dpo\",\"x\":1}}", "method.x", "unknown_parameter"),
    Malformed(
      "{\(job),\"method\":{\"type\":\"dpo\",\"dpo\":{\"hyperparameters\":{\"beta\":0}}}}",
      "method.dpo.hyperparameters.beta", "decimal_below_min_value"),
    Malformed(
      "{\(job),\"method\":{\"type\":\"supervised\",\"supervised\":{\"hyperparameters\":{\"beta\":1}}}}",
      "method.supervised.hyperparameters.beta", "unknown_parameter"),
    Malformed(
      "{\(job),\"hyperparameters\":{\"n_epochs\":51}}", "hyperparameters.n_epochs",
      "integer_above_max_value"),
    Malformed(
      "{\(job),\"hyperparameters\":{\"n_epochs\":\"many\"}}", "hyperparameters.n_epochs",
      "invalid_type"),
    Malformed(
      "{\(job),\"integrations\":[{\"type\":\"mlflow\"}]}", "integrations[0].type", "invalid_value"
    ),
    Malformed(
      "{\(job),\"integrations\":[{\"type\":\"wandb\"}]}", "integrations[0].wandb",
      "missing_required_parameter"),
    Malformed(
      "{\(job),\"integrations\":[{\"type\":\"wandb\",\"wandb\":{\"project\":\"p\",\"tags\":[1]}}]}",
      "integrations[0].wandb.tags[0]", "invalid_type"),
    Malformed(
      "{\(job),\"hyperparameters\":{},\"method\":{\"type\":\"supervised\"}}", "hyperparameters",
      "invalid_parameter"),
  ])
  func `A wrong job is refused at its parameter`(_ example: Malformed) async throws {
    try await check(example)
  }

  @Test(arguments: [
    Malformed(#"{"model":"base"}"#, at: chat, "messages", "missing_required_parameter"),
    Malformed(#"{"model":"base","messages":[]}"#, at: chat, "messages", "empty_array"),
    Malformed(#"{"model":"base","messages":[1]}"#, at: chat, "messages[0]", "invalid_type"),
    Malformed(
      #"{"model":"base","messages":[{"role":"king","content":"a"}]}"#, at: chat,
      "messages[0].role", "invalid_value"),
    Malformed(
      #"{"model":"base","messages":[{"role":"user"}]}"#, at: chat, "messages[0].content",
      "missing_required_parameter"),
    Malformed(
      #"{"model":"base","messages":[{"role":"user","content":3}]}"#, at: chat,
      "messages[0].content", "invalid_type"),
    Malformed(
      #"{"model":"base","messages":[{"role":"user","content":[{"type":"smell"}]}]}"#, at: chat,
      "messages[0].content[0].type", "invalid_value"),
    Malformed(
      #"{"model":"base","messages":[{"role":"user","content":"a","weight":1}]}"#, at: chat,
      "messages[0].weight", "unknown_parameter"),
    Malformed(
      "{\(chatHead),\"temperature\":2.1}", at: chat, "temperature", "decimal_above_max_value"),
    Malformed("{\(chatHead),\"temperature\":\"1\"}", at: chat, "temperature", "invalid_type"),
    Malformed("{\(chatHead),\"n\":0}", at: chat, "n", "integer_below_min_value"),
    Malformed("{\(chatHead),\"stop\":[1]}", at: chat, "stop[0]", "invalid_type"),
    Malformed(
      "{\(chatHead),\"stop\":[\"\",\"\",\"\",\"\",\"\"]}", at: chat, "stop",
      "array_above_max_length"),
    Malformed("{\(chatHead),\"top_logprobs\":2}", at: chat, "top_logprobs", "invalid_parameter"),
    Malformed(
      "{\(chatHead),\"logit_bias\":{\"a\":1}}", at: chat, "logit_bias", "invalid_parameter"),
    Malformed(
      "{\(chatHead),\"logit_bias\":{\"1\":101}}", at: chat, "logit_bias.1",
      "decimal_above_max_value"),
    Malformed("{\(chatHead),\"stream\":1}", at: chat, "stream", "invalid_type"),
    Malformed(
      "{\(chatHead),\"stream_options\":{}}", at: chat, "stream_options", "invalid_parameter"),
    Malformed("{\(chatHead),\"store\":\"yes\"}", at: chat, "store", "invalid_type"),
    Malformed("{\(chatHead),\"tools\":{}}", at: chat, "tools", "invalid_type"),
    Malformed(
      "{\(chatHead),\"max_output_tokens\":1}", at: chat, "max_output_tokens", "unknown_parameter"),
    Malformed(#"{"model":"base"}"#, at: "responses", "input", "missing_required_parameter"),
    Malformed(#"{"model":"base","input":3}"#, at: "responses", "input", "invalid_type"),
    Malformed(
      #"{"model":"base","input":[{"type":"computer_call"}]}"#, at: "responses", "input[0].type",
      "invalid_value"),
    Malformed(
      #"{"model":"base","input":[{"type":"function_call","call_id":"c"}]}"#, at: "responses",
      "input[0].name", "missing_required_parameter"),
    Malformed(
      #"{"model":"base","input":"a","max_output_tokens":3}"#, at: "responses",
      "max_output_tokens", "integer_below_min_value"),
    Malformed(
      #"{"model":"base","input":"a","include":["x"]}"#, at: "responses", "include[0]",
      "invalid_value"),
    Malformed(
      #"{"filename":"a","purpose":"fine-tune","bytes":0,"mime_type":"t"}"#, at: "uploads",
      "bytes", "integer_below_min_value"),
    Malformed(#"{"part_ids":[]}"#, at: "uploads/u/complete", "part_ids", "empty_array"),
    Malformed(
      #"{"project_ids":[1]}"#, at: "fine_tuning/checkpoints/c/permissions", "project_ids[0]",
      "invalid_type"),
  ])
  func `A wrong question is refused at its parameter`(_ example: Malformed) async throws {
    try await check(example)
  }

  private func check(_ example: Malformed) async throws {
    let shelf = ShelfService()
    _ = try await shelf.trainingFile()
    let told = try await ServiceRouter(shelf).tell(.post("/v1/\(example.path)", raw: example.body))
    let error = try #require(told.json?["error"])
    #expect(told.status == example.status)
    #expect(error["param"]?.string == example.parameter)
    #expect(error["code"]?.string == example.code)
    #expect(error["type"] == "invalid_request_error")
  }

  @Test(
    arguments: [
      ("/v1/files?limit=0", "limit", "integer_below_min_value"),
      ("/v1/files?limit=ten", "limit", "invalid_type"),
      ("/v1/files?order=up", "order", "invalid_value"),
      ("/v1/files?what=1", "what", "unknown_parameter"),
      ("/v1/fine_tuning/jobs?metadata=x", "metadata", "invalid_value"),
      ("/v1/fine_tuning/jobs/ftjob-1/events?order=asc", "order", "unknown_parameter"),
      ("/v1/models?x=%zz", nil, nil),
    ] as [(String, String?, String?)])
  func `A wrong query is refused at its parameter`(
    path: String, parameter: String?, code: String?
  ) async throws {
    let told = try await ServiceRouter(ShelfService()).tell(Ask(path: path))
    #expect(told.status == 400)
    #expect(told.json?["error"]?["param"]?.string == parameter)
    #expect(told.json?["error"]?["code"]?.string == code)
  }

  @Test(arguments: [
    (HTTPRequest.Method.get, "/", 404, "Invalid URL (GET /)"),
    (.get, "/v1", 404, "Invalid URL (GET /v1)"),
    (.get, "/v1/nothing", 404, "Invalid URL (GET /v1/nothing)"),
    (.get, "/v1/../v1/models", 404, "Invalid URL (GET /v1/../v1/models)"),
    (.get, "/v1//models", 404, "Invalid URL (GET /v1//models)"),
    (.get, "/v1/models/%FF", 404, "Invalid URL (GET /v1/models/%FF)"),
    (.get, "/v2/models", 404, "Invalid URL (GET /v2/models)"),
    (
      .put, "/v1/models", 405,
      "Invalid method for URL (PUT /v1/models). Perhaps you meant to use a different HTTP method?"
    ),
    (
      .delete, "/v1/files/a/content", 405,
      "Invalid method for URL (DELETE /v1/files/a/content). "
        + "Perhaps you meant to use a different HTTP method?"
    ),
  ])
  func `An address that is none says so`(
    method: HTTPRequest.Method, path: String, status: Int, message: String
  ) async throws {
    let told = try await ServiceRouter(ShelfService()).tell(Ask(method: method, path: path))
    #expect(told.status == status)
    #expect(told.json?["error"]?["message"]?.string == message)
  }

  @Test func `A body of another type is refused before it is read`() async throws {
    var ask = Ask.post("/v1/chat/completions", [:])
    ask.headers = [("content-type", "text/plain")]
    let told = try await ServiceRouter(ShelfService()).tell(ask)
    #expect(told.status == 415)
    #expect(told.json?["error"]?["code"] == "unsupported_content_type")
  }

  @Test func `A body beyond the limit is refused while it streams`() async throws {
    let megabyte = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
    var ask = Ask.post("/v1/chat/completions", [:])
    ask.body = .stream(.chunks(Array(repeating: megabyte, count: 33)), byteCount: nil)
    let told = try await ServiceRouter(ShelfService()).tell(ask)
    #expect(told.status == 413)
    #expect(told.json?["error"]?["code"] == "request_too_large")
  }
}
