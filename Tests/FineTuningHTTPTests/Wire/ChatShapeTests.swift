import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import Testing

/// Whole chats and responses on the wire, plain and streamed.
@Suite struct ChatShapeTests {
  private let question: [JSONMember] = [
    JSONMember("model", "base"),
    JSONMember("messages", [["role": "user", "content": "hi you"]]),
  ]

  private func tell(_ path: String, _ members: [JSONMember]) async throws -> Told {
    try await ServiceRouter(ShelfService()).tell(.post(path, .object(members)))
  }

  @Test func `A chat's answer is the published object`() async throws {
    let told = try await tell("/v1/chat/completions", question + [JSONMember("logprobs", true)])
    #expect(
      told.text == """
        {"id":"chatcmpl-1","object":"chat.completion","created":1700000001,"model":"base",\
        "choices":[{"index":0,"message":{"role":"assistant","content":"HI YOU","refusal":null,\
        "annotations":[]},"logprobs":{"content":[{"token":"HI","logprob":-0.5,"bytes":[72,73],\
        "top_logprobs":[{"token":"no","logprob":-1.5,"bytes":[110,111]}]},{"token":"YOU",\
        "logprob":-0.5,"bytes":[89,79,85],"top_logprobs":[{"token":"no","logprob":-1.5,\
        "bytes":[110,111]}]}],"refusal":null},"finish_reason":"stop"}],"usage":\
        {"prompt_tokens":2,"completion_tokens":2,"total_tokens":4,"prompt_tokens_details":\
        {"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,\
        "audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},\
        "service_tier":"default","system_fingerprint":"fp_shelf"}
        """)
  }

  @Test func `A streamed chat is role, texts, reason, usage and done`() async throws {
    let told = try await tell(
      "/v1/chat/completions",
      question + [
        JSONMember("stream", true),
        JSONMember("stream_options", ["include_usage": true, "include_obfuscation": false]),
      ])
    #expect(told.headers[.contentType] == "text/event-stream; charset=utf-8")
    let head = """
      data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000001,\
      "model":"base","service_tier":"default","system_fingerprint":"fp_shelf","choices":
      """
    let tail = #","logprobs":null,"finish_reason":null}],"usage":null}"#
    #expect(
      told.text
        == [
          head + #"[{"index":0,"delta":{"role":"assistant","content":"","refusal":null}"# + tail,
          head + #"[{"index":0,"delta":{"content":"HI"}"# + tail,
          head + #"[{"index":0,"delta":{"content":"YOU"}"# + tail,
          head + #"[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}"#,
          head + """
            [],"usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4,\
            "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
            "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,\
            "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}
            """,
          "data: [DONE]", "",
        ].joined(separator: "\n\n"))
  }

  @Test func `Without include_usage no chunk speaks of usage`() async throws {
    let told = try await tell("/v1/chat/completions", question + [JSONMember("stream", true)])
    #expect(!told.text.contains("usage"))
    #expect(told.text.hasSuffix("data: [DONE]\n\n"))
  }

  @Test func `A response's answer repeats its request`() async throws {
    let told = try await tell(
      "/v1/responses", [JSONMember("model", "base"), JSONMember("input", "hi you")])
    #expect(
      told.text == """
        {"id":"resp_3","object":"response","created_at":1700000001,"status":"completed",\
        "completed_at":1700000003,"error":null,"incomplete_details":null,"instructions":null,\
        "max_output_tokens":null,"model":"base","output":[{"id":"msg_2","type":"message",\
        "status":"completed","role":"assistant","content":[{"type":"output_text",\
        "text":"HI YOU","annotations":[],"logprobs":[]}]}],"previous_response_id":null,\
        "store":true,"temperature":1.0,"top_p":1.0,"usage":{"input_tokens":2,\
        "input_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"output_tokens":2,\
        "output_tokens_details":{"reasoning_tokens":0},"total_tokens":4},"metadata":{},\
        "parallel_tool_calls":true,"tool_choice":"auto","tools":[],\
        "text":{"format":{"type":"text"}},"reasoning":{"effort":null,"summary":null},\
        "truncation":"disabled","service_tier":"default"}
        """)
  }

  @Test func `A streamed response numbers its typed events`() async throws {
    let told = try await tell(
      "/v1/responses",
      [
        JSONMember("model", "base"), JSONMember("input", "hi"), JSONMember("stream", true),
        JSONMember("stream_options", ["include_obfuscation": false]),
      ])
    var parser = ServerSentEventParser()
    let events = parser.feed(told.text.utf8)
    let bodies = try events.map { try JSONValue(parsing: $0.data) }
    #expect(
      events.map(\.name) == [
        "response.created", "response.in_progress", "response.output_item.added",
        "response.content_part.added", "response.output_text.delta",
        "response.output_text.done", "response.content_part.done",
        "response.output_item.done", "response.completed",
      ])
    #expect(bodies.map { $0["type"]?.string } == events.map(\.name))
    #expect(bodies.map { $0["sequence_number"]?.integer } == Array(0..<9))
    #expect(
      events[4].data == """
        {"type":"response.output_text.delta","item_id":"msg_2","output_index":0,\
        "content_index":0,"delta":"HI","logprobs":[],"sequence_number":4}
        """)
    #expect(
      events[7].data == """
        {"type":"response.output_item.done","item":{"id":"msg_2","type":"message",\
        "status":"completed","role":"assistant","content":[{"type":"output_text","text":"HI",\
        "annotations":[],"logprobs":[]}]},"output_index":0,"sequence_number":7}
        """)
  }

  @Test func `Pieces of a stream have no length of their own unless the client wants that`()
    async throws
  {
    for path in ["/v1/chat/completions", "/v1/responses"] {
      let asked: JSONMember =
        path == "/v1/responses" ? JSONMember("input", "hello you there") : question[1]
      let told = try await tell(
        path, [JSONMember("model", "base"), asked, JSONMember("stream", true)])
      var parser = ServerSentEventParser()
      let pieces = try parser.feed(told.text.utf8).filter { $0.data != "[DONE]" }.compactMap {
        let data = try JSONValue(parsing: $0.data)
        let text = data["delta"]?.string ?? data["choices"]?[0]?["delta"]?["content"]?.string
        return data["obfuscation"]?.string.map { (text ?? "") + $0 }
      }
      #expect(pieces.count > 2)
      #expect(pieces.allSatisfy { [0, 16].contains($0.utf8.count) })
    }
  }

  @Test func `Calls of tools and what came of them are turns of a response`() async throws {
    let shelf = ShelfService()
    let input: JSONValue = [
      ["role": "user", "content": "Weather?"],
      ["type": "reasoning", "id": "rs_1", "summary": []],
      [
        "type": "function_call", "id": "fc_1", "call_id": "c1", "name": "weather",
        "arguments": "{\"city\":\"Oslo\"}", "status": "completed",
      ],
      ["type": "function_call_output", "call_id": "c1", "output": "rain"],
    ]
    let told = try await ServiceRouter(shelf).tell(
      .post("/v1/responses", ["model": "base", "input": input]))
    #expect(told.status == 200)
    let calls: JSONValue = [
      [
        "id": "c1", "type": "function",
        "function": ["name": "weather", "arguments": "{\"city\":\"Oslo\"}"],
      ]
    ]
    let messages = [
      ChatMessage(role: "user", text: "Weather?"),
      ChatMessage(role: "assistant", content: .null, extra: [JSONMember("tool_calls", calls)]),
      ChatMessage(
        role: "tool", content: "rain", extra: [JSONMember("tool_call_id", "c1")]),
    ]
    #expect(await shelf.lastChatRequest?.messages == messages)
    // The client's end says the same.
    let remote = RemoteService(
      try testConnection("http://localhost/v1"), over: ServiceRouter(shelf))
    _ = try await remote.createResponse(ResponseRequest(model: "base", input: messages))
    #expect(await shelf.lastChatRequest?.messages == messages)
  }

  @Test(arguments: [
    (
      #"[{"type":"function_call_output","call_id":"c9","output":"x"}]"#, 400,
      "No tool call found for function call output with call_id c9."
    ),
    (
      #"[{"type":"function_call","call_id":"c9","name":"f","arguments":""}]"#, 400,
      "No tool output found for function call c9."
    ),
    (
      #"[{"type":"item_reference","id":"msg_1"}]"#, 404,
      "Item with id 'msg_1' not found. Items are not persisted when `store` is set to false. "
        + "Try again with `store` set to true, or remove this item from your input."
    ),
    (
      #"[{"type":"reasoning","id":"rs_1","summary":[]}]"#, 400,
      "Invalid 'input': empty array. Expected an array with minimum length 1, but got an empty "
        + "array instead."
    ),
  ])
  func `Items without what they speak of are refused`(
    items: String, status: Int, message: String
  ) async throws {
    let told = try await ServiceRouter(ShelfService()).tell(
      .post("/v1/responses", raw: #"{"model":"base","input":\#(items)}"#))
    #expect(told.status == status)
    #expect(told.json?["error"]?["message"]?.string == message)
    #expect(told.json?["error"]?["param"] == "input")
  }
}
