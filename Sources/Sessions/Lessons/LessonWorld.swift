package import Commands
import Files
package import JSON
package import Reports
package import Scripts
import Synchronization
import Workspaces

/// The workspace of a lesson: a temporary folder with a copy of the lesson's files, a session over
/// it, and states of it that can be put back.
///
/// A state is a copy of the whole folder, so that whatever a line does, data, jobs, chats, files that
/// were written or answers taken from the tape, is gone when the state before it comes back.
package final class LessonWorld: Sendable {
  /// A session, and what ends it so that its files may be copied.
  package struct Opened: Sendable {
    package var session: Session
    package var close: @Sendable () -> Void
    /// How far the lesson's tape was played; nil for a lesson without one.
    package var tapePosition: @Sendable () -> JSONValue?

    package init(
      session: Session, tapePosition: @escaping @Sendable () -> JSONValue? = { nil },
      close: @escaping @Sendable () -> Void
    ) {
      self.session = session
      self.tapePosition = tapePosition
      self.close = close
    }
  }

  /// Opens a session over the workspace at a path, with the folder that its relative paths start
  /// from and the attachments of the lesson.
  package typealias Open =
    @Sendable (
      _ workspace: String, _ folder: String, _ attachments: [String: String],
      _ console: any TextConsole
    ) throws -> Opened

  /// A state that can be put back once.
  struct Savepoint: Sendable {
    fileprivate var folder: Folder
    fileprivate var memory: SessionMemory
  }

  let console: LessonConsole
  private let root: Folder
  private let files: Folder
  private let attachments: [String: String]
  private let table: CommandTable
  private let open: Open
  private let state: Mutex<State>

  private struct State {
    var opened: Opened
    var savepointCount = 0
  }

  /// Makes the folder for a script that lies in `folder`, and opens a session in it.
  ///
  /// - Throws: what the file system or the session says; nothing is left then.
  package init(
    of script: ScriptDocument, in folder: String, table: CommandTable, console: LessonConsole,
    open: @escaping Open
  ) throws {
    root = try Folder(temporaryFor: "lesson")
    do {
      files = root.folder("files")
      try files.create()
      try Folder(path: folder).copyFiles(to: files)
      let attached = root.folder("attached")
      try attached.create()
      attachments = try script.unpackAttachments(into: attached.path)
      self.table = table
      self.console = console
      self.open = open
      state = Mutex(
        State(opened: try Self.fresh(in: root, files, attachments, console, open)))
    } catch {
      try? root.removeAll()
      throw error
    }
  }

  /// The state that everything happens in.
  private static func now(in root: Folder) -> Folder { root.folder("now") }

  private static func fresh(
    in root: Folder, _ files: Folder, _ attachments: [String: String], _ console: LessonConsole,
    _ open: Open
  ) throws -> Opened {
    let now = now(in: root)
    try now.removeAll()
    try now.create()
    try files.copy(to: now.folder("files"))
    return try opened(in: now, attachments, console, open)
  }

  private static func opened(
    in folder: Folder, _ attachments: [String: String], _ console: LessonConsole, _ open: Open
  ) throws -> Opened {
    try open(
      folder.path(of: "lesson.ftdb"), folder.path(of: "files"), attachments, console)
  }

  /// The session that lines run in; another one after each change of state.
  package var session: Session { state.withLock { $0.opened.session } }

  /// How far the lesson's tape was played, and what time it is there; nil without a tape.
  var tapePosition: JSONValue? { state.withLock { $0.opened.tapePosition() } }

  /// Runs lines in that session.
  var interpreter: Interpreter { Interpreter(session: session, table: table) }

  /// The folder that relative paths start from.
  var folder: Folder { Self.now(in: root).folder("files") }

  /// Keeps the state as it is now.
  func save() throws -> Savepoint {
    try state.withLock { state in
      state.savepointCount += 1
      let copy = root.folder("state-\(state.savepointCount)")
      let memory = state.opened.session.remembered
      state.opened.close()
      let copied = Result { try Self.now(in: root).copy(to: copy) }
      try reopen(&state, memory)
      try copied.get()
      return Savepoint(folder: copy, memory: memory)
    }
  }

  /// Puts a state back; what was done since is gone.
  func restore(_ savepoint: Savepoint) throws {
    try state.withLock { state in
      state.opened.close()
      try Self.now(in: root).removeAll()
      try savepoint.folder.move(to: Self.now(in: root))
      try reopen(&state, savepoint.memory)
    }
  }

  /// Goes to a state that is put back, or left, another time.
  func enterCopy(of savepoint: Savepoint) throws {
    try state.withLock { state in
      state.opened.close()
      try Self.now(in: root).removeAll()
      try savepoint.folder.copy(to: Self.now(in: root))
      try reopen(&state, savepoint.memory)
    }
  }

  /// Forgets a state that will not be put back.
  func discard(_ savepoint: Savepoint) { try? savepoint.folder.removeAll() }

  /// Begins again with nothing but the lesson's files.
  func reset() throws {
    try state.withLock { state in
      state.opened.close()
      state.opened = try Self.fresh(in: root, files, attachments, console, open)
    }
  }

  /// What the last line said can be asked about also when all that it did is taken back.
  private func reopen(_ state: inout State, _ memory: SessionMemory) throws {
    let told = state.opened.session.cells.told
    state.opened = try Self.opened(in: Self.now(in: root), attachments, console, open)
    state.opened.session.remembered = memory
    state.opened.session.cells.told = told
  }

  /// Ends the session and removes everything.
  package func close() {
    state.withLock { $0.opened.close() }
    try? root.removeAll()
  }
}
