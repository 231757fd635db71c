import Commands
import FineTuning
import Synchronization
import Workspaces

/// Follows unfinished jobs while the prompt waits, and announces their end above it.
final class JobWatch: Sendable {
  private static let shortestPause = Duration.seconds(2)
  private static let longestPause = Duration.seconds(300)

  private let session: Session
  private let tasks = Mutex<[String: Task<Void, Never>]>([:])

  /// Told how long a job took that is over.
  private let hasEnded: @Sendable (Duration) -> Void

  init(session: Session, hasEnded: @escaping @Sendable (Duration) -> Void) {
    self.session = session
    self.hasEnded = hasEnded
  }

  /// Begins to follow every unfinished job that is not followed yet.
  func look() {
    let records = ((try? session.workspace.jobs()) ?? []).filter { record in
      record.job.map { !$0.status.isTerminal && $0.status != .paused } ?? false
    }
    for record in records {
      tasks.withLock { tasks in
        guard tasks[record.name] == nil else { return }
        tasks[record.name] = Task { [weak self] in await self?.follow(record) }
      }
    }
  }

  func stop() {
    tasks.withLock { tasks in
      for task in tasks.values { task.cancel() }
      tasks = [:]
    }
  }

  private func follow(_ record: JobRecord) async {
    let follower = JobFollower(session: session)
    var current = record
    var pause = Self.shortestPause
    while !Task.isCancelled, let job = current.job, !job.status.isTerminal {
      do {
        var changes = try session.services.changes(of: job.id, at: record.provider)
          .makeAsyncIterator()
        repeat {
          current = try await follower.refresh(current)
          pause = Self.shortestPause
          if current.job?.status.isTerminal ?? true { break }
        } while await changes.next() != nil
      } catch {
        // A provider that does not answer now may answer later, so it is asked ever less often.
        try? await ContinuousClock().sleep(for: pause)
        pause = min(pause * 2, Self.longestPause)
      }
    }
    let ended = tasks.withLock { $0.removeValue(forKey: record.name) } != nil
    guard ended, !Task.isCancelled, let job = current.job, job.status.isTerminal,
      session.announcements.insert(record.name)
    else { return }
    session.console.tell(.training(.ended(name: record.name, job)))
    hasEnded(.seconds((job.finishedAt ?? job.createdAt) - job.createdAt))
  }
}
