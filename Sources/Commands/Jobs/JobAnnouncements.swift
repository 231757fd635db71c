import Synchronization

/// The jobs whose end was told already, by whoever follows or watches them, so that each is told once.
package final class JobAnnouncements: Sendable {
  private let told = Mutex<Set<String>>([])

  /// Notes that the end of a job was told, and says whether nobody had told it before.
  package func insert(_ job: String) -> Bool {
    told.withLock { $0.insert(job).inserted }
  }

  /// Lets the end of a job be told again, since nobody follows it any more.
  package func withdraw(_ job: String) {
    told.withLock { _ = $0.remove(job) }
  }
}
