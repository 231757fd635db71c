import FineTuning
import Sandbox
import Testing

/// Files that pass the upload and fail the job.
@Suite struct ValidationTests {
  /// A file with one line that is at fault, and what the job says of it.
  struct Case: Sendable, CustomTestStringConvertible {
    var method = TrainingMethod.Kind.supervised
    /// Stands before ten good lines.
    let line: String
    var code = "invalid_training_file"
    let message: String

    init(_ line: String, _ message: String) {
      self.line = line
      self.message = message
    }

    func with(_ code: String) -> Case {
      var other = self
      other.code = code
      return other
    }

    func preferring() -> Case {
      var other = self
      other.method = .dpo
      return other
    }

    var testDescription: String { message }
  }

  static let user = #"{"role":"user","content":"Hi"}"#
  static let good = #"{"role":"assistant","content":"Ho"}"#

  static let cases = [
    Case(
      #"{"messages":[\#(user) {"role":"assistant"}]}"#,
      "Example 2 cannot be parsed. Error: line contains invalid json: a comma or a closing bracket "
        + "is missing: line 1 column 45 (char 44) (line 3)"),
    Case(
      #"{"messages":[\#(user),\#(good),\#(user)]}"#,
      "Example 2, message 3: ends with role \"user\""),
    Case(
      #"{"messages":[\#(user),{"role":"assistant","content":""}]}"#,
      "Example 2, message 2 has no text content"),
    Case(
      #"{"messages":[\#(user),{"role":"assistant","content":"Ho","weight":0}]}"#,
      "Example 2: the only assistant message has weight 0"),
    Case(
      #"{"messages":[\#(user),\#(good)],"id":7}"#, "Example 2 contains an extra \"id\"."),
    Case(
      #"{"messages":[\#(user),{"role":"assistant","content":"Ho","a.b[0]":7}]}"#,
      "Example 2 contains an extra \"a.b[0]\"."),
    Case(
      #"{"messages":[\#(user),7]}"#, "Example 2, message 2 Discriminator 'role' is missing in value"
    ),
    Case(
      #"{"messages":[\#(user),{"role":"user","content":7}]}"#,
      "Example 2, message 2 has no text content"),
    Case(#"{"prompt":"Hi","completion":"Ho"}"#, "Example 2 contains an extra \"prompt\"."),
    Case(#"{"message":[\#(user)]}"#, "Example 2 contains an extra \"message\"."),
    Case("{}", "Example 2 is missing key 'messages'"),
    Case(#"{"messages":[]}"#, "Example 2 has no messages"),
    Case(#"{"messages":"Hi"}"#, "Example 2 has no messages"),
    Case(
      #"{"messages":[\#(user),{"content":"Ho"}]}"#,
      "Example 2, message 2 Discriminator 'role' is missing in value"),
    Case(
      #"{"messages":[\#(user),{"role":"gpt","content":"Ho"}]}"#,
      "Example 2, message 2 Input tag 'gpt' found using 'role' does not match any of the expected "
        + "tags: 'system', 'developer', 'user', 'assistant', 'tool', 'function'"),
    Case(#"{"messages":[{"role":"user"}]}"#, "Example 2, message 1 has no text content"),
    Case(
      #"{"messages":[\#(user),{"role":"assistant","content":[{"type":"image_url"}]}]}"#,
      "Example 2, message 2 has no text content"),
    Case(
      #"{"messages":[\#(user)]}"#, "Example 2 has no message of the assistant to learn"),
    Case(
      #"{"messages":[{"role":"assistant","content":"Ho","weight":0.5}]}"#,
      "Example 2, message 1 weight must be 0 or 1"),
    Case(
      #"{"messages":[{"role":"assistant","content":"Ho","text":"Ho"}]}"#,
      "Example 2 contains an extra \"text\"."),
    Case(
      #"{"messages":[{"role":"user","content":"Hi","weight":1}]}"#,
      "Example 2 contains an extra \"weight\"."
    ).with("invalid_file_format"),
    Case(
      #"{"messages":[{"role":"user","content":"<|fim_suffix|>"}]}"#,
      "Example 2 message contains an invalid token: <|fim_suffix|>."
    ).with("invalid_file_format"),
    Case(
      #"{"input":{"messages":[\#(user)]},"preferred_output":[\#(user)],"non_preferred_output":[]}"#,
      "Example 2 'preferred_output' must be one message of the assistant"
    ).preferring(),
    Case("{}", "Example 2 is missing key 'input'").preferring(),
    Case(
      #"{"input":{"messages":[\#(user),\#(good)]},"preferred_output":[\#(good)],"#
        + #""non_preferred_output":[{"role":"assistant","content":"Ha"}]}"#,
      "Example 2 input must not end with a message of the assistant"
    ).preferring(),
  ]

  @Test(arguments: cases)
  func `One bad line fails the job in the service's words`(_ example: Case) async throws {
    let world = try World()
    let good = example.method == .dpo ? preferences(10) : lines(10)
    let first = good.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let content = good[..<first] + Array("\n\(example.line)\n".utf8) + good[first...]
    let training = try await world.upload(Array(content))
    let request = JobRequest(
      model: Sandbox.baseModel, trainingFile: training, method: TrainingMethod(example.method))
    let job = try await world.sandbox.createJob(request)
    let failed = try await world.sandbox.wait(for: job.id)
    let reason =
      example.code == "invalid_file_format"
      ? "a file format error in the training file" : "an invalid training file"
    let message = "The job failed due to \(reason). Invalid file format. \(example.message)"
    #expect(failed.status == .failed && failed.finishedAt == 1_000)
    #expect(
      failed.error
        == JobError(code: example.code, message: message, parameter: "training_file"))
    let events = try await world.events(job.id)
    #expect(
      events.map { "\($0.level) \($0.message)" } == [
        "info Created fine-tuning job: \(job.id)",
        "info Validating training file: \(training)",
        "error \(message)",
      ])
  }

  @Test func `Nine examples are too few`() async throws {
    let world = try World()
    let failed = try await world.sandbox.wait(for: world.job(examples: 9).id)
    #expect(
      failed.error
        == JobError(
          code: "invalid_n_examples",
          message: "Training file has 9 example(s), but must have at least 10 examples",
          parameter: "training_file"))
  }

  @Test func `A file for the other method says which`() async throws {
    let world = try World()
    let chat = try await world.job { $0.method = TrainingMethod(.dpo) }
    let pairs = try await world.upload(preferences(10))
    let preference = try await world.job { $0.trainingFile = pairs }
    let prefix = "The job failed due to an invalid training file. Invalid file format. Input file "
    #expect(
      try await world.sandbox.wait(for: chat.id).error?.message == prefix
        + "\(chat.trainingFile) is in the fine-tune-chat format, but the specified fine-tuning job "
        + "is not using 'supervised' as the training method (provided method=dpo). ")
    #expect(
      try await world.sandbox.wait(for: preference.id).error?.message == prefix
        + "\(pairs) is in the fine-tune-preference format, but the specified fine-tuning job is not "
        + "using 'dpo' as the training method (provided method=supervised). ")
  }

  @Test func `The validation file is read by the same rules`() async throws {
    let world = try World()
    let bad = try await world.upload(Array(#"{"messages":[]}"#.utf8))
    let job = try await world.job { $0.validationFile = bad }
    let failed = try await world.sandbox.wait(for: job.id)
    #expect(
      failed.error
        == JobError(
          code: "invalid_validation_file",
          message: "The job failed due to an invalid validation file. Invalid file format. "
            + "Example 1 has no messages",
          parameter: "validation_file"))
  }

  /// Examples, what was asked for, and epochs and batch size as decided.
  static let choices: [(Int, TrainingMethod.Kind, Int, Int)] = [
    (10, .supervised, 15, 1), (50, .supervised, 10, 1), (100, .supervised, 5, 1),
    (166, .supervised, 4, 1), (167, .supervised, 3, 1), (749, .supervised, 3, 1),
    (750, .supervised, 3, 2), (2_000, .supervised, 3, 4), (2_500, .supervised, 2, 5),
    (49, .dpo, 10, 1), (50, .dpo, 3, 1),
  ]

  @Test(arguments: choices)
  func `What is left to the service is decided by the number of examples`(
    count: Int, kind: TrainingMethod.Kind, epochs: Int, batch: Int
  ) async throws {
    let world = try World()
    let training = try await world.upload(kind == .dpo ? preferences(count) : lines(count))
    let job = try await world.sandbox.createJob(
      JobRequest(
        model: Sandbox.baseModel, trainingFile: training, method: TrainingMethod(kind)))
    let decided = try await world.sandbox.wait(for: job.id) { $0.status != .validatingFiles }
    #expect(
      decided.method.hyperparameters
        == Hyperparameters(
          epochCount: .value(epochs), batchSize: .value(batch), learningRateMultiplier: .value(1),
          beta: kind == .dpo ? .value(0.1) : .auto))
    if !decided.status.isTerminal { _ = try? await world.sandbox.cancelJob(job.id) }
  }
}
