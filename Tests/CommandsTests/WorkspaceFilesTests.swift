import Commands
import Presentation
import TestSupport
import Testing
import Workspaces

/// The example workspaces of this repository, as a person would look at them.
@Suite struct WorkspaceFilesTests {
  private static let folder = TemporaryFolder.tests + "/../../workspaces"

  @Test func `The Korean examples load, are found and stay within the screen`() async throws {
    let fixture = try SessionFixture()
    let said = await fixture.run("load \(Self.folder)/marv-ko/marv-ko.jsonl as ko")
    #expect(said.hasPrefix("ko  r1  "))
    let count = try fixture.workspace.dataset(named: "ko").exampleCount
    #expect(count >= 10)
    for line in ["show ko", "show ko head 100", "find ko 수도", "check ko --all", "stats ko"] {
      let page = await fixture.run(line)
      #expect(!page.contains("�"))
      for line in page.split(separator: "\n") where !line.hasPrefix("error") {
        #expect(displayWidth(String(line)) <= 80, "\(line)")
      }
    }
  }

  @Test func `Columns beside wide characters begin where the others do`() async throws {
    let fixture = try SessionFixture()
    _ = await fixture.run("load \(Self.folder)/marv-ko/marv-ko.jsonl as ko")
    let page = await fixture.run("show ko head 100")
    var places: Set<Int> = []
    for line in page.split(separator: "\n") {
      for role in ["system", "user", "assistant"] where line.hasPrefix("  \(role) ") {
        let before = line.prefix {
          $0.isASCII && !$0.isNumber && $0 != "'" && $0 != "M" && $0 != "\""
        }
        if before.count < line.count { places.insert(displayWidth(String(before))) }
      }
    }
    #expect(places.contains(13))
    #expect(places.allSatisfy { $0 >= 13 })
  }

  @Test func `The flaws that the lesson speaks of are there`() async throws {
    let fixture = try SessionFixture()
    _ = await fixture.run("load \(Self.folder)/marv/marv.jsonl as marv")
    for expectation in [
      "expect marv.count = 50", "expect marv.errors = 1", "expect marv.duplicates = 1",
    ] {
      #expect(await fixture.run(expectation) == "")
    }
  }
}
