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
  /// What the event says, independent of the wording of its message.
  package var kind: Kind

  /// Without a `kind`, as on the wire, it is the one that level, type and message speak of.
  package init(
    id: ID, createdAt: Int, level: String = "info", message: String, type: String = "message",
    data: JSONValue = .object([]), kind: Kind? = nil
  ) {
    self.id = id
    self.createdAt = createdAt
    self.level = level
    self.message = message
    self.type = type
    self.data = data
    self.kind = kind ?? Kind(level: level, type: type, message: message, data: data)
  }
}

extension JobEvent {
  /// What an event can tell of a job.
  package enum Kind: Sendable, Hashable {
    case created
    /// The files are about to be read.
    case validating
    case validated
    case started
    /// The metrics of a step, counted from 1.
    case step(Int)
    /// A model of an earlier epoch stays usable.
    case checkpoint(step: Int)
    case modelCreated
    case paused
    case resumed
    case succeeded
    case failed
    case cancelled
    /// Anything else that a service has to say.
    case other
  }

  /// The step's numbers of a metrics event; nil for every other event.
  package var metrics: StepMetrics? { type == "metrics" ? StepMetrics(data) : nil }
}

extension JobEvent.Kind {
  /// Kinds without a step, under the name that they are stored by.
  private static let names: [(name: String, kind: Self)] = [
    ("created", .created), ("validating", .validating), ("validated", .validated),
    ("started", .started), ("model_created", .modelCreated), ("paused", .paused),
    ("resumed", .resumed), ("succeeded", .succeeded), ("failed", .failed),
    ("cancelled", .cancelled), ("other", .other),
  ]

  /// How the service's messages begin, by kind.
  private static let openings: [(text: String, kind: Self)] = [
    ("Created fine-tuning job", .created), ("Validating training file", .validating),
    ("Files validated", .validated), ("Fine-tuning job started", .started),
    ("New fine-tuned model created", .modelCreated), ("Fine-tuning job paused", .paused),
    ("Fine-tuning job resumed", .resumed), ("The job has successfully completed", .succeeded),
    ("Fine-tuning job cancelled", .cancelled),
  ]

  private static let checkpointOpening = "Checkpoint created at step "

  /// The kind of an event that came without one: over the wire, or from an older store.
  package init(level: String, type: String, message: String, data: JSONValue) {
    if type == "metrics", let step = data["step"]?.count {
      self = .step(step)
    } else if level == "error" {
      self = .failed
    } else if message.hasPrefix(Self.checkpointOpening),
      let step = Int(message.dropFirst(Self.checkpointOpening.count).prefix { $0.isNumber }),
      step <= JSONValue.largestCount
    {
      self = .checkpoint(step: step)
    } else {
      self = Self.openings.first { message.hasPrefix($0.text) }?.kind ?? .other
    }
  }

  /// Reads ``record``; nil for anything else.
  package init?(record value: JSONValue) {
    if let step = value["step"]?.count {
      self = .step(step)
    } else if let step = value["checkpoint"]?.count {
      self = .checkpoint(step: step)
    } else if let kind = Self.names.first(where: { $0.name == value.string })?.kind {
      self = kind
    } else {
      return nil
    }
  }

  /// The kind as it is stored.
  package var record: JSONValue {
    switch self {
    case .step(let step): ["step": .integer(step)]
    case .checkpoint(let step): ["checkpoint": .integer(step)]
    default: .string(Self.names.first { $0.kind == self }?.name ?? "other")
    }
  }

  /// Whether a job has at most one event of this kind, however often its work starts again.
  package var isToldOnce: Bool {
    switch self {
    case .paused, .resumed, .other: false
    default: true
    }
  }
}
