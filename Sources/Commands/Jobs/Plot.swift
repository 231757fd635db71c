import CommandLanguage
import FineTuning
import JSON
import Presentation
import Workspaces

extension Command {
  package static let plot = Command(
    "plot", .jobs, "draw a job's loss, and say what it means",
    usage: ["plot @JOB"],
    options: [Option("accuracy", nil, "the share of right tokens in place of the loss")],
    examples: [Sample("plot @demo", "the loss curve, with a reading of it")],
    operands: [.job], isReading: true
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    var record =
      try invocation.arguments.first.map { try session.job($0) }
      ?? session.job(named: "last", at: nil)
    let follower = JobFollower(session: session)
    record = try await follower.refresh(record)
    let metrics = try follower.metrics(of: record)
    let isAccuracy = invocation.has("accuracy")
    let train = points(metrics) { isAccuracy ? $0.trainAccuracy : $0.trainLoss }
    let valid = points(metrics) {
      isAccuracy
        ? $0.fullValidationAccuracy ?? $0.validationAccuracy
        : $0.fullValidationLoss ?? $0.validationLoss
    }
    guard !train.isEmpty else {
      throw Failure(
        .noSteps, "@\(record.name) has no steps yet", remedy: "tail @\(record.name)")
    }
    var series = [CurveChart.Series("train", train)]
    if !valid.isEmpty { series.append(CurveChart.Series("valid", valid)) }
    let name = isAccuracy ? "accuracy" : "loss"
    let aim: Aim = isAccuracy ? .high : .low
    var sentences = [reading(of: train, named: name, aim: aim)]
    if !valid.isEmpty {
      sentences.append(reading(of: valid, named: "validation \(name)", aim: aim))
    }
    let sentence = sentences.joined(separator: "\n")
    return Outcome(
      [
        "job": .string(record.name), "reading": .string(sentence),
        "steps": .array(metrics.map(\.json)),
      ], [.chart(CurveChart(series))] + sentences.map { .text($0) })
  }

  private static func points(
    _ metrics: [StepMetrics], _ value: (StepMetrics) -> Double?
  ) -> [CurveChart.Point] {
    metrics.compactMap { step in value(step).map { CurveChart.Point(step.step, $0) } }
  }
}

extension StepMetrics {
  fileprivate var json: JSONValue {
    [
      "step": .integer(step), "train_loss": trainLoss.map(JSONValue.number) ?? .null,
      "train_accuracy": trainAccuracy.map(JSONValue.number) ?? .null,
      "valid_loss": validationLoss.map(JSONValue.number) ?? .null,
      "full_valid_loss": fullValidationLoss.map(JSONValue.number) ?? .null,
    ]
  }
}
