import Datasets
import FineTuning
package import JSON
import Scripts
import Workspaces

/// What a person may sensibly type next, by what the workspace holds.
package enum NextStep: Sendable, Hashable {
  /// There is no dataset yet.
  case load
  /// The dataset cannot be trained on as it is.
  case mend(dataset: String, errorCount: Int)
  /// Nothing was trained on the dataset yet; a provider of many models has to be told which.
  case train(dataset: String, namesModel: Bool)
  /// The job goes on.
  case follow(job: String)
  /// The job's model can be talked to.
  case talk(job: String)
  /// The job ended without a model.
  case lookAt(job: String)

  /// The command alone.
  package var line: String {
    switch self {
    case .load: "load FILE.jsonl as NAME"
    case .mend(let dataset, _): "check \(dataset)"
    case .train(let dataset, let namesModel):
      "launch \(dataset)\(namesModel ? " --model MODEL" : "") as NAME"
    case .follow(let job): "tail @\(job)"
    case .talk(let job): "chat @\(job)"
    case .lookAt(let job): "show @\(job)"
    }
  }

  /// Reads what the session's workspace holds; the newest job counts, and else the dataset in use.
  init(in session: Session) throws {
    let workspace = session.workspace
    let datasets = try workspace.datasets()
    let dataset = datasets.first { $0.name == session.currentDataset } ?? datasets.last
    guard let dataset else {
      self = .load
      return
    }
    let job = try workspace.jobs().first { $0.launch.dataset == dataset.id }
    if let job, job.launch.revision == dataset.revision {
      switch job.job?.status {
      case .succeeded: self = .talk(job: job.name)
      case .failed, .cancelled: self = .lookAt(job: job.name)
      default: self = .follow(job: job.name)
      }
      return
    }
    let errorCount =
      dataset.isLocked ? 0 : try session.checks.judged(dataset, revision: nil).count(.error)
    self =
      errorCount > 0
      ? .mend(dataset: dataset.name, errorCount: errorCount)
      : .train(
        dataset: dataset.name,
        namesModel: (try? session.providers.provider(nil))?.defaultModel == nil)
  }
}

/// What may be typed next; nothing where a lesson gives the hint to its next command.
package struct HintResult: VerbResult {
  package var next: NextStep?

  package var json: JSONValue { next.map { ["next": .string($0.line)] } ?? [:] }
}

/// Whether a text stands behind `hint`, for the next command of a lesson.
package struct HintInput: Sendable {
  var isForLesson: Bool
}

extension Verb where Input == HintInput, Result == HintResult {
  /// `hint`: a help for the next command of a lesson; alone, what may be typed next.
  package static var hint: Self {
    Self(
      VerbDeclaration(
        "hint", .teach, "say what may be typed next, or in a lesson help with the next command",
        usage: ["hint", "hint TEXT"],
        examples: [
          .init("hint", "what this workspace is ready for"),
          .init("hint \"load reads a file\"", "in a lesson, shown when a learner asks"),
        ], traits: VerbTraits(makesCell: false, readsClauses: false, companion: .next)),
      read: { reader in
        HintInput(isForLesson: !reader.remainingArguments().isEmpty)
      },
      perform: { input, session in
        HintResult(next: input.isForLesson ? nil : try NextStep(in: session))
      })
  }
}
