import CommandLanguage
import Commands
import FineTuning
import Presentation
import Reports
import Sessions
import Testing
import Workspaces

/// What services answer besides success, and what is made of it.
@Suite struct ServiceAnswersTests {
  private static let launch =
    "launch marv --model gpt-4.1-mini --provider openai --anyway --max-cost 5"

  /// All that a line says: its result, or its failure.
  private func said(_ line: String, _ fixture: PaidSessionFixture) async throws -> String {
    do {
      let report = try await fixture.run(line)
      return report.map { render($0.blocks, RecordingConsole.layout) } ?? ""
    } catch let failure as Failure {
      return failure.text(in: SourceText("")) + "\n"
    }
  }

  @Test func `A file that the provider cannot use starts no job and costs nothing`() async throws {
    let fixture = try await PaidSessionFixture()
    fixture.billing.change {
      $0.fileStatuses = ["pending", "error"]
      $0.statusDetails = "Line 3 is no JSON object."
    }
    #expect(
      try await said(Self.launch, fixture) == """
        error E512: openai cannot use the file file-1
          the service says: Line 3 is no JSON object.
          no job was created        help: upload marv --show  prints what was sent

        """)
    #expect(fixture.billing.snapshot.requests.isEmpty)
    #expect(try fixture.spent == 0)
    fixture.billing.change { $0.fileStatuses = ["pending", "processed"] }
    #expect(try await fixture.code(Self.launch) == nil)
  }

  @Test func `A file that is never looked at is given up after the patience of the line`()
    async throws
  {
    let fixture = try await PaidSessionFixture()
    fixture.billing.change { $0.fileStatuses = ["pending"] }
    #expect(
      try await said(Self.launch + " --patience 1", fixture) == """
        error E512: openai has not looked at file-1 within 1 s
          no job was created; the file is there
          help: launch again later, or wait longer:  --patience 600

        """)
    #expect(try fixture.spent == 0)
  }

  @Test(arguments: ["insufficient_quota", "billing_hard_limit_reached"])
  func `A quota that is used up is no rate limit`(code: String) async throws {
    let fixture = try await PaidSessionFixture()
    fixture.billing.change {
      $0.creation = .refused
      $0.refusal = ServiceError(
        status: 429, message: "You exceeded your current quota.", type: code, code: code)
    }
    #expect(
      try await said(Self.launch, fixture) == """
        error E511: the account's credit or quota at the provider is used up
          the service says: You exceeded your current quota.
          nothing was done, and waiting does not help
          help: add credit on the provider's billing page, or train here:  provider use sandbox

        """)
    #expect(try fixture.spent == 0)
  }

  @Test(arguments: [(20.2, "21"), (.infinity, "3600"), (1e300, "3600")])
  func `A rate limit says how long to wait, however long`(seconds: Double, patience: String) {
    var error = ServiceError(status: 429, message: "Slow down.", code: "rate_limit_exceeded")
    error.retryAfterSeconds = seconds
    #expect(Failure(explaining: error).remedy?.hasSuffix("--patience \(patience)") == true)
  }

  /// Why jobs fail, and what is said of it.
  private static let failures: [(error: JobError?, said: String)] = [
    (
      JobError(
        code: "invalid_training_file", message: "Example 100 has no role.",
        parameter: "training_file"),
      """
      error E325: @one failed: Example 100 has no role.
        code invalid_training_file, at training_file
        no model was made, and a failed job is not charged
        help: check marv --for gpt-4.1-mini-2025-04-14 --all, mend it, and launch marv

      """
    ),
    (
      JobError(code: "moderation", message: "The file violates the usage policies."),
      """
      error E325: @one failed: The file violates the usage policies.
        code moderation
        no model was made, and a failed job is not charged
        help: show marv, drop what breaks the provider's rules, and launch marv

      """
    ),
    (
      JobError(code: "server_error", message: "Try again."),
      """
      error E325: @one failed: Try again.
        code server_error
        no model was made, and a failed job is not charged        help: launch marv --again

      """
    ),
    (
      nil,
      """
      error E325: @one failed: the provider gives no reason
        no model was made, and a failed job is not charged        help: launch marv --again

      """
    ),
  ]

  @Test(arguments: failures)
  func `A followed job that fails is a failure, with its reason and the next step`(
    failure: (error: JobError?, said: String)
  ) async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run(Self.launch + " as one")
    fixture.billing.change {
      $0.endings = [
        { job in
          job.status = .failed
          job.error = failure.error
        }
      ]
    }
    #expect(try await said("tail @one", fixture) == failure.said)
    #expect(FailureKind.jobFailed.exitCode == .failed)
    #expect(try fixture.spent == 0)
  }

  private static let table = """
    step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy
    1,2.5,0.1,,
    2,1.5,0.5,1.75,0.4
    """

  /// The same losses as services send them.
  private static let tables: [(text: String, said: String)] = [
    (table, "loss 2.50 to 1.50, the lowest, at step 2"),
    (
      "c3RlcCx0cmFpbl9sb3NzLHRyYWluX2FjY3VyYWN5DQoxLDIuNSwwLjENCjIsMS41LDAuNQ0K",
      "loss 2.50 to 1.50, the lowest, at step 2"
    ),
    (
      "step,train_loss\r\n1,2.5\r\n2,nan\r\n3,1.5\r\n",
      "loss 2.50 to 1.50, the lowest, at step 3"
    ),
    ("train_loss,other\n2.5,x\n1.5,y\n", "loss 2.50 to 1.50, the lowest, at step 2"),
    (
      "\u{FEFF}\"step\";\"train_loss\"\n\"1\";\"2.5\"\n2;1.5\n",
      "loss 2.50 to 1.50, the lowest, at step 2"
    ),
    ("step,valid_loss\n1,2\n", "E323"), ("<html>not found</html>", "E323"), ("", "E323"),
    ("step,train_loss\n9223372036854775807,1\n-1,2\n1e300,3\nx,y\n4,1\n", "loss 1.00 at step 4"),
  ]

  @Test(arguments: tables)
  func `Losses that are in a result file alone are drawn`(
    table: (text: String, said: String)
  ) async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run(Self.launch + " as one")
    fixture.billing.change {
      $0.resultFile = Array(table.text.utf8)
      $0.endings = [
        { job in
          job.status = .succeeded
          job.fineTunedModel = "ft:x"
          job.resultFiles = ["file-9"]
        }
      ]
    }
    #expect(try await said("plot @one", fixture).contains(table.said))
    #expect(try await said("plot @one", fixture).contains(table.said))
  }

  @Test func `A job that has succeeded without a name for its model is asked again`() async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run(Self.launch + " as one")
    let nameless: @Sendable (inout Job) -> Void = { $0.status = .succeeded }
    fixture.billing.change {
      $0.endings = [nameless, nameless, { $0.fineTunedModel = "ft:gpt-4.1-mini:late" }]
    }
    #expect(try await said("tail @one --once", fixture).contains("model is unknown"))
    #expect(try await said("tail @one", fixture).contains("model is ft:gpt-4.1-mini:late"))
    fixture.billing.change { $0.endings = [{ $0.fineTunedModel = nil }] }
    #expect(try await said("tail @one", fixture).contains("model is ft:gpt-4.1-mini:late"))
  }

  @Test func `A job that never names its model is followed no further`() async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run(Self.launch + " as one")
    fixture.billing.change { $0.endings = [{ $0.status = .succeeded }] }
    #expect(try await said("tail @one", fixture).contains("model is unknown"))
  }

  @Test func `Several lines at once are a message, whatever they begin with`() async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run("chat ft:gpt-4.1-mini:x --provider openai")
    let loop = ChatLoop(session: fixture.session)
    let pasted = "/done\n/keep 3\n\n//etc is a folder"
    try await loop.accept(pasted)
    let chat = try #require(fixture.session.chat)
    #expect(try fixture.workspace.turns(of: chat.id).map(\.text) == [pasted, "yes"])
    try await loop.accept("/done")
    #expect(fixture.session.chat == nil)
  }
}
