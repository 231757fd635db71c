import CommandLanguage
import Commands
import Foundation
import Randomness
import Reports
import Scripts
import Sessions
import TestSupport
import Testing
import Workspaces

/// A saved session does the same in another folder, with the same files, and nothing else.
@Suite struct SaveTests {
  /// What every session may type; the words in capitals are chosen anew each time.
  private static let lines = [
    "set marv#N.assistant \"Answer N.\"", "set marv.system \"You are N.\" --yes", "drop marv#N",
    "undo", "undo", "redo",
    "tag marv#N funny", "note marv#N \"look again\"", "undo", "redo", "shw marv", "show marv#N",
    "show #N", "set #N.user \"Why?\"", "fork marv where tokens > N as fork",
    "sample marv N --seed 3 as part", "export marv#1..2 to out.jsonl --force",
    "add marv \"Who N?\" \"Me.\"", "drop marv where duplicate --yes",
    "load HOME/pair.jsonl as pair --repair",
    "load OTHER/extra.jsonl as extra", "check marv", "stats marv", "let n = N", "show marv#$n",
    "use marv", "set marv#N.assistant \"\"\"\none\n  two\n\"\"\"", "snapshot marv as first",
    "load ~/nowhere.jsonl as nowhere", "provider use lab", "show marv#13",
    "set marv#$n.user \"N?\"",
    "export marv#13 to one.jsonl --force", "show fork#1", "use fork", "stats", "check extra",
    "launch fork --model sandbox-1 --epochs 1 --again as demo", "show @demo", "note #1 \"here\"",
    "launch marv --model sandbox-1 --epochs 1 --again", "load OTHER/huge.jsonl as huge",
    "show huge#1", "merge fork into marv", "show fork#2", "snapshot fork as second",
    "diff marv@first", "show fork@second#1", "drop where tokens > N --yes",
  ]

  private static let datasets = ["marv", "fork", "part", "pair", "extra"]

  private func typed(
    _ generator: inout SeededGenerator, home: String, other: String
  ) -> [String] {
    let count = Int.random(in: 3...24, using: &generator)
    return ["load marv.jsonl as marv"]
      + (0..<count).map { _ in
        let line = Self.lines.randomElement(using: &generator) ?? ""
        let number = Int.random(in: 1...12, using: &generator)
        return line.replacing("HOME", with: home).replacing("OTHER", with: other)
          .split(separator: "N", omittingEmptySubsequences: false).joined(separator: "\(number)")
      }
  }

  /// All examples of all datasets, as they are exported.
  private func content(of fixture: SessionFixture) async -> [String] {
    var all: [String] = []
    for name in Self.datasets {
      let said = await fixture.run("export \(name) to whole.jsonl --force")
      let text = said.hasPrefix("error") ? "" : fixture.folder.text(of: "whole.jsonl") ?? ""
      all.append("\(name)\n\(text)")
    }
    return all
  }

  private static let isLong = ProcessInfo.processInfo.environment["FT_LONG_TESTS"] == "1"

  static let seeds = 0..<(isLong ? 60 : 8)

  @Test(arguments: seeds)
  func `A random session, saved, does the same in another folder`(seed: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let fixture = try SessionFixture(SessionFixture.Needs(trains: false))
    let other = try TemporaryFolder()
    _ = try other.write(
      #"{"messages":[{"role":"user","content":"Far?"},{"role":"assistant","content":"No."}]}"#
        + "\n", to: "extra.jsonl")
    // Too large to be brought along, and so what its lines show is not portable.
    _ = try other.write(
      String(
        repeating:
          #"{"messages":[{"role":"user","content":"Big?"},{"role":"assistant","content":"Yes."}]}"#
          + "\n", count: 1_000), to: "huge.jsonl")
    let lines = typed(&generator, home: fixture.folder.path + "/lessons", other: other.path)
    for line in lines { _ = await fixture.run(line) }
    let saved = await fixture.run("save s.ft" + (seed.isMultiple(of: 3) ? "" : " --clean"))
    if saved.hasPrefix("error E708") {
      // Everything was taken back.
      let nothing = await content(of: try SessionFixture())
      #expect(await content(of: fixture) == nothing, "\(lines)")
      return
    }
    #expect(!saved.hasPrefix("error"), "\(saved)")
    let text = try #require(fixture.folder.text(of: "s.ft"))
    #expect(!text.contains(fixture.folder.path) || text.contains("# not in this script"))

    let elsewhere = try SessionFixture(SessionFixture.Needs(isScript: true, trains: false))
    let script = ScriptDocument(
      text, file: "s.ft", parser: Parser(options: CommandTable.standard.catalog))
    let attached = try TemporaryFolder()
    let attachments = try script.unpackAttachments(into: attached.path)
    let runner = ScriptRunner(
      script, for: .test, listener: SilentConsole(), table: .standard
    ) { elsewhere.session(console: $0, attachments: attachments) }
    let outcome = try await runner.run()
    #expect(outcome.message == nil, "\(lines)\n\(text)\n\(outcome.message ?? "")")
    #expect(await content(of: elsewhere) == content(of: fixture), "\(lines)\n\(text)")
  }

  @Test func `Two files of one name are two files in the script`() async throws {
    let fixture = try SessionFixture()
    let other = try TemporaryFolder()
    let line =
      #"{"messages":[{"role":"user","content":"Far?"},{"role":"assistant","content":"No."}]}"#
    _ = try other.write(line + "\n", to: "marv.jsonl")
    for line in [
      "load \(other.path)/marv.jsonl as brought", "load marv.jsonl as own", "save s.ft --clean",
    ] {
      #expect(!(await fixture.run(line)).hasPrefix("error"), "\(line)")
    }
    let text = try #require(fixture.folder.text(of: "s.ft"))
    #expect(text.contains("\nload 2-marv.jsonl as brought\nload marv.jsonl as own\n"), "\(text)")
    #expect(text.hasSuffix("-- 2-marv.jsonl --\n\(line)\n"))
  }

  @Test func `A file that was written again, or is gone, is said at the line that reads it`()
    async throws
  {
    let fixture = try SessionFixture()
    let line =
      #"{"messages":[{"role":"user","content":"Far?"},{"role":"assistant","content":"No."}]}"#
    for name in ["same", "changed", "gone"] {
      _ = try fixture.folder.write(line + "\n", to: "\(name).jsonl")
      let said = await fixture.run("load \(name).jsonl as \(name)")
      #expect(!said.hasPrefix("error"), "\(said)")
    }
    _ = try fixture.folder.write(line + "\n" + line + "\n", to: "changed.jsonl")
    try FileManager.default.removeItem(atPath: fixture.folder.file("gone.jsonl"))
    // The script writes this one itself.
    for command in [
      "export same to out.jsonl", "load out.jsonl as out", "export gone to out.jsonl --force",
    ] {
      let said = await fixture.run(command)
      #expect(!said.hasPrefix("error"), "\(said)")
    }
    let said = await fixture.run("save s.ft")
    #expect(
      said == """
        s.ft: 6 cells kept
        cell 2: changed.jsonl was written again after this line had read it
        cell 3: gone.jsonl is gone, and this line reads it
        ft test s.ft  runs it in a workspace of its own

        """)
    #expect(
      fixture.folder.text(of: "s.ft") == """
        #!/usr/bin/env ft
        load same.jsonl as same
        # changed.jsonl was written again after this line had read it
        load changed.jsonl as changed
        # gone.jsonl is gone, and this line reads it
        load gone.jsonl as gone
        export same to out.jsonl --force
        load out.jsonl as out
        export gone to out.jsonl --force

        """)
  }

  @Test func `What depended on a person is left out, and said`() async throws {
    let fixture = try SessionFixture()
    _ = await fixture.run("load marv.jsonl as marv")
    let workspace = fixture.session.workspace
    let declined = try workspace.beginCell("drop marv where duplicate")
    try workspace.finishCell(declined, failure: "E213", exitCode: 1, duration: .zero)
    let left = try workspace.beginCell("tail @demo")
    var facts = ReplayFacts()
    facts.isUnfinished = true
    try workspace.finishCell(left, outcome: nil, facts: facts, duration: .zero)
    #expect(try workspace.cell(left).replayFacts == facts)
    #expect(
      await fixture.run("save s.ft") == """
        s.ft: 1 cell kept
        cell 2: left out, since it was declined
        cell 3: left out, since it was left before its end
        ft test s.ft  runs it in a workspace of its own

        """)
    #expect(fixture.folder.text(of: "s.ft") == "#!/usr/bin/env ft\nload marv.jsonl as marv\n")
  }
}
