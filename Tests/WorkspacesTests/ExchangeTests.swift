import TestSupport
import Testing
import Workspaces

@Suite struct ExchangeTests {
  @Test func `Exchanges are kept, and the oldest make room`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    func exchange(_ number: Int) -> Exchange {
      Exchange(
        provider: "openai", method: "GET", path: "/v1/files/\(number)",
        status: number % 2 == 0 ? 200 : nil, microseconds: number, requestID: "req-\(number)")
    }
    for number in 1...5 { try workspace.record(exchange(number), keeping: 3) }
    #expect(try workspace.exchanges() == [exchange(5), exchange(4), exchange(3)])
    #expect(try workspace.exchanges(limit: 1) == [exchange(5)])
    #expect(Workspace.exchangeLimit == 10_000)
  }
}
