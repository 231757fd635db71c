package import Files
package import JSON
package import Processes

/// How the program of an engine is started.
package struct EngineProgram: Sendable {
  /// What each start inherits of this process's environment, so that no key does.
  private static let inherited = [
    "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES",
    "CUDA_HOME", "OMP_NUM_THREADS", "XDG_CACHE_HOME",
  ]

  /// What of the program is started.
  package enum Part: String, Sendable, Hashable {
    /// What trains, inspects, renders and serves.
    case engine = "engine.py"
    /// What asks a cluster, which alone gets the cluster's token.
    case cluster = "ray_job.py"
  }

  /// The environment variable that holds the token of a cluster.
  package static let tokenVariable = "RAY_AUTH_TOKEN"

  /// The folder that holds the program.
  package let folder: Folder
  private let environment: [String: String]
  private let clusterToken: String?

  /// `environment` is this process's.
  package init(in folder: Folder, environment: [String: String]) {
    self.folder = folder
    clusterToken = environment[Self.tokenVariable]
    var kept = environment.filter { Self.inherited.contains($0.key) }
    // Nothing is asked of the Hub, and a relative name in a folder can't fetch a stranger's model.
    kept["HF_HUB_OFFLINE"] = "1"
    kept["TOKENIZERS_PARALLELISM"] = "false"
    kept["PYTHONUNBUFFERED"] = "1"
    // The program's folder may be read-only, and belongs to nobody's cache.
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    self.environment = kept
  }

  /// A start of the program for one word.
  package func start(
    _ word: String, _ argument: String, of engine: EngineDescription, part: Part = .engine
  ) -> ProgramStart {
    var start = ProgramStart(
      [engine.python, folder.path(of: part.rawValue), word, argument], environment: environment)
    if part == .cluster { start.environment[Self.tokenVariable] = clusterToken }
    start.input = .nothing
    start.leadsSession = true
    return start
  }

  /// Starts a program of an engine.
  ///
  /// - Throws: ``EngineFault`` where the interpreter is not there any more.
  package func launch(_ start: ProgramStart) throws(EngineFault) -> ChildProcess {
    do throws(ProgramError) {
      return try ChildProcess(start)
    } catch {
      throw EngineFault(code: "engine_missing", message: "The engine's interpreter: \(error)")
    }
  }

  /// Runs a word that answers with one JSON object, until it ends or `isStopped` says so.
  ///
  /// What it writes beside the object goes to the end of the file `log`.
  ///
  /// - Throws: ``EngineFault``, ``FileError``; `CancellationError` when stopped.
  package func answer(
    to word: String, _ argument: JSONValue, of engine: EngineDescription, in folder: Folder,
    part: Part = .engine, isStopped: @Sendable () -> Bool = { false }
  ) throws -> JSONValue {
    try folder.replace("\(word).json", with: argument.encoded())
    var start = start(word, folder.path(of: "\(word).json"), of: engine, part: part)
    let (output, log) = ("\(word).out", folder.path(of: "log"))
    try folder.remove(output)
    start.output = .appending(folder.path(of: output))
    start.errors = .appending(log)
    let ending = try launch(start).ending(changing: folder) {
      if isStopped() { throw CancellationError() }
    }
    let bytes = try folder.bytes(of: output) ?? []
    // Libraries may have printed before the object, which is the last line.
    let line = bytes.split(separator: UInt8(ascii: "\n")).last.map(Array.init) ?? []
    guard let value = try? JSONValue(parsing: line) else {
      throw EngineFault(endedWith: ending, word: word, log: log)
    }
    if let error = value["error"], value["problems"] == nil {
      throw EngineFault(
        code: error["code"]?.string ?? "internal_error",
        message: error["message"]?.string ?? "the engine did not say why")
    }
    return value
  }
}

extension ChildProcess {
  /// Waits for the end of a program that writes in `folder`; what `tick` throws, several times a
  /// second, ends it.
  func ending(changing folder: Folder, tick: () throws -> Void) throws -> ProgramEnding {
    let watch = try FileWatch(folder)
    while true {
      if let ending = endingIfOver() { return ending }
      do {
        try tick()
      } catch {
        signal(9)
        _ = wait()
        throw error
      }
      watch.wait(milliseconds: 100)
    }
  }
}

/// Why an engine did not do its work.
package struct EngineFault: Error, Sendable, Hashable {
  /// One of the program's list, such as `out_of_memory`.
  package let code: String
  package let message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }

  /// The program ended without saying why.
  package init(endedWith ending: ProgramEnding, word: String, log: String) {
    switch ending {
    case .killed(9):
      self.init(
        code: "out_of_memory",
        message: "The engine was killed (signal 9) while it did '\(word)'; most often the memory "
          + "of the machine was full")
    case .killed(let signal):
      self.init(
        code: "engine_died",
        message: "The engine died of signal \(signal) while it did '\(word)'" + Self.tail(of: log))
    case .exited(let status):
      self.init(
        code: "engine_failed",
        message: "The engine ended with status \(status) while it did '\(word)'"
          + Self.tail(of: log))
    }
  }

  /// The last line of a log with a colon before it; empty when there is none.
  private static func tail(of log: String) -> String {
    guard let file = try? OpenFile(log, for: .reading), let size = try? file.size(),
      let bytes = try? file.bytes(at: max(0, size - 2000), count: 2000),
      let line = bytes.split(separator: UInt8(ascii: "\n")).last
    else { return "" }
    return ": " + String(String(decoding: line, as: UTF8.self).prefix(300))
  }
}

extension EngineFault: CustomStringConvertible {
  package var description: String { message }
}
