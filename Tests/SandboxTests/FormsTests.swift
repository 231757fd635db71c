import FineTuning
import JSON
import Sandbox
import Testing

/// The forms that messages come in, in files and in requests.
@Suite struct FormsTests {
  static let user = #"{"role":"user","content":"Hi"}"#
  static let answer = #"{"role":"assistant","content":"Ho"}"#
  static let call =
    #"{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}"#

  /// Lines that the service takes, and the tokens of one pass over ten of them and their like.
  static let accepted: [(line: String, tokens: Int)] = [
    (#"{"messages":[\#(user),\#(answer)]}"#, 9),
    (#"{"messages":[{"role":"system","content":"S"},\#(user),\#(answer)]}"#, 12),
    (#"{"messages":[{"role":"developer","content":"S"},\#(user),\#(answer)]}"#, 12),
    (#"{"messages":[\#(user),\#(answer)],"tools":[],"parallel_tool_calls":false}"#, 9),
    (#"{"messages":[{"role":"user","content":"Hi","name":"Ann"},\#(answer)]}"#, 9),
    (
      #"{"messages":[{"role":"user","content":[{"type":"text","text":"H"},"#
        + #"{"type":"text","text":"i"}]},\#(answer)]}"#, 9
    ),
    (
      #"{"messages":[\#(user),{"role":"assistant","content":null,"tool_calls":[\#(call)]},"#
        + #"{"role":"tool","tool_call_id":"c1","content":"1"},\#(answer)]}"#, 86
    ),
    (#"{"messages":[\#(user),{"role":"assistant","content":"Ho","weight":0},\#(answer)]}"#, 13),
    (#"{"messages":[{"role":"user","content":"한"},\#(answer)]}"#, 10),
    (#" {"messages":[\#(user),\#(answer)]} "#, 9),
  ]

  @Test(arguments: accepted)
  func `A form that the service takes is learned`(line: String, tokens: Int) async throws {
    let world = try World()
    let content = String(repeating: line + "\n", count: 10)
    let training = try await world.upload(Array(content.utf8))
    let job = try await world.job { request in
      request.trainingFile = training
      request.method.hyperparameters.epochCount = .value(1)
    }
    let done = try await world.sandbox.wait(for: job.id)
    #expect(done.error == nil)
    #expect(done.trainedTokens == tokens * 10)
  }

  @Test func `Blank lines and Windows line ends change nothing`() async throws {
    let world = try World()
    let text = String(decoding: lines(10), as: UTF8.self)
      .replacing("\n", with: "\r\n\r\n")
    let training = try await world.upload(Array(text.utf8))
    let plain = try await world.sandbox.wait(for: world.job().id)
    let done = try await world.sandbox.wait(for: world.job { $0.trainingFile = training }.id)
    #expect(done.status == .succeeded && done.trainedTokens == plain.trainedTokens)
  }

  @Test func `An example longer than the context loses its end, not the job`() async throws {
    let world = try World()
    let long = String(repeating: "long ", count: 100)
    let line =
      #"{"messages":[{"role":"user","content":"\#(long)"},\#(Self.answer)]}"# + "\n"
    let content = String(repeating: line, count: 10) + String(decoding: lines(1), as: UTF8.self)
    let training = try await world.upload(Array(content.utf8))
    let done = try await world.sandbox.wait(for: world.job { $0.trainingFile = training }.id)
    #expect(done.status == .succeeded)
    #expect(done.trainedTokens == 2 * (10 * 96 + 14))
  }

  @Test func `A step whose answer is cut has no loss`() async throws {
    let world = try World()
    let long = String(repeating: "long ", count: 100)
    let line =
      #"{"messages":[{"role":"user","content":"\#(long)"},\#(Self.answer)]}"# + "\n"
    let content = String(repeating: line, count: 9) + String(decoding: lines(1), as: UTF8.self)
    let training = try await world.upload(Array(content.utf8))
    let done = try await world.sandbox.wait(
      for: world.job { request in
        request.trainingFile = training
        request.validationFile = training
        request.method.hyperparameters.epochCount = .value(1)
        request.method.hyperparameters.batchSize = .value(1)
      }.id)
    #expect(done.status == .succeeded)
    let steps = try await world.events(done.id).filter { $0.metrics != nil }
    #expect(steps.count == 10)
    #expect(steps.count { $0.metrics?.trainLoss != nil } == 1)
    #expect(steps.count { $0.metrics?.validationLoss != nil } == 1)
    #expect(steps.count { $0.message.contains("training loss=none") } == 9)
  }

  @Test(arguments: [TrainingMethod.Kind.supervised, .dpo])
  func `A job that would train nothing fails before it starts`(
    _ method: TrainingMethod.Kind
  ) async throws {
    let world = try World()
    let prompt = #"{"role":"user","content":"\#(String(repeating: "long ", count: 100))"}"#
    let line =
      method == .dpo
      ? #"{"input":{"messages":[\#(prompt)]},"preferred_output":[\#(Self.answer)],"#
        + #""non_preferred_output":[{"role":"assistant","content":"No"}]}"#
      : #"{"messages":[\#(prompt),\#(Self.answer)]}"#
    let training = try await world.upload(Array(String(repeating: line + "\n", count: 10).utf8))
    let failed = try await world.sandbox.wait(
      for: world.job { request in
        request.trainingFile = training
        request.method = TrainingMethod(method)
      }.id)
    #expect(failed.status == .failed && failed.fineTunedModel == nil)
    #expect(failed.error?.code == "nothing_to_train")
    #expect(
      failed.error?.message == "The job failed because nothing of the training file would be "
        + "trained: every answer lies beyond the 96 tokens that the model reads of an example")
  }

  /// Messages that the model reads as the same words.
  static let equals: [[ChatMessage]] = [
    [ChatMessage(role: "user", text: "Hi")],
    [ChatMessage(role: "tool", text: "Hi")],
    [ChatMessage(role: "user", content: [["type": "text", "text": "Hi"]])],
    [
      ChatMessage(
        role: "user", content: [["type": "text", "text": "H"], ["type": "text", "text": "i"]],
        extra: [JSONMember("name", "Ann")])
    ],
  ]

  @Test(arguments: equals)
  func `The same words in another form get the same answer`(messages: [ChatMessage]) async throws {
    let world = try World()
    let plain = try await world.answer { $0.sampling.seed = 4 }
    let other = try await world.answer { request in
      request.messages = messages
      request.sampling.seed = 4
    }
    #expect(other.choices == plain.choices && other.usage == plain.usage)
  }

  @Test func `Other keys of a request are accepted`() async throws {
    let world = try World()
    let answer = try await world.answer { request in
      request.extra = [JSONMember("tools", []), JSONMember("user", "ann")]
      request.sampling.maximumTokens = 2
    }
    #expect(answer.choices.count == 1)
  }
}
