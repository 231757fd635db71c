/// A service besides the provider that a job's metrics are sent to.
package struct JobIntegration: Sendable, Hashable {
  /// `wandb`; an open set.
  package var kind: String
  package var project: String
  /// What the run is called there; nil for the job's id.
  package var name: String?
  /// The team or user of the run; nil for the key's own.
  package var entity: String?
  package var tags: [String]

  package init(
    kind: String, project: String, name: String? = nil, entity: String? = nil, tags: [String] = []
  ) {
    self.kind = kind
    self.project = project
    self.name = name
    self.entity = entity
    self.tags = tags
  }
}
