import CommandLanguage
import Commands
import Presentation
import Reports
import Sandbox
import Scripts
import Sessions
import TestSupport
import Workspaces

/// A learner in a lesson: a folder with the test's data, a guide, and what it said.
final class GuideFixture: Sendable {
  let folder: TemporaryFolder
  let console = RecordingConsole(isInteractive: false)
  let world: LessonWorld
  let guide: Guide

  init(_ lesson: String, done: Set<String> = [], folder: TemporaryFolder? = nil) throws {
    let folder = try folder ?? TemporaryFolder.withData()
    self.folder = folder
    let script = ScriptDocument(
      lesson, file: "lesson.ft", parser: Parser(options: CommandTable.standard.catalog))
    world = try Self.world(of: script, in: folder, console)
    guide = Guide(script, in: world, done: done) { [folder] slugs in
      _ = try? folder.write(slugs.sorted().joined(separator: "\n"), to: "done.txt")
    }
  }

  deinit { world.close() }

  static func world(
    of script: ScriptDocument, in folder: TemporaryFolder, _ console: any LessonListener
  ) throws -> LessonWorld {
    try LessonWorld(
      of: script, in: folder.path, table: .standard, console: LessonConsole(console)
    ) { path, files, attachments, console in
      let directory = try Directory(store: path + ".sandbox", trains: true, hasKey: false)
      var context = SessionContext(
        folder: files, now: { SessionFixture.now }, tokenizer: { _ in nil }, isScript: true)
      context.attachments = attachments
      let session = Session(
        workspace: try Workspace.open(path: path, now: { SessionFixture.now }),
        services: directory, console: console, context: context)
      return LessonWorld.Opened(session: session) {
        directory.sandbox.close()
        session.workspace.close()
      }
    }
  }

  /// What the guide says up to the learner's first turn.
  func begin() async throws -> String {
    try await guide.begin()
    return console.take()
  }

  /// Types lines one after another, and returns what the last one led to.
  @discardableResult
  func type(_ lines: String...) async throws -> String {
    var said = ""
    for line in lines {
      _ = console.take()
      _ = try await guide.accept(line)
      said = console.take()
    }
    return said
  }
}

extension RecordingConsole: LessonListener {
  func present(_ blocks: [Block]) async { write(blocks) }
  func present(json text: String) { streamSanitized(text) }
  func show(fault text: String) { write([.preformatted(StyledText(text))]) }
}
