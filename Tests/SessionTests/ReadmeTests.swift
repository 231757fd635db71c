import FoundationEssentials
import Testing

extension SessionTests {
  /// What the README promises.
  @Suite struct ReadmeTests {
    @Test func `The session of the README goes as it says`() async throws {
      let place = try Place()
      let readme = try String(contentsOf: repository.appending(path: "README.md"), encoding: .utf8)
      let block = try #require(readme.firstMatch(of: /```ft\n((?:[^`]|`[^`])*)```/)?.1)
      try place.write("readme.ft", String(block))
      try FileManager.default.createSymbolicLink(
        atPath: "\(place.folder)/workspaces",
        withDestinationPath: repository.appending(path: "workspaces").path)
      // It trains for a while, and is silent until its end.
      let ended = try await place.start("ft test readme.ft").ended(timeout: 900)
      #expect(ended.status == 0, "\(ended)")
      #expect(ended.output.hasPrefix("readme.ft: "))
    }
  }
}

private let repository = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
