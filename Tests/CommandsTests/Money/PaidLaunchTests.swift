import Commands
import FineTuning
import JSON
import Testing
import Workspaces

/// No job is paid twice, and nothing is set aside for one that was not asked for.
@Suite struct PaidLaunchTests {
  static let launch =
    "launch marv --anyway --model gpt-4.1-mini --provider openai --max-cost 1 as demo"

  @Test func `The epochs that the price is for are sent, with a mark`() async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run(Self.launch)
    let request = try #require(fixture.billing.snapshot.requests.first)
    #expect(request.method.hyperparameters.epochCount == .value(8))
    #expect(request.metadata["ft_launch"]?.count == 16)
    // 559 tokens, 8 epochs, $5 for a million, and 20 % since the tokens are estimated.
    #expect(try fixture.spent == 559 * 8 * 5 * 120 / 100)
  }

  @Test func `A launch without an answer is neither lost nor sent again`() async throws {
    let fixture = try await PaidSessionFixture()
    fixture.billing.change { $0.creation = .lost }
    #expect(try await fixture.code(Self.launch) == "E324")
    fixture.billing.change { $0.creation = .answered }
    #expect(try await fixture.code(Self.launch) == "E324")
    #expect(try await fixture.code("tail @demo") == "E324")
    #expect(try await fixture.code("cancel @demo") == "E324")
    #expect(fixture.billing.snapshot.requests.count == 1)
    #expect(try fixture.workspace.spends().map(\.state) == [.reserved])
  }

  @Test(arguments: [true, false])
  func `A job that was made in silence is found again`(_ keepsMetadata: Bool) async throws {
    let fixture = try await PaidSessionFixture()
    fixture.billing.change {
      $0.creation = .madeUnanswered
      $0.keepsMetadata = keepsMetadata
      $0.now = 1_795_255_200
    }
    #expect(try await fixture.code(Self.launch) == "E324")
    try await fixture.run("tail @demo --once")
    #expect(try fixture.workspace.job(named: "demo").job?.id == "ftjob-1")
    // The same launch finds it, and others' jobs before it do no harm.
    let report = try #require(try await fixture.run(Self.launch))
    #expect(report.json["id"]?.string == "ftjob-1")
    #expect(fixture.billing.snapshot.requests.count == 1)
  }

  @Test func `The job of another launch is not taken for this one's`() async throws {
    let fixture = try await PaidSessionFixture()
    fixture.billing.change { $0.creation = .lost }
    #expect(try await fixture.code(Self.launch) == "E324")
    fixture.billing.change { $0.creation = .answered }
    let other = Self.launch.replacing("as demo", with: "--seed 2 as other")
    try await fixture.run(other)
    #expect(try await fixture.code("tail @demo --once") == "E324")
    #expect(try fixture.workspace.job(named: "demo").job == nil)
  }

  @Test func `After a while, a job that is not there is forgotten with its cost`() async throws {
    let fixture = try await PaidSessionFixture()
    fixture.billing.change { $0.creation = .lost }
    #expect(try await fixture.code(Self.launch) == "E324")
    fixture.billing.change { $0.creation = .answered }
    fixture.wait(601)
    try await fixture.run(Self.launch)
    #expect(try fixture.workspace.spends().map(\.state) == [.reserved, .released])
    #expect(try fixture.workspace.job(named: "demo").job?.id == "ftjob-2")
  }

  @Test func `Nothing stays set aside for what was never asked for`() async throws {
    let fixture = try await PaidSessionFixture()
    let part = "launch marv where empty --anyway --model gpt-4.1-mini --provider openai"
    #expect(try await fixture.code(part + " --max-cost 1") == "E207")
    #expect(try fixture.workspace.spends().isEmpty)
    fixture.billing.change { $0.takesFiles = false }
    #expect(try await fixture.code(Self.launch) == "E507")
    fixture.billing.change {
      $0.takesFiles = true
      $0.creation = .refused
    }
    #expect(try await fixture.code(Self.launch) == "E507")
    #expect(try fixture.spent == 0)
    #expect(try fixture.workspace.jobs().isEmpty)
  }

  @Test(arguments: [
    (JobStatus.succeeded, Int?(1_000), Spend.State.settled(5_000)),
    (.cancelled, 400, .settled(2_000)),
    (.cancelled, nil, .reserved),
    (.failed, nil, .released),
  ])
  func `A job is booked as its end says`(
    _ status: JobStatus, _ tokens: Int?, _ state: Spend.State
  ) async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run(Self.launch)
    fixture.billing.change {
      $0.jobs[0].status = status
      $0.jobs[0].trainedTokens = tokens
      $0.jobs[0].fineTunedModel = status == .succeeded ? "ft:demo" : nil
    }
    #expect(try await fixture.code("tail @demo --once") == (status == .failed ? "E325" : nil))
    #expect(try fixture.workspace.spends().map(\.state) == [state])
    #expect(try fixture.workspace.job(named: "demo").isComplete)
  }

  @Test func `A cancelled job is read to its end`() async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run(Self.launch)
    try await fixture.run("cancel @demo")
    let record = try fixture.workspace.job(named: "demo")
    #expect(record.isComplete)
    #expect(try fixture.workspace.events(of: record).map(\.message) == ["made"])
  }
}
