import FineTuning
import TestSupport
import Testing
import Workspaces

@Suite struct ModerationTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  private func stored(
    _ identity: UInt64, _ flagged: Set<String> = [], _ scores: [String: Double]
  ) -> StoredModeration {
    StoredModeration(
      identity: identity, provider: "openai",
      moderation: Moderation(flagged: flagged, scores: scores))
  }

  @Test func `What was said is kept by what it was said of`() throws {
    #expect(try !workspace.hasModerations())
    #expect(try workspace.moderations() == [:])
    // A digest may have its highest bit set, which is the sign of a number in the file.
    let loud = stored(.max, ["noise"], ["noise": 0.75, "harm/\u{301}": 0.01])
    try workspace.keep([stored(7, ["noise"], ["noise": 0.5]), loud])
    try workspace.keep([stored(7, [], ["noise": 0.25])])
    #expect(try workspace.hasModerations())
    #expect(
      try folder.workspace().moderations() == [7: stored(7, [], ["noise": 0.25]), .max: loud])
  }

  @Test func `A score that says nothing is not kept`() throws {
    try workspace.keep([stored(7, [], ["noise": 0.009, "harm": 0.01])])
    #expect(try workspace.moderations()[7]?.moderation.scores == ["harm": 0.01])
  }
}
