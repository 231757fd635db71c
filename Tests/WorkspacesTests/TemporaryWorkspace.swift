import Foundation
import Synchronization
import Workspaces

/// A folder of its own for one test, gone when the test is over.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "ft-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  /// Writes `text` and returns the file's path.
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  func workspace(_ name: String = "home/test.ftdb") throws -> Workspace {
    let clock = Atomic(1_700_000_000)
    return try Workspace.open(path: file(name)) { clock.add(1, ordering: .relaxed).newValue }
  }
}

/// A chat example of two messages, without a line end.
func exampleLine(_ user: String, _ assistant: String = "ok") -> String {
  #"{"messages":[{"role":"user","content":"\#(user)"},"#
    + #"{"role":"assistant","content":"\#(assistant)"}]}"#
}

extension Workspace {
  /// The examples' bytes as text, by number.
  func texts(of dataset: Dataset, revision: Int? = nil) throws -> [Int: String] {
    var texts: [Int: String] = [:]
    try forEachExample(of: dataset, revision: revision) { example in
      texts[example.number] = String(decoding: example.bytes, as: UTF8.self)
      return true
    }
    return texts
  }

  /// Loads lines from memory.
  func load(_ lines: [String], as name: String) throws -> Dataset {
    let text = lines.map { $0 + "\n" }.joined()
    return try load(.bytes(Array(text.utf8), name: "\(name).jsonl"), as: name).dataset
  }
}
