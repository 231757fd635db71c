import CommandLanguage
import FineTuning
import Workspaces

extension Failure {
  /// A job that ended without a model: the service's reason, and what to do about it.
  init(failed job: Job, _ record: JobRecord, in session: Session) throws {
    let error = job.error
    let reason = error?.message.isEmpty == false ? error?.message : nil
    let dataset = try record.launch.dataset.flatMap { try session.workspace.dataset($0)?.name }
    self.init(
      .jobFailed, "@\(record.name) failed: \(reason ?? "the provider gives no reason")",
      consequence: "no model was made, and a failed job is not charged",
      remedy: Self.nextStep(after: error, dataset: dataset, base: job.model))
    let code = error?.code.isEmpty == false ? error?.code : nil
    if let code {
      context.append("code \(code)" + (error?.parameter.map { ", at \($0)" } ?? ""))
    }
  }

  /// The line to type next, by what the service blames.
  private static func nextStep(
    after error: JobError?, dataset: String?, base: String
  ) -> String {
    guard let dataset else { return "list jobs" }
    let text = "\(error?.code ?? "") \(error?.message ?? "")".lowercased()
    if ["moderation", "polic", "unsafe", "harm"].contains(where: text.contains) {
      return "show \(dataset), drop what breaks the provider's rules, and launch \(dataset)"
    }
    if text.contains("training_file") || text.contains("file") || text.contains("example")
      || ["training_file", "validation_file"].contains(error?.parameter)
    {
      return "check \(dataset) --for \(base) --all, mend it, and launch \(dataset)"
    }
    return "launch \(dataset) --again"
  }
}
