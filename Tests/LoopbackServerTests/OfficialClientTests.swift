import FineTuningHTTP
import Foundation
import LoopbackServer
import Sandbox
import TestSupport
import Testing

/// OpenAI's own Python client, unmodified, against the sandbox behind the loopback server.
@Suite struct OfficialClientTests {
  @Test(
    .enabled(
      if: OfficialClient.python != nil,
      "no 'openai' package for python3 here: pip, venv or the network is missing"))
  func `The official client does the whole life of a job`() async throws {
    let python = try #require(OfficialClient.python)
    let folder = try TemporaryFolder()
    let sandbox = try Sandbox(store: folder.file("store"))
    defer { sandbox.close() }
    let router = ServiceRouter(
      sandbox, access: .init(key: Secret("sk-official"), isLocalOnly: true),
      makeSpool: { TemporaryFileSpool(directory: folder.path) })
    let server = LoopbackServer(router)
    let port = try await server.start()
    let run = try await OfficialClient.run(
      python,
      [OfficialClient.script, "http://127.0.0.1:\(port)/v1", "sk-official"])
    await server.stop(timeout: .zero)
    #expect(run.status == 0, "\(run.output)")
    let steps = run.output.split(separator: "\n").dropLast()
    #expect(steps.count == 15)
    #expect(steps.allSatisfy { $0.contains(": ok (") }, "\(run.output)")
  }
}
