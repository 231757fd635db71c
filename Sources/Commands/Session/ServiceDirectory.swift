package import FineTuning

/// A provider as a command sees it: its name, what may be said of it, and its service.
package struct ProviderSummary: Sendable, Hashable {
  package var name: String
  /// Where requests go; nil for the sandbox, which is in this process, and where it is not known.
  package var baseURL: String?
  /// The environment variable that gives or overrules ``baseURL``; nil when there is none.
  package var addressVariable: String?
  /// The environment variable that holds the key; nil when none is needed.
  package var keyVariable: String?
  /// The header that carries the key alone; nil where it is `Authorization: Bearer KEY`.
  package var keyHeader: String?
  /// Whether that variable is set now.
  package var hasKey: Bool
  /// Whether tokens cost money there.
  package var isPriced: Bool
  /// One sentence about the provider, such as that it has closed to newcomers.
  package var note: String?
  /// The base models of a provider that trains no others, the usual one first; empty elsewhere.
  package var ownModels: [String]
  /// Of ``ownModels``, those that a program beside this one trains, also while ft is closed.
  package var engineModels: [String]
  /// Whether it is in this program, so that jobs on its other models stand still while ft is closed.
  package var trainsOnlyWhileOpen: Bool
  /// The path where it keeps its files on this machine; nil for one that is elsewhere.
  package var store: String?

  package init(
    name: String, baseURL: String? = nil, addressVariable: String? = nil,
    keyVariable: String? = nil, keyHeader: String? = nil, hasKey: Bool = true,
    isPriced: Bool = false, note: String? = nil, ownModels: [String] = [],
    engineModels: [String] = [], trainsOnlyWhileOpen: Bool = false, store: String? = nil
  ) {
    self.name = name
    self.baseURL = baseURL
    self.addressVariable = addressVariable
    self.keyVariable = keyVariable
    self.keyHeader = keyHeader
    self.hasKey = hasKey
    self.isPriced = isPriced
    self.note = note
    self.ownModels = ownModels
    self.engineModels = engineModels
    self.trainsOnlyWhileOpen = trainsOnlyWhileOpen
    self.store = store
  }

  /// The model that training starts from unless a line names one; nil where one must be named.
  package var defaultModel: String? { ownModels.first }

  /// Whether the model can only be here: one of its own, or tuned from one.
  package func owns(_ model: String) -> Bool { isAmong(ownModels, model) }

  /// Whether a job on the model stands still while ft is closed.
  func pausesWithProgram(_ model: String?) -> Bool {
    trainsOnlyWhileOpen && !(model.map(isTrainedByEngine) ?? false)
  }

  /// Whether a program beside this one trains the model.
  func isTrainedByEngine(_ model: String) -> Bool { isAmong(engineModels, model) }

  /// Whether the model is one of `bases`, or tuned from one.
  private func isAmong(_ bases: [String], _ model: String) -> Bool {
    bases.contains { model == $0 || model.hasPrefix("ft:\($0):") }
  }
}

/// The services that commands may use, by the provider's name; the program wires them.
package protocol ServiceDirectory: Sendable {
  /// Every provider, built in or added, in the order to show them.
  func providers() throws -> [ProviderSummary]

  /// The service of the provider named `name`.
  ///
  /// - Throws: when there is no such provider, or its key is not set.
  func service(named name: String) throws -> any FineTuningService

  /// What was asked of the services by the last line that asked any.
  var requests: RequestLog { get }

  /// Whether the text is an address that a provider can have: http or https, a host, and no user,
  /// password or other secret, since keys come from the environment.
  func isAddress(_ text: String) -> Bool

  /// What an error of a transport or of a provider's settings means; nil for any other error.
  func failure(explaining error: any Error) -> Failure?

  /// Whether the error says that a request never left, so that nothing can have come of it.
  func wasNeverSent(_ error: any Error) -> Bool

  /// An element whenever job `id` may have changed at that provider, from this call on.
  ///
  /// Subscribe before the first look at the job, so that no change falls between a look and the
  /// wait for the next one. The sandbox tells at the change itself; a remote provider, which tells
  /// nothing, is a timer. The stream ends when the task that reads it is cancelled.
  func changes(of id: Job.ID, at provider: String) throws -> AsyncStream<Void>
}

extension ServiceDirectory {
  /// Nothing is told of what is asked.
  package var requests: RequestLog { RequestLog() }

  /// No error is known to say so.
  package func wasNeverSent(_ error: any Error) -> Bool { false }
}
