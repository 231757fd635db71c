import Engines
import Files
package import FineTuning
import Glibc
import JSON
import Processes
import Synchronization
import Threads

/// Makes a client of an OpenAI-compatible server at a base URL on this machine.
package typealias ServerClient = @Sendable (String) throws -> any FineTuningService

/// The servers that answer for the models of engines: one at a time, as a model fills the memory.
final class ModelServers: Sendable {
  /// A server that answers, or is about to.
  private struct Server: Sendable {
    let model: String
    let start: Task<any FineTuningService, any Error>
    let process: StartedProcess
  }

  /// How long a server may take to load its model.
  private static let patience = Duration.seconds(900)

  private let models: ModelStore
  private let program: @Sendable () throws -> EngineProgram
  private let client: ServerClient?
  private let current = Mutex<Server?>(nil)

  init(
    models: ModelStore, program: @escaping @Sendable () throws -> EngineProgram,
    client: ServerClient?
  ) {
    self.models = models
    self.program = program
    self.client = client
  }

  /// What answers for `model`, started first where another model was asked last.
  ///
  /// - Throws: ``ServiceError`` when the model cannot answer.
  func service(for model: String, of engine: EngineDescription) async throws
    -> any FineTuningService
  {
    let server = current.withLock { current in
      if let current, current.model == model, !current.process.hasEnded { return current }
      current?.process.end()
      let process = StartedProcess()
      let server = Server(
        model: model, start: Task { try await self.start(model, engine, process) },
        process: process)
      current = server
      return server
    }
    do {
      return try await server.start.value
    } catch {
      server.process.end()
      throw error
    }
  }

  /// Ends the server, if there is one.
  func close() {
    current.withLock { current in
      current?.process.end()
      current = nil
    }
  }

  private func start(
    _ model: String, _ engine: EngineDescription, _ process: StartedProcess
  ) async throws -> any FineTuningService {
    guard let client else {
      throw ServiceError(
        status: 501, message: "This program starts no server for `\(engine.name)`.",
        type: "server_error")
    }
    let program = try program()
    let folder = try await readyFolder(of: model, engine, program)
    let work = try Folder(temporaryFor: "serve")
    process.keeps(work)
    let port = try freePort()
    try work.replace(
      "serve.json",
      with: ["folder": .string(folder), "name": "model", "port": .integer(port)])
    var start = program.start("serve", work.path(of: "serve.json"), of: engine)
    start.input = .pipe
    start.output = .appending(work.path(of: "log"))
    start.errors = .appending(work.path(of: "log"))
    start.leadsSession = true
    let child = try program.launch(start)
    process.take(child)
    let service = try client("http://127.0.0.1:\(port)/v1")
    let clock = ContinuousClock()
    let deadline = clock.now + Self.patience
    while clock.now < deadline {
      if let ending = child.endingIfOver() {
        throw EngineFault(endedWith: ending, word: "serve", log: work.path(of: "log"))
      }
      do {
        _ = try await service.models()
        return service
      } catch is ServiceError {
        // An answer of any kind comes from a server that has loaded its model.
        return service
      } catch {
        try await clock.sleep(for: .milliseconds(200))
      }
    }
    throw EngineFault(code: "server_slow", message: "The model's server does not answer")
  }

  /// The folder that a server can load: the base's own, or an adapter put into its base once.
  private func readyFolder(
    of model: String, _ engine: EngineDescription, _ program: EngineProgram
  ) async throws -> String {
    guard let tuned = try models.tunedFolder(of: model) else { return engine.model }
    let merged = models.store.models.folder("\(model).merged")
    if LocalFile.exists(merged.path) { return merged.path }
    let work = try Folder(temporaryFor: "merge")
    defer { try? work.removeAll() }
    let isAdapter = tuned.contains("adapter_config.json")
    let order: JSONValue = [
      "model": .string(engine.model), isAdapter ? "adapter" : "tuned": .string(tuned.path),
      "out": .string(merged.path),
    ]
    _ = try await onOwnThread {
      try program.answer(to: "merge", order, of: engine, in: work)
    }
    return merged.path
  }
}

/// A server's process as soon as it is there, for whoever must end it.
private final class StartedProcess: Sendable {
  private struct State {
    var child: ChildProcess?
    /// What the server reads and writes as long as it runs.
    var folder: Folder?
    var isUnwanted = false
  }

  private let state = Mutex(State())

  var hasEnded: Bool {
    state.withLock { $0.isUnwanted || $0.child?.endingIfOver() != nil }
  }

  func keeps(_ folder: Folder) { state.withLock { $0.folder = folder } }

  func take(_ child: ChildProcess) {
    let isUnwanted = state.withLock { state in
      state.child = child
      return state.isUnwanted
    }
    if isUnwanted { end() }
  }

  /// Ends the server, which also ends by itself when its input does.
  func end() {
    let (child, folder) = state.withLock { state in
      state.isUnwanted = true
      return (state.child, state.folder)
    }
    child?.closeInput()
    child?.signal(SIGTERM)
    try? folder?.removeAll()
  }
}

/// Runs what blocks on a thread of its own, so that others may go on.
private func onOwnThread<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    do {
      _ = try SystemThread { continuation.resume(with: Result(catching: body)) }
    } catch {
      continuation.resume(throwing: error)
    }
  }
}

/// A port of this machine that nobody listens on at this moment.
private func freePort() throws -> Int {
  let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard probe >= 0 else { throw FileError(.open, "a socket", errno: errno) }
  defer { close(probe) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let bound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      unsafe bind(probe, generic, size) == 0 && getsockname(probe, generic, &size) == 0
    }
  }
  guard bound else { throw FileError(.open, "a port", errno: errno) }
  return Int(UInt16(bigEndian: address.sin_port))
}
