import Foundation

/// A Python that has the `openai` package, in a place of its own under the build folder.
package enum OfficialClient {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// The script that drives the client through the life of a job.
  package static let script = root.appending(path: "scripts/openai-conformance").path

  /// The path of the interpreter; nil where the package cannot be had.
  package static let python: String? = {
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
  package static func run(
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
