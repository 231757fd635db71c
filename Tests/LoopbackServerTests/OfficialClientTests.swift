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
      [OfficialClient.script.path, "http://127.0.0.1:\(port)/v1", "sk-official"])
    await server.stop(timeout: .zero)
    #expect(run.status == 0, "\(run.output)")
    let steps = run.output.split(separator: "\n").dropLast()
    #expect(steps.count == 15)
    #expect(steps.allSatisfy { $0.contains(": ok (") }, "\(run.output)")
  }
}

/// A Python that has the `openai` package, in a place of its own under the build folder.
enum OfficialClient {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let script = root.appending(path: "scripts/openai-conformance")

  /// nil where the package cannot be had.
  static let python: String? = {
    let home = root.appending(path: ".build/openai-client")
    let python = home.appending(path: "bin/python").path
    if succeeds(python, ["-c", "import openai"]) { return python }
    guard succeeds("/usr/bin/env", ["python3", "-m", "venv", home.path]),
      succeeds(python, ["-m", "pip", "install", "--quiet", "openai"]),
      succeeds(python, ["-c", "import openai"])
    else { return nil }
    return python
  }()

  /// Runs a program to its end, away from the threads that tests run on.
  static func run(
    _ program: String, _ arguments: [String]
  ) async throws -> (status: Int32, output: String) {
    let pipe = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { process in
        // The output is a page at most, so that the pipe holds all of it.
        let output = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
        continuation.resume(
          returning: (process.terminationStatus, String(decoding: output, as: UTF8.self)))
      }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }

  private static func succeeds(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
