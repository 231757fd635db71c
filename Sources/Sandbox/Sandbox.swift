package import FineTuning
import Glibc

/// The fine-tuning service of this machine: a directory, a small model, and a thread that trains it.
///
/// Everything it knows is on disk and read from there, so several processes may use one store; the
/// one that holds the store's `training` lock trains.
package final class Sandbox: FineTuningService {
  /// How a sandbox runs; the defaults are for use, other values for tests and lessons.
  package struct Options: Sendable {
    /// The time now, in seconds since 1970.
    package var clock: @Sendable () -> Int = { Glibc.time(nil) }
    /// Where ids and unasked-for seeds come from.
    package var identifiers = Identifiers()
    /// Whether this process trains; one that does not still answers everything else.
    package var isTraining = true
    /// Whether training steps are saved at once and not about every two seconds.
    package var savesEveryStep = false

    package init() {}
  }

  /// The name of the base model.
  package static let baseModel = "sandbox-1"

  let files: FileStore
  let jobs: JobStore
  let options: Options
  let changeBoard = ChangeBoard()

  /// Opens the store in the directory `store`, or makes it, for its owner only.
  ///
  /// - Throws: ``StoreError`` when the directory cannot be used or is of a newer sandbox.
  package init(store path: String, options: Options = Options()) throws {
    let store = try Store(path: path)
    self.options = options
    files = FileStore(store: store, now: options.clock)
    jobs = JobStore(store: store, now: options.clock)
    try files.removeLeftovers()
  }

  /// The ids of jobs as they change, from now on: a new state, a new event, a new checkpoint.
  package func changes() -> AsyncStream<Job.ID> { changeBoard.stream() }
}
