import Files
import Glibc
import Processes

/// Where the program of one job is started and asked whether it works.
///
/// What it has done stands in the job's folder, whoever has started it.
protocol Trainer: AnyObject {
  /// Whether a program that was started may be at work; it takes the lock of the job's folder only
  /// after a while.
  ///
  /// - Throws: ``EngineFault`` when that cannot be known any more.
  func isAtWork() throws -> Bool

  /// How the program that was started last has ended; nil where nobody can say.
  var ending: ProgramEnding? { get }

  /// Starts the program, which reads `job.json` in the job's folder.
  ///
  /// - Throws: ``EngineFault``, ``FileError``.
  func start() throws

  /// Ends a program that does not obey; `leader` is the session that it told of itself, 0 for none.
  func end(leader: Int) throws
}

/// A program that works on this machine.
final class LocalTrainer: Trainer {
  private let engine: EngineDescription
  private let program: EngineProgram
  private let folder: Folder
  private let log: String
  private var child: ChildProcess?

  init(_ engine: EngineDescription, by program: EngineProgram, in folder: Folder, log: String) {
    self.engine = engine
    self.program = program
    self.folder = folder
    self.log = log
  }

  var ending: ProgramEnding? { child?.endingIfOver() }

  func isAtWork() -> Bool { child != nil && ending == nil }

  func start() throws {
    var start = program.start("train", folder.path(of: "job.json"), of: engine)
    start.output = .appending(log)
    start.errors = .appending(log)
    child = try program.launch(start)
  }

  func end(leader: Int) {
    // Before the wait, after which the number of the child's session may be another's.
    killSession(ledBy: Int32(clamping: leader))
    child?.signal(SIGKILL)
    _ = child?.wait()
  }
}
