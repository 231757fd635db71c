package import Files
package import JSON
import Processes

/// The training of one job by an engine's program, whoever has started that program.
///
/// The program outlives this process, and another may go on with the job: everything that is known
/// of the training stands in the job's folder, and is read from there.
package final class EngineTraining {
  /// What is known since the last look.
  package enum Progress: Sendable, Hashable {
    case event(EngineEvent)
    /// Nothing within the time; the program works.
    case nothingYet
    /// Stopped as ordered, with a state to go on from.
    case paused
    case finished
    case failed(EngineFault)
  }

  /// Deaths without a new checkpoint between them that are made good by another start.
  private static let forgivenDeaths = 3
  /// How long the program may take to end after an order to cancel, in waits of 50 milliseconds.
  private static let cancelWaits = 40

  private let job: JSONValue
  private let folder: Folder
  private let logPath: String
  private let trainer: any Trainer

  private var log: EventLog
  private let watch: FileWatch
  /// What the program said last, when that was its end.
  private var ending: Progress?
  private var deaths = 0
  private var hasStarted = false
  private var isPausing = false
  /// Whether the program was seen at work, so that its last word is of this time.
  private var hasWorked = false

  /// Reads on or starts what `job` says in `folder`, which is made; `log` takes all that the
  /// program prints.
  ///
  /// - Throws: ``FileError``.
  package init(
    _ job: JSONValue, of engine: EngineDescription, by program: EngineProgram,
    in folder: Folder, log: String
  ) throws(FileError) {
    self.job = job
    self.folder = folder
    logPath = log
    trainer =
      engine.cluster.map { cluster in
        RayTrainer(
          on: cluster, for: engine, job: job["job"]?.string ?? "job", by: program, in: folder,
          log: log)
      } ?? LocalTrainer(engine, by: program, in: folder, log: log)
    try folder.create()
    self.log = EventLog(path: folder.path(of: "events.jsonl"))
    watch = try FileWatch(folder)
  }

  /// What has happened; waits up to `milliseconds` for it.
  ///
  /// A program that is not there is started, and started again when it was killed.
  ///
  /// - Throws: ``FileError``.
  package func next(milliseconds: Int32) throws -> Progress {
    if let event = try nextEvent() { return .event(event) }
    do {
      if try isAlive() {
        hasWorked = true
        watch.wait(milliseconds: milliseconds)
        return .nothingYet
      }
    } catch let fault as EngineFault {
      return .failed(fault)
    }
    // What it wrote between the last look and its end.
    if let event = try nextEvent() { return .event(event) }
    return try goOn()
  }

  /// Orders the program to keep its state and to end; ``next(milliseconds:)`` tells when it has.
  package func pause() throws(FileError) {
    isPausing = true
    try folder.replace("orders", with: Array(#"{"order": "pause"}"#.utf8))
  }

  /// Ends the program, whose state is of no use any more, and returns when nothing trains.
  package func cancel() throws {
    try folder.replace("orders", with: Array(#"{"order": "cancel"}"#.utf8))
    for _ in 0..<Self.cancelWaits {
      guard try isAlive() else { return }
      watch.wait(milliseconds: 50)
    }
    try trainer.end(leader: try Self.stray(in: folder) ?? 0)
  }

  /// Ends what still trains on this machine in a folder that nobody wants any more.
  package static func endStrays(in folder: Folder) throws(FileError) {
    if let leader = try stray(in: folder) { killSession(ledBy: Int32(clamping: leader)) }
  }

  /// The session, by its own word, of the program that works in a folder; nil where none does.
  private static func stray(in folder: Folder) throws(FileError) -> Int? {
    guard try isLocked(folder) else { return nil }
    var log = EventLog(path: folder.path(of: "events.jsonl"))
    var leader = 0
    while let line = try log.nextLine() {
      if case .started(let number) = EngineEvent(line: line) { leader = number }
    }
    return leader
  }

  /// Whether a program works in a folder, whoever has started it.
  private static func isLocked(_ folder: Folder) throws(FileError) -> Bool {
    guard folder.contains("lock") else { return false }
    return try !OpenFile(folder.path(of: "lock"), for: .locking).lockIfFree()
  }

  /// Reads up to the next event that the job must know of.
  private func nextEvent() throws(FileError) -> EngineEvent? {
    while let line = try log.nextLine() {
      guard let event = EngineEvent(line: line) else { continue }
      switch event {
      case .started: ending = nil
      case .checkpoint: deaths = 0
      case .finished: ending = .finished
      case .stopped: ending = .paused
      case .failed(let code, let message):
        ending = .failed(EngineFault(code: code, message: message))
      case .versions, .training, .step, .evaluation, .model: return event
      }
    }
    return nil
  }

  /// Whether the program works, as this process's child or somebody else's.
  private func isAlive() throws -> Bool {
    if try Self.isLocked(folder) { return true }
    return try ending == nil && trainer.isAtWork()
  }

  /// What follows when the program does not work and all that it wrote is read.
  private func goOn() throws -> Progress {
    switch ending {
    case .finished: return .finished
    case .failed(let fault): return .failed(fault)
    case .paused where isPausing: return .paused
    default: break
    }
    if ending == nil, let fault = try death() { return .failed(fault) }
    if isPausing { return .paused }
    do {
      try start()
    } catch let fault as EngineFault {
      return .failed(fault)
    }
    return .nothingYet
  }

  /// Counts an end without a word; the fault when another start would be of no use.
  private func death() throws -> EngineFault? {
    guard hasWorked || hasStarted else { return nil }
    deaths += 1
    let ending = trainer.ending ?? .killed(9)
    // 4: another program trains in the folder, whose events are read on.
    if case .exited(let status) = ending, status != 4 {
      return EngineFault(endedWith: ending, word: "train", log: logPath)
    }
    guard deaths > Self.forgivenDeaths else { return nil }
    return EngineFault(endedWith: ending, word: "train", log: logPath)
  }

  private func start() throws {
    try folder.remove("orders")
    try folder.replace("job.json", with: job.encoded())
    try trainer.start()
    hasStarted = true
    ending = nil
  }
}
