import Pricing
import Quantities
import Synchronization
package import Workspaces

/// What the commands of one session share: the workspace, the services, the console, and a memory.
package final class Session: Sendable {
  fileprivate struct Memory: Sendable {
    var dataset: String?
    var provider: String?
    var variables: [String: String] = [:]
    var chat: ChatState?
    var budget: Money?
  }

  package let workspace: Workspace
  package let services: any ServiceDirectory
  package let console: any Console
  package let context: SessionContext
  /// What the cells of this session gave.
  package let cells = CellMemory()
  /// The jobs whose end was told in this session.
  package let announcements = JobAnnouncements()
  private let memory = Mutex(Memory())

  package init(
    workspace: Workspace, services: any ServiceDirectory, console: any Console,
    context: SessionContext
  ) {
    self.workspace = workspace
    self.services = services
    self.console = console
    self.context = context
    memory.withLock { $0.budget = context.spendingLimit }
    workspace.whileWaiting(
      besides: { [cells] in cells.current },
      tell: { [console] other in
        console.tell(.change(other.map(ChangeEvent.waiting) ?? .waitingEnded))
      })
  }

  /// What lines mean by datasets and examples.
  package var selections: Selections { Selections(session: self) }

  /// What the rules say of datasets.
  package var checks: Checks { Checks(session: self) }

  /// Counts of tokens.
  package var tokens: TokenCounting { TokenCounting(session: self) }

  /// The choice of a provider.
  package var providers: ProviderChoice { ProviderChoice(session: self) }

  /// The jobs of the workspace.
  package var jobs: Jobs { Jobs(session: self) }

  /// What is spent, and what may be.
  package var spending: Spending { Spending(session: self) }

  /// The dataset that a bare `#12` means; nil before the first was used.
  package var currentDataset: String? {
    get { memory.withLock { $0.dataset } }
    set { memory.withLock { $0.dataset = newValue } }
  }

  /// The provider chosen in this session; nil for the workspace's own.
  package var chosenProvider: String? {
    get { memory.withLock { $0.provider } }
    set { memory.withLock { $0.provider = newValue } }
  }

  /// The chat that plain lines go to; nil at the command prompt.
  package var chat: ChatState? {
    get { memory.withLock { $0.chat } }
    set { memory.withLock { $0.chat = newValue } }
  }

  /// The most that the running script may spend; nil where the workspace's cap holds alone.
  var scriptBudget: Money? {
    get { memory.withLock { $0.budget } }
    set { memory.withLock { $0.budget = newValue } }
  }

  /// The values of `$name`.
  package var variables: [String: String] {
    get { memory.withLock { $0.variables } }
    set { memory.withLock { $0.variables = newValue } }
  }

  /// An absolute path for one that a person typed; `~` is the home folder of the shell.
  ///
  /// A script's attachment goes before a file of the same name beside the script: what a lesson
  /// brings along does not depend on what lies around.
  package func path(_ typed: String) -> String {
    if let attached = context.attachments[typed] { return attached }
    if typed.hasPrefix("/") { return typed }
    return context.bringFile?(typed) ?? context.folder + "/" + typed
  }

  /// Says any error as a fact with a remedy, asking the services about those of their own.
  package func failure(explaining error: any Error) -> Failure {
    services.failure(explaining: error) ?? Failure(explaining: error)
  }
}

/// What a session knows besides its workspace, so that another one can go on from there.
package struct SessionMemory: Sendable {
  fileprivate var memory: Session.Memory
  fileprivate var cells: CellMemory.State
}

extension Session {
  /// The dataset in use, variables, the open chat and results, as they are now.
  package var remembered: SessionMemory {
    get { SessionMemory(memory: memory.withLock { $0 }, cells: cells.all) }
    set {
      memory.withLock { $0 = newValue.memory }
      cells.all = newValue.cells
    }
  }
}
