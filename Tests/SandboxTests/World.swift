import FineTuning
import Foundation
import Sandbox

/// A store of its own for one test, removed with it.
final class World {
  let path: String
  let sandbox: Sandbox

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/sandbox-\(UUID().uuidString)"
    var options = Sandbox.Options()
    options.clock = { 1_000 }
    options.identifiers = Identifiers(seed: 1)
    sandbox = try Sandbox(store: path, options: options)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A training file with `count` examples.
func lines(_ count: Int) -> [UInt8] {
  var text = ""
  for number in 1...count {
    text += #"{"messages":[{"role":"user","content":"\#(number)"},"#
    text += #"{"role":"assistant","content":"Number \#(number)"}]}"# + "\n"
  }
  return Array(text.utf8)
}

/// An upload in chunks of 100 bytes.
func upload(
  _ bytes: [UInt8], name: String = "a.jsonl", purpose: String = "fine-tune"
) -> FileUpload {
  FileUpload(
    name: name, purpose: purpose,
    body: ByteStream { continuation in
      for start in stride(from: 0, to: bytes.count, by: 100) {
        continuation.yield(Array(bytes[start..<min(start + 100, bytes.count)]))
      }
      continuation.finish()
    })
}

func bytes(_ stream: ByteStream) async throws -> [UInt8] {
  var all: [UInt8] = []
  for try await chunk in stream { all += chunk }
  return all
}
