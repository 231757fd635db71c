// What the tests of several modules share; no module of the program may import it.

import Foundation

/// A folder of its own for one test, gone when the test is over.
package final class TemporaryFolder: Sendable {
  /// Of one length always, since what is shown breaks lines by their width.
  package let path: String

  /// Makes the folder, as a copy of another where one is named.
  package init(copying folder: String? = nil) throws {
    path = "/tmp/ft-" + UUID().uuidString.prefix(8)
    if let folder {
      try FileManager.default.copyItem(atPath: folder, toPath: path)
    } else {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a name in the folder.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Writes `text` as UTF-8 and returns the file's path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  package func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  /// The text of a file; nil when it is missing or no UTF-8.
  package func text(of name: String) -> String? {
    try? String(contentsOfFile: file(name), encoding: .utf8)
  }
}
