import FineTuning
import Sandbox
import Testing

@Suite struct ResponsesTests {
  @Test func `A response is kept and found again`() async throws {
    let world = try World()
    let request = World.request { request in
      request.metadata = ["lesson": "one"]
      request.instructions = "Be brief"
      request.sampling.wantsLogProbabilities = true
      request.sampling.topLogProbabilities = 2
    }
    let response = try await world.sandbox.createResponse(request)
    #expect(response.id.rawValue.hasPrefix("resp_") && response.model == "sandbox-1")
    #expect(response.output.first?.id.hasPrefix("msg_") == true)
    #expect(response.status == .incomplete && response.incompleteReason == "max_output_tokens")
    #expect(response.usage?.completion == 8)
    #expect(try await world.sandbox.response(response.id) == response)
    let again = try Sandbox(store: world.path, options: World.options())
    #expect(try await again.response(response.id) == response)
  }

  @Test func `A stream ends with the response that is kept`() async throws {
    let world = try World()
    var deltas: [ResponseDelta] = []
    for try await delta in try await world.sandbox.streamResponse(World.request()) {
      deltas.append(delta)
    }
    guard case .started(let empty, let message) = deltas.first,
      case .finished(let response) = deltas.last
    else {
      Issue.record("the stream has no beginning or no end")
      return
    }
    #expect(empty.status == .inProgress && empty.output == [] && empty.id == response.id)
    #expect(response.output.map(\.id) == [message])
    let text = deltas.compactMap { delta -> String? in
      if case .text(let text, _) = delta { text } else { nil }
    }.joined()
    #expect(response.text == text)
    #expect(try await world.sandbox.response(response.id) == response)
  }

  @Test func `A response goes on from the one before, without its instructions`() async throws {
    let world = try World()
    let first = try await world.sandbox.createResponse(
      World.request { $0.instructions = "Be a pirate" })
    let second = try await world.sandbox.createResponse(World.request { $0.previous = first.id })
    let turns = [
      ChatMessage(role: "user", text: "Hi"), ChatMessage(role: "assistant", text: first.text),
      ChatMessage(role: "user", text: "Hi"),
    ]
    let chat = try await world.sandbox.chat(
      ChatRequest(
        model: Sandbox.baseModel, messages: turns, sampling: World.request().sampling))
    #expect(second.usage?.prompt == chat.usage?.prompt)
    #expect(second.text == chat.choices[0].message.text)
    let third = try await world.sandbox.createResponse(World.request { $0.previous = second.id })
    #expect(try #require(third.usage?.prompt) > #require(second.usage?.prompt))
  }

  @Test func `A response that is not to be kept is not`() async throws {
    let world = try World()
    let response = try await world.sandbox.createResponse(World.request { $0.isStored = false })
    let missing = await #expect(throws: ServiceError.self) {
      try await world.sandbox.response(response.id)
    }
    #expect(missing?.message == "Response with id '\(response.id)' not found.")
    let error = await #expect(throws: ServiceError.self) {
      try await world.sandbox.createResponse(World.request { $0.previous = response.id })
    }
    #expect(
      error
        == ServiceError(
          status: 400, message: "Previous response with id '\(response.id)' not found.",
          parameter: "previous_response_id", code: "previous_response_not_found"))
  }

  @Test func `A deleted response is gone`() async throws {
    let world = try World()
    let id = try await world.sandbox.createResponse(World.request()).id
    #expect(try await world.sandbox.deleteResponse(id).isDeleted)
    await #expect(throws: ServiceError.self) { try await world.sandbox.deleteResponse(id) }
  }
}

extension World {
  fileprivate static func request(
    _ change: (inout ResponseRequest) -> Void = { _ in }
  ) -> ResponseRequest {
    var request = ResponseRequest(
      model: Sandbox.baseModel, input: [ChatMessage(role: "user", text: "Hi")])
    request.sampling.temperature = 0
    request.sampling.maximumTokens = 8
    change(&request)
    return request
  }
}
