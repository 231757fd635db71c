import CommandLanguage
import Commands
import Foundation
import Reports
import Scripts
import Sessions
import TestSupport
import Testing

/// The scripts in `Sessions` hold every word that a session says, and run as `ft test` runs them.
///
/// A line `# needs: …` near the top says what the session has, separated by commas: `script`,
/// `interactive`, `idle` (the sandbox does not train), `keyless`, `vocabulary`, and `editor OLD/NEW`.
/// With `FT_UPDATE_SESSIONS=1` in the environment they are rewritten as `ft update` does; read the
/// difference. `FT_SESSIONS=48` takes those whose name begins so.
@Suite struct SessionDocumentTests {
  static let names = {
    let folder = TemporaryFolder.tests + "/Sessions"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let asked = ProcessInfo.processInfo.environment["FT_SESSIONS"] ?? ""
    return files.filter { $0.hasSuffix(".ft") && $0.hasPrefix(asked) }.sorted()
  }()

  @Test(arguments: names) func `A session goes as its document says`(_ name: String) async throws {
    let path = TemporaryFolder.tests + "/Sessions/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let script = ScriptDocument(
      text, file: name, parser: Parser(options: CommandTable.standard.catalog))
    let needs = try SessionFixture.Needs(of: script)
    let isUpdate = ProcessInfo.processInfo.environment["FT_UPDATE_SESSIONS"] == "1"
    let fixture = try SessionFixture(needs)
    let runner = ScriptRunner(
      script, for: isUpdate ? .update : .test, listener: SilentConsole(), table: .standard
    ) { fixture.session(console: DocumentConsole(over: $0, needs)) }
    let report = try await runner.run()
    #expect(report.message == nil, "\(report.message ?? "")")
    #expect(report.commandCount == script.commands.count, "something stands behind quit")
    // A script may leave out what a command says; these may not.
    let whole = script.updated(with: report.outputs, addingMissing: true)
    if isUpdate {
      try whole.write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      #expect(whole == text)
    }
  }

  @Test func `There are documents`() {
    let isPart = ProcessInfo.processInfo.environment["FT_SESSIONS"] != nil
    #expect(Self.names.count > 10 || isPart)
  }

  @Test func `An open quote, which would reach into the lines below, is shown with its place`()
    async throws
  {
    #expect(
      await (try SessionFixture()).run("show \"unfinished") == """
        error E010: the quote that opens here is not closed
          show "unfinished
               ^

        """)
  }

  @Test func `A soft expectation only says what differs`() async throws {
    let fixture = try SessionFixture(SessionFixture.Needs(isScript: true))
    _ = await fixture.run("load marv.jsonl as marv")
    #expect(
      await fixture.run("expect soft marv.count > 100")
        == "differs: marv.count should be more than 100; it is 12\n")
  }
}

extension SessionFixture.Needs {
  /// Reads the lines `# needs: …` of a script.
  ///
  /// - Throws: for a word that means nothing here.
  fileprivate init(of script: ScriptDocument) throws {
    self.init()
    for step in script.steps {
      for case .prose(let text, _) in step.items where text.hasPrefix("needs: ") {
        for need in text.dropFirst("needs: ".count).split(separator: ",") {
          try add(need.trimmingCharacters(in: .whitespaces))
        }
      }
    }
  }

  private mutating func add(_ need: String) throws {
    switch need {
    case "script": isScript = true
    case "interactive": isInteractive = true
    case "idle": trains = false
    case "keyless": hasKey = false
    case "vocabulary": hasVocabulary = true
    default:
      let parts = need.dropFirst("editor ".count).split(separator: "/").map(String.init)
      guard need.hasPrefix("editor "), parts.count == 2 else { throw UnknownNeed(text: need) }
      edits.append(Replacement(old: parts[0], new: parts[1]))
    }
  }
}

private struct UnknownNeed: Error {
  let text: String
}
