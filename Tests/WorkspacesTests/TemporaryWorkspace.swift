import Synchronization
import TestSupport
import Workspaces

extension TemporaryFolder {
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

/// What takes the step to named revisions back, and those behind it, so that a workspace is as an
/// older ft left it.
let withoutVersions = """
  ALTER TABLE cell DROP COLUMN files;
  ALTER TABLE cell DROP COLUMN is_unfinished;
  ALTER TABLE revision DROP COLUMN origin;
  ALTER TABLE revision DROP COLUMN token_encoding;
  ALTER TABLE draft DROP COLUMN root;
  DROP TABLE snapshot;
  DROP TABLE kinship;
  DROP TABLE moderation;
  """
