import Foundation

/// A folder of its own for one test, with the files of `Data` in it; gone when the test is over.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    // Paths of one length, since lines are broken by their width.
    path = "/tmp/ft-" + UUID().uuidString.prefix(8)
    try FileManager.default.copyItem(atPath: Self.tests + "/Data", toPath: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The folder of these tests, where the documents are.
  static var tests: String {
    let file = #filePath.split(separator: "/").dropLast(2)
    return "/" + file.joined(separator: "/")
  }

  func text(of name: String) -> String? {
    try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
  }
}
