import Foundation
import Testing

/// The documents in `Sessions` are played and compared whole.
///
/// With `FT_UPDATE_SESSIONS=1` in the environment they are rewritten; read the difference.
@Suite struct SessionDocumentTests {
  static let names = {
    let folder = TemporaryFolder.tests + "/Sessions"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted()
  }()

  @Test(arguments: names) func `A session goes as its document says`(_ name: String) async throws {
    let path = TemporaryFolder.tests + "/Sessions/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let document = SessionDocument(text)
    let played = await document.played(at: try Desk(document.wishes))
    if ProcessInfo.processInfo.environment["FT_UPDATE_SESSIONS"] == "1" {
      try played.write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    #expect(difference(from: text, to: played) == "")
  }

  @Test func `There are documents`() {
    #expect(Self.names.count > 10)
  }

  /// The lines around the first difference; empty when there is none.
  private func difference(from old: String, to new: String) -> String {
    let old = old.split(separator: "\n", omittingEmptySubsequences: false)
    let new = new.split(separator: "\n", omittingEmptySubsequences: false)
    guard old != new else { return "" }
    let same = zip(old, new).prefix { $0 == $1 }.count
    let before = old[max(0, same - 2)..<same].map { "  \($0)" }
    let gone = old[same...].prefix(6).map { "- \($0)" }
    let came = new[same...].prefix(6).map { "+ \($0)" }
    return "line \(same + 1)\n" + (before + gone + came).joined(separator: "\n")
  }
}
