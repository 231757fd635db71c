import CommandLanguage
import Commands
import CurlTransport
import Engines
import Files
import FineTuning
import FineTuningHTTP
import JSON
import LoopbackServer
import Processes
import Sandbox
import Synchronization
import Terminal
import Workspaces

/// Every provider that a workspace knows, each service made when it is first asked for.
final class Services: ServiceDirectory {
  /// How often a remote provider is asked about a job that is followed.
  private static let pollInterval = Duration.seconds(2)

  private let workspace: Workspace
  private let environment: ProcessEnvironment
  private let network: Network
  let requests = RequestLog()
  private let made = Mutex<[String: any FineTuningService]>([:])
  private let sandbox = Mutex<Sandbox?>(nil)

  init(workspace: Workspace, environment: ProcessEnvironment, network: Network = .open) {
    self.workspace = workspace
    self.environment = environment
    self.network = network
  }

  /// Where a workspace's sandbox keeps its files, jobs and models.
  static func store(of workspace: String) -> String { workspace + ".sandbox" }

  func providers() throws -> [ProviderSummary] {
    try known().map { provider in
      let connection = try? connection(of: provider)
      return ProviderSummary(
        name: provider.name,
        baseURL: (connection?.baseURL ?? provider.baseURL)?.description,
        addressVariable: provider.addressVariable,
        keyVariable: provider.keyVariable, keyHeader: provider.keyHeader,
        hasKey: provider.isInProcess || connection != nil,
        isPriced: provider.isPriced,
        note: provider.notes.first,
        ownModels: provider.isInProcess ? try [Sandbox.baseModel] + engineModels() : [],
        engineModels: provider.isInProcess ? try engineModels() : [],
        trainsOnlyWhileOpen: provider.isInProcess,
        store: provider.isInProcess ? Self.store(of: workspace.path) : nil)
    }
  }

  func service(named name: String) throws -> any FineTuningService {
    if let service = made.withLock({ $0[name] }) { return service }
    guard let provider = try known().first(where: { $0.name == name }) else {
      throw WorkspaceError.noProvider(name)
    }
    let service = observed(
      provider.isInProcess ? try openSandbox() : try remote(provider), of: provider)
    made.withLock { $0[name] = service }
    return service
  }

  /// The service with what is asked of it kept for `api`.
  private func observed(
    _ service: any FineTuningService, of provider: Provider
  ) -> any FineTuningService {
    guard let connection = try? Connection(observing: provider) else { return service }
    return ObservedService(service, at: connection) { [requests] request in
      requests.add(
        ServiceRequest(
          provider: provider.name, method: request.method, path: request.path,
          query: request.query, body: request.body, filename: request.filename))
    }
  }

  private func remote(_ provider: Provider) throws -> RemoteService {
    let connection = try connection(of: provider)
    return RemoteService(
      connection, over: try network.transport(to: connection, for: workspace),
      clock: network.clock, log: log(of: provider.name))
  }

  /// Where a provider is: as the environment says, or as the tape says.
  private func connection(of provider: Provider) throws -> Connection {
    try network.connection(of: provider) ?? provider.connection { environment.variables[$0] }
  }

  /// Keeps every request in the workspace; a log that cannot be written stops nothing.
  private func log(of provider: String) -> RemoteService.Log {
    let workspace = workspace
    return { record in
      try? workspace.record(
        Exchange(
          provider: provider, method: record.method, path: record.path, status: record.status,
          microseconds: Int(record.duration / .microseconds(1)), requestID: record.requestID))
    }
  }

  /// The sandbox of this workspace, opened once; its unfinished jobs go on.
  func openSandbox() throws -> Sandbox {
    try sandbox.withLock { sandbox in
      if let sandbox { return sandbox }
      var options = Self.options(environment)
      if case .taped(let player, _) = network { options.clock = { player.clock.seconds } }
      let opened = try Sandbox(store: Self.store(of: workspace.path), options: options)
      sandbox = opened
      return opened
    }
  }

  /// How a sandbox runs in this program.
  static func options(_ environment: ProcessEnvironment) -> Sandbox.Options {
    var options = Sandbox.Options()
    options.engineHome = EngineHome(
      folder: Folder(path: environment.dataFolder + "/engine"), environment: environment.variables)
    options.serverClient = { address in
      let provider = Provider(
        name: "engine", baseURL: BaseURL(address), authentication: .none, keyVariable: nil)
      return RemoteService(try provider.connection { _ in nil }, over: CurlTransport())
    }
    return options
  }

  /// The models of engines; a workspace without a sandbox need not open one for it.
  private func engineModels() throws -> [String] {
    let engines = Folder(path: Self.store(of: workspace.path) + "/engines")
    return try EngineRegistry(folder: engines).engines().map(\.name)
  }

  /// Saves what the sandbox is doing, so that the next start resumes it, and closes the
  /// workspace.
  func close() {
    sandbox.withLock { $0?.close() }
    network.close()
    workspace.close()
  }

  func changes(of id: Job.ID, at provider: String) throws -> AsyncStream<Void> {
    if try known().contains(where: { $0.name == provider && $0.isInProcess }) {
      return try openSandbox().changes(of: id)
    }
    if case .taped(let player, _) = network {
      return AsyncStream(unfolding: {
        try? await player.clock.pass(Self.pollInterval)
        return Task.isCancelled ? nil : ()
      })
    }
    return AsyncStream(unfolding: { try? await ContinuousClock().sleep(for: Self.pollInterval) })
  }

  func wasNeverSent(_ error: any Error) -> Bool {
    switch error {
    case is ProviderError, is TapeError: true
    case let failure as Failure: failure.kind == .noTape
    case let error as TransportError:
      switch error.code {
      case .couldNotResolveHost, .couldNotConnect, .tls, .unusableAddress, .unreadableBody: true
      case .timedOut, .disconnected, .other: false
      }
    default: false
    }
  }

  func isAddress(_ text: String) -> Bool {
    // A query may name the version of an API; anything else there may be a key.
    BaseURL(text).map { $0.query.isEmpty || $0.query.hasPrefix("api-version=") } ?? false
  }

  func failure(explaining error: any Error) -> Failure? {
    if let error = error as? FileError, error.path.hasPrefix(Self.store(of: workspace.path)) {
      return Self.failure(of: StoreError.file(error))
    }
    return network.failure(of: error) ?? Self.failure(of: error)
  }

  /// What an error of the edges of the program means, also where no workspace is open.
  static func failure(of error: any Error) -> Failure? {
    switch error {
    case let error as ProviderError:
      let remedy =
        switch error.code {
        case .missingKey(let variable), .missingAddress(let variable):
          "export \(variable)=… in the shell, or train here:  provider use sandbox"
        default: "provider list"
        }
      return Failure(
        .providerIncomplete, "\(error)", consequence: "nothing was sent", remedy: remedy)
    case let error as TransportError:
      return Failure(
        .unreachable, "\(error)",
        consequence: "nothing is lost: what was done before is in the workspace",
        remedy: error.code == .timedOut
          ? "try again, or wait longer:  --patience 600"
          : error.isTransient ? "try again when the network is back" : "provider list")
    case let error as UnreadableAnswer:
      return Failure(
        .unreadableAnswer, "\(error)",
        context: error.requestID.map { ["request \($0)"] } ?? [],
        consequence: "it is not known whether the request was carried out",
        remedy: "look before you try again:  list jobs")
    case let error as StoreError:
      return Failure(
        .sandboxStore, "\(error)", consequence: "nothing was trained",
        remedy: "paths shows where the sandbox keeps its files")
    case let error as ProgramError:
      return Failure(
        .noEditor, "\(error)", consequence: "nothing was changed",
        remedy: "export EDITOR=nano in the shell")
    case let error as LoopbackServerError:
      return Failure(
        .portTaken, "\(error)", consequence: "nothing is served",
        remedy: "without --port any free one is used:  ft serve")
    default: return nil
    }
  }

  /// Built-in providers, then those that were added.
  private func known() throws -> [Provider] {
    try Provider.builtIn + workspace.providers().compactMap(Provider.init(stored:))
  }
}

extension Provider {
  /// The header that carries the key alone; nil where it is `Authorization: Bearer KEY`.
  fileprivate var keyHeader: String? {
    if case .header(let name) = authentication { name } else { nil }
  }

  /// A provider as `provider add` keeps it; nil when its address is invalid.
  fileprivate init?(stored: StoredProvider) {
    let settings = stored.description
    guard let url = settings["base_url"]?.string.flatMap({ BaseURL($0) }) else { return nil }
    let variable = settings["key_variable"]?.string
    let header = settings["header"]?.string
    self.init(
      name: stored.name, baseURL: url,
      authentication: variable == nil ? .none : header.map { .header($0) } ?? .bearer,
      keyVariable: variable,
      isPriced: settings["priced"]?.bool == true
        || !(settings["free"]?.bool == true || url.isLoopback),
      notes: ["added here"])
  }
}
