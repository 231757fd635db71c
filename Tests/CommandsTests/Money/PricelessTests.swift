import Commands
import FineTuning
import Testing
import Workspaces

/// What must be said before money is spent, by provider and by script.
@Suite struct PricelessTests {
  static let launch = "launch marv --anyway --provider"

  @Test func `Where no price is known, exactly the limit is set aside`() async throws {
    let fixture = try await PaidSessionFixture()
    // A name from OpenAI's table is no price of somebody else's.
    #expect(try await fixture.code("\(Self.launch) nebius --model gpt-4.1-mini") == "E402")
    #expect(fixture.billing.snapshot.requests.isEmpty)
    try await fixture.run("\(Self.launch) nebius --model llama --max-cost 0.25")
    #expect(try fixture.spent == 250_000)
    // Nothing is estimated, so the service chooses the epochs.
    let request = try #require(fixture.billing.snapshot.requests.first)
    #expect(request.method.hyperparameters.epochCount == .auto)
    #expect(try await fixture.code("\(Self.launch) nebius --model other --max-cost 5") == "E401")
  }

  @Test func `Azure is priced by the table of OpenAI`() async throws {
    let fixture = try await PaidSessionFixture()
    try await fixture.run("\(Self.launch) azure --model gpt-4.1-mini --epochs 1 --max-cost 1")
    #expect(try fixture.spent == 559 * 5 * 120 / 100)
  }

  @Test func `Talk is counted, and ends when the cap is reached`() async throws {
    let fixture = try await PaidSessionFixture()
    let ask = "ask gpt-4.1-mini Hello --provider openai"
    try await fixture.run(ask)
    // 1,000 tokens at $0.80 and 500 at $3.20 for a million.
    #expect(try fixture.spent == 800 + 1_600)
    try await fixture.run("budget 0.003")
    try await fixture.run(ask)
    #expect(try await fixture.code(ask) == "E401")
    #expect(try fixture.spent == 4_800)
  }

  @Test func `A script says on its first lines how much it may spend`() async throws {
    let fixture = try await PaidSessionFixture(isScript: true)
    let launch = "\(Self.launch) openai --model gpt-4.1-mini --epochs 1"
    #expect(try await fixture.code(launch + " --max-cost 0") == "E401")
    #expect(try await fixture.code(launch + " --max-cost 1") == "E402")
    try await fixture.run("budget 0.50")
    #expect(try await fixture.code(launch) == "E402")
    #expect(try await fixture.code(launch + " --max-cost 1") == nil)
  }
}
