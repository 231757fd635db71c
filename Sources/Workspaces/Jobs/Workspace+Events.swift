package import FineTuning
import GRDB
import JSON

/// What one page of events added to what was known.
package struct EventRecording: Sendable, Hashable {
  /// The events that were new, oldest first.
  package var newEvents: [JobEvent]
  /// Whether the page held one that was known; if not, the page before is needed, too.
  package var reachedKnown: Bool

  package init(newEvents: [JobEvent], reachedKnown: Bool) {
    self.newEvents = newEvents
    self.reachedKnown = reachedKnown
  }
}

extension Workspace {
  /// Which events of a page are new, without keeping them.
  ///
  /// A service lists the newest first and cuts the list into pages; so ask for pages until one
  /// reaches what is known, then keep all new ones at once with ``record(_:of:)``: a poll that
  /// breaks off between two pages leaves no gap.
  package func newEvents(in page: [JobEvent], of job: JobRecord) throws -> EventRecording {
    try read { database in
      let known = try database.cachedStatement(
        sql: "SELECT 1 FROM event WHERE job = ? AND service_id = ?")
      var recording = EventRecording(newEvents: [], reachedKnown: false)
      for event in page {
        if try Int.fetchOne(known, arguments: [job.id, event.id.rawValue]) == nil {
          recording.newEvents.insert(event, at: 0)
        } else {
          recording.reachedKnown = true
        }
      }
      return recording
    }
  }

  /// Keeps events, given oldest first, and returns those that were new, in order.
  ///
  /// An event that is known by its id is not kept twice, so that polling again does no harm.
  @discardableResult
  package func record(_ events: [JobEvent], of job: JobRecord) throws -> [JobEvent] {
    if events.isEmpty { return [] }
    return try write { database in
      var position =
        try Int.fetchOne(
          database, sql: "SELECT max(position) + 1 FROM event WHERE job = ?", arguments: [job.id])
        ?? 0
      let insert = try database.cachedStatement(
        sql: """
          INSERT INTO event(job, position, service_id, created_at, level, type, message, data)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(job, service_id) DO NOTHING
          """)
      var new: [JobEvent] = []
      for event in events {
        try insert.execute(arguments: [
          job.id, position, event.id.rawValue, event.createdAt, event.level, event.type,
          event.message, event.data.text,
        ])
        if database.changesCount > 0 {
          position += 1
          new.append(event)
        }
      }
      return new
    }
  }

  /// The events in the order in which they were kept, from `position` (counted from 0) on.
  package func events(of job: JobRecord, from position: Int = 0) throws -> [JobEvent] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM event WHERE job = ? AND position >= ? ORDER BY position",
        arguments: [job.id, position]
      ).map { row in
        JobEvent(
          id: JobEvent.ID(try row.value("service_id") as String),
          createdAt: try row.time("created_at"),
          level: try row.value("level"), message: try row.value("message"),
          type: try row.value("type"),
          data: (try? JSONValue(parsing: Array((try row.value("data") as String).utf8))) ?? .null)
      }
    }
  }

  /// Notes that the user has seen the first `count` events; never goes back.
  package func markEventsShown(_ count: Int, of job: JobRecord) throws {
    let shown = try read { database in
      try Int.fetchOne(
        database, sql: "SELECT shown_events FROM job WHERE id = ?", arguments: [job.id])
    }
    guard let shown, shown < count else { return }
    try write { database in
      try database.execute(
        sql: "UPDATE job SET shown_events = max(shown_events, ?) WHERE id = ?",
        arguments: [count, job.id])
    }
  }

  /// Keeps checkpoints; one that is known is replaced.
  package func record(_ checkpoints: [Checkpoint], of job: JobRecord) throws {
    if checkpoints.isEmpty { return }
    try write { database in
      for checkpoint in checkpoints {
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO checkpoint(job, service_id, created_at, model, step, metrics)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            job.id, checkpoint.id.rawValue, checkpoint.createdAt, checkpoint.model,
            checkpoint.metrics.step, checkpoint.metrics.data.text,
          ])
      }
    }
  }

  /// The job's checkpoints by step.
  package func checkpoints(of job: JobRecord) throws -> [Checkpoint] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM checkpoint WHERE job = ? ORDER BY step", arguments: [job.id]
      ).map { row in
        let metrics = try? JSONValue(parsing: Array((try row.value("metrics") as String).utf8))
        return Checkpoint(
          id: Checkpoint.ID(try row.value("service_id") as String),
          createdAt: try row.time("created_at"),
          model: try row.value("model"), job: job.job?.id ?? Job.ID(""),
          metrics: try metrics.flatMap { StepMetrics($0) } ?? StepMetrics(step: row.count("step")))
      }
    }
  }
}
