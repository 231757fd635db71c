import CommandLanguage
import FineTuning
package import JSON
import Quantities
package import Workspaces

/// What `launch` is asked.
package struct LaunchInput: Sendable {
  var selection: SelectionRequest
  /// nil for the usual one of a provider that trains its own.
  var model: Argument?
  var provider: Argument?
  /// The dataset to measure on.
  var validation: Argument?
  /// nil for the method that the examples are made for.
  var method: TrainingMethod.Kind?
  var hyperparameters: Hyperparameters
  /// Where the line names beta; nil where it does not.
  var betaSpan: Span?
  var seed: Int?
  var suffix: String?
  /// The most that it may cost.
  var limit: SpendingLimit?
  /// The job's name; nil for one that is free.
  var name: String?
  /// Whether data with errors is trained on.
  var allowsErrors: Bool
  /// Whether the same is launched once more.
  var isRepeated: Bool
  /// In seconds; nil for the usual.
  var patience: Int?
}

/// The job of a launch: one that was started, or the one that the same launch had made before.
package struct LaunchResult: VerbResult {
  /// What was done for a new job.
  package struct Start: Sendable {
    package var training: SentFile
    /// The provider's name of the job.
    package var id: String
    package var model: String
    /// nil where training is free.
    package var cost: LaunchCost?
    /// Where it trains, when that is this machine.
    package var place: Place?
  }

  /// What trains a job on this machine.
  package enum Place: Sendable {
    /// The small model of the provider of that name, while ft is open.
    case program(String)
    /// A model of the user's own, also while ft is closed.
    case engine(String)
  }

  var record: JobRecord
  /// nil where nothing was sent, as the same launch has made the job before.
  package var start: Start?

  /// The job's name, without the sign.
  package var name: String { record.name }

  /// The status of the job, in the provider's word.
  package var status: String { record.job?.status.rawValue ?? "unknown" }

  package var json: JSONValue { record.json }

  package var replayFacts: ReplayFacts {
    var facts = ReplayFacts()
    facts.job = record.name
    return facts
  }
}

extension Verb where Input == LaunchInput, Result == LaunchResult {
  /// `launch`: a job that trains a model on a dataset.
  package static var launch: Self {
    Self(
      VerbDeclaration(
        "launch", .jobs, "train a model on a dataset",
        usage: ["launch NAME [--model MODEL] [as JOB]"],
        options: [
          .init("model", "MODEL", "the base, or a tuned model; sandbox-1 unless said"),
          .init("epochs", "N", "passes over the data, 1 to 50"),
          .init("batch-size", "N", "examples per step, 1 to 256"),
          .init("lr", "FACTOR", "a factor on the service's learning rate"),
          .init("seed", "N", "the same seed and data give the same model"),
          .init("suffix", "TEXT", "a part of the tuned model's name"),
          .init("validation", "NAME", "a dataset to measure on, never trained"),
          .init("method", "NAME", "supervised, or dpo; what the examples are made for"),
          .init("beta", "NUMBER", "dpo only: how close to stay to the base, up to 2"),
          .init("provider", "NAME", "the provider; the one in use unless said"),
          .init("max-cost", "DOLLARS", "refuse when the estimate is higher"),
          .init("anyway", nil, "train on data that check finds errors in"),
          .init("again", nil, "launch the same once more"),
          CommandPatience.option,
        ],
        examples: [
          .init("launch marv as demo", "train the sandbox's model; @demo is the job"),
          .init(
            "launch marv --model gpt-4.1-mini --provider openai --max-cost 0.10",
            "on a provider that charges"),
        ], operands: [.dataset], traits: .asking, clauses: VerbDeclaration.selecting.union([.as])),
      read: { reader throws(Failure) in try LaunchInput(&reader) },
      perform: { input, session in
        try await session.patiently(input.patience) {
          try await Launch(session: session, input: input).run()
        }
      })
  }
}

extension LaunchInput {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    selection = reader.selection(reader.optionalArgument())
    model = reader.value("model")
    provider = reader.value("provider")
    validation = reader.value("validation")
    method = try Self.method(reader.value("method"))
    let beta = reader.value("beta")
    betaSpan = beta?.span
    hyperparameters = Hyperparameters(
      epochCount: Self.setting(try reader.integer("epochs", in: 1...50)),
      batchSize: Self.setting(try reader.integer("batch-size", in: 1...256)),
      learningRateMultiplier: Self.setting(try reader.number("lr", mustBePositive: true)),
      beta: Self.setting(try reader.number("beta", mustBePositive: true)))
    seed = try reader.integer("seed", in: 0...2_147_483_647)
    suffix = reader.text("suffix")
    limit = try Self.limit(reader.value("max-cost"))
    name = try Self.name(reader.clause(.as))
    allowsErrors = reader.flag("anyway")
    isRepeated = reader.flag("again")
    patience = try reader.patience()
  }

  private static func setting<Number>(_ number: Number?) -> Setting<Number> {
    number.map(Setting.value) ?? .auto
  }

  private static func method(_ given: Argument?) throws(Failure) -> TrainingMethod.Kind? {
    guard let given else { return nil }
    let kind = TrainingMethod.Kind(rawValue: given.text.lowercased())
    guard [.supervised, .dpo].contains(kind) else {
      throw Failure(
        .badOptionValue, "--method is supervised or dpo", at: given.span,
        consequence: "nothing was uploaded or started",
        remedy: "--method dpo for preferences, --method supervised for the rest")
    }
    return kind
  }

  private static func limit(_ given: Argument?) throws(Failure) -> SpendingLimit? {
    guard let given else { return nil }
    guard let amount = Money(given.text) else {
      throw Failure(
        .badAmount, "\"\(given.text)\" is not an amount", at: given.span,
        consequence: "nothing was uploaded or started", remedy: "--max-cost 0.50")
    }
    return SpendingLimit(amount: amount, span: given.span)
  }

  private static func name(_ given: Argument?) throws(Failure) -> String? {
    guard let given else { return nil }
    guard isName(given.text), given.text != "last" else {
      throw Failure(
        .badName, "\"\(given.text)\" cannot be a job's name", at: given.span,
        consequence: "nothing was uploaded or started",
        remedy: "names are letters, digits, - and _, and start with a letter")
    }
    return given.text
  }
}
