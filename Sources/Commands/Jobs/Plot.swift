import CommandLanguage
import FineTuning
package import JSON
package import Quantities
import Workspaces

/// What `plot` is asked.
package struct PlotInput: Sendable {
  /// nil for the newest job.
  var job: Argument?
  /// Whether the share of right tokens is drawn in place of the loss.
  var isAccuracy: Bool
}

/// The course of a job's loss or accuracy.
package struct PlotResult: VerbResult {
  var job: String
  var metrics: [StepMetrics]
  var isAccuracy: Bool

  /// The measurements on the trained data.
  package var train: [CurvePoint] {
    points { isAccuracy ? $0.trainAccuracy : $0.trainLoss }
  }

  /// The measurements on the validation data, over the whole of it where that was measured.
  package var validation: [CurvePoint] {
    points {
      isAccuracy
        ? $0.fullValidationAccuracy ?? $0.validationAccuracy
        : $0.fullValidationLoss ?? $0.validationLoss
    }
  }

  /// What each curve shows, in a line of its own.
  package var readings: [String] {
    let name = isAccuracy ? "accuracy" : "loss"
    let aim: Aim = isAccuracy ? .high : .low
    let first = reading(of: train, named: name, aim: aim)
    let validation = validation
    return validation.isEmpty
      ? [first] : [first, reading(of: validation, named: "validation \(name)", aim: aim)]
  }

  package var json: JSONValue {
    [
      "job": .string(job), "reading": .string(readings.joined(separator: "\n")),
      "steps": .array(metrics.map(\.json)),
    ]
  }

  private func points(_ value: (StepMetrics) -> Double?) -> [CurvePoint] {
    metrics.compactMap { step in value(step).map { CurvePoint(step.step, $0) } }
  }
}

extension Verb where Input == PlotInput, Result == PlotResult {
  /// `plot`: a job's loss over its steps.
  package static var plot: Self {
    Self(
      VerbDeclaration(
        "plot", .jobs, "draw a job's loss, and say what it means",
        usage: ["plot @JOB"],
        options: [.init("accuracy", nil, "the share of right tokens in place of the loss")],
        examples: [.init("plot @demo", "the loss curve, with a reading of it")],
        operands: [.job], traits: .reading),
      read: { reader in
        PlotInput(job: reader.optionalArgument(), isAccuracy: reader.flag("accuracy"))
      },
      perform: { input, session in
        let follower = JobFollower(session: session)
        let record = try await follower.refresh(session.jobs.jobOrNewest(input.job))
        if try follower.metrics(of: record).isEmpty {
          try? await follower.readResults(of: record)
        }
        let result = PlotResult(
          job: record.name, metrics: try follower.metrics(of: record),
          isAccuracy: input.isAccuracy)
        guard !result.train.isEmpty else {
          throw Failure(
            .noSteps, "@\(record.name) has no steps yet", remedy: "tail @\(record.name)")
        }
        return result
      })
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
