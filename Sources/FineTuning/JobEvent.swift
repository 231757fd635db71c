package import JSON

/// One line of a job's log.
package struct JobEvent: Sendable, Hashable {
  package typealias ID = Identifier<JobEvent>

  package var id: ID
  /// Seconds since 1970.
  package var createdAt: Int
  /// `info`, `warn` or `error`; an open set.
  package var level: String
  package var message: String
  /// `message` or `metrics`; an open set.
  package var type: String
  /// The metrics of a step for `metrics`; an empty object or null for the rest.
  package var data: JSONValue

  package init(
    id: ID, createdAt: Int, level: String = "info", message: String, type: String = "message",
    data: JSONValue = .object([])
  ) {
    self.id = id
    self.createdAt = createdAt
    self.level = level
    self.message = message
    self.type = type
    self.data = data
  }
}
