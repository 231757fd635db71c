/// A fine-tuning job as the service reports it.
package struct Job: Sendable, Hashable {
  package typealias ID = Identifier<Job>

  package var id: ID
  /// Seconds since 1970.
  package var createdAt: Int
  /// Seconds since 1970; nil until the job has ended.
  package var finishedAt: Int?
  /// Seconds since 1970; nil unless the job runs and the service says.
  package var estimatedFinish: Int?
  package var status: JobStatus
  /// The base model, as the dated snapshot even when an alias was sent.
  package var model: String
  /// nil until the job has succeeded.
  package var fineTunedModel: String?
  package var organization: String
  package var trainingFile: File.ID
  package var validationFile: File.ID?
  package var resultFiles: [File.ID]
  /// Billable tokens over all epochs; nil until the job has ended.
  package var trainedTokens: Int?
  package var seed: Int
  package var suffix: String?
  package var method: TrainingMethod
  package var metadata: [String: String]
  package var integrations: [JobIntegration]
  /// nil when there is no error; the wire also says `{}` and an object of nulls for that.
  package var error: JobError?

  package init(
    id: ID, createdAt: Int, status: JobStatus, model: String, organization: String,
    trainingFile: File.ID, validationFile: File.ID? = nil, seed: Int, suffix: String? = nil,
    method: TrainingMethod, metadata: [String: String] = [:]
  ) {
    self.id = id
    self.createdAt = createdAt
    self.status = status
    self.model = model
    self.organization = organization
    self.trainingFile = trainingFile
    self.validationFile = validationFile
    self.seed = seed
    self.suffix = suffix
    self.method = method
    self.metadata = metadata
    self.integrations = []
    self.resultFiles = []
  }
}

/// Where a job is in its life; an open set, since providers add their own.
package struct JobStatus: RawRepresentable, Sendable, Hashable {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }

  package static let validatingFiles = JobStatus(rawValue: "validating_files")
  package static let queued = JobStatus(rawValue: "queued")
  package static let running = JobStatus(rawValue: "running")
  package static let pausing = JobStatus(rawValue: "pausing")
  package static let paused = JobStatus(rawValue: "paused")
  package static let succeeded = JobStatus(rawValue: "succeeded")
  package static let failed = JobStatus(rawValue: "failed")
  package static let cancelled = JobStatus(rawValue: "cancelled")

  /// Whether the job will never change again.
  package var isTerminal: Bool { [.succeeded, .failed, .cancelled].contains(self) }
}

/// Why a job failed, with the service's code and message.
package struct JobError: Sendable, Hashable {
  package var code: String
  package var message: String
  /// The request's field at fault, such as `training_file`.
  package var parameter: String?

  package init(code: String, message: String, parameter: String? = nil) {
    self.code = code
    self.message = message
    self.parameter = parameter
  }
}

/// How the model learns from the examples, with the numbers that steer it.
package struct TrainingMethod: Sendable, Hashable {
  /// `supervised`, `dpo` or `reinforcement`; an open set.
  package struct Kind: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let supervised = Kind(rawValue: "supervised")
    package static let dpo = Kind(rawValue: "dpo")
    package static let reinforcement = Kind(rawValue: "reinforcement")
  }

  package var kind: Kind
  package var hyperparameters: Hyperparameters

  package init(_ kind: Kind, _ hyperparameters: Hyperparameters = Hyperparameters()) {
    self.kind = kind
    self.hyperparameters = hyperparameters
  }
}

/// The numbers that steer training; each is `auto` until it is chosen.
package struct Hyperparameters: Sendable, Hashable {
  /// Passes over the training file, 1 to 50.
  package var epochCount: Setting<Int>
  /// Examples per step, 1 to 256.
  package var batchSize: Setting<Int>
  /// A factor on the service's own learning rate, above 0.
  package var learningRateMultiplier: Setting<Double>
  /// DPO only: how strongly to stay near the reference model, above 0 and at most 2.
  package var beta: Setting<Double>

  package init(
    epochCount: Setting<Int> = .auto, batchSize: Setting<Int> = .auto,
    learningRateMultiplier: Setting<Double> = .auto, beta: Setting<Double> = .auto
  ) {
    self.epochCount = epochCount
    self.batchSize = batchSize
    self.learningRateMultiplier = learningRateMultiplier
    self.beta = beta
  }
}

/// A number, or the service's own choice.
package enum Setting<Number: Sendable & Hashable>: Sendable, Hashable {
  case auto
  case value(Number)

  /// The number, or nil for `auto`.
  package var number: Number? {
    switch self {
    case .auto: nil
    case .value(let number): number
    }
  }
}

/// What a client asks for when it creates a job.
package struct JobRequest: Sendable, Hashable {
  package var model: String
  package var trainingFile: File.ID
  package var validationFile: File.ID?
  /// 1 to 64 characters that end up in the tuned model's name.
  package var suffix: String?
  /// 0 to 2147483647; nil lets the service choose and say which.
  package var seed: Int?
  package var method: TrainingMethod
  /// At most 16 pairs; keys up to 64 characters, values up to 512.
  package var metadata: [String: String]
  package var integrations: [JobIntegration]

  package init(
    model: String, trainingFile: File.ID, validationFile: File.ID? = nil, suffix: String? = nil,
    seed: Int? = nil, method: TrainingMethod = TrainingMethod(.supervised),
    metadata: [String: String] = [:]
  ) {
    self.model = model
    self.trainingFile = trainingFile
    self.validationFile = validationFile
    self.suffix = suffix
    self.seed = seed
    self.method = method
    self.metadata = metadata
    self.integrations = []
  }
}
