import Commands
import Engines
import FineTuning
import Presentation
import Quantities

extension TrainingEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .uploading(let byteCount, let provider):
      .notice("uploading \(NumberFormat.bytes(byteCount)) to \(provider)")
    case .answersCut(let count, let first, let model):
      .notice(
        "\(NumberFormat.count(count, "example")) \(count == 1 ? "loses" : "lose") a part of the "
          + "answer: \(model) does not read so far, as of \(first)")
    case .leaked(let count, let first, let validation, let training):
      .notice(leakWarning(count, first, validation, training))
    case .measuredBadly(let validation, let detail): .notice("\(validation): \(detail)")
    case .happened(let events): .result(events.map(\.line))
    case .progress(let progress): .progress(progress?.line)
    case .paused(let seconds):
      .notice("the provider asks to wait \(NumberFormat.duration(.seconds(min(seconds, 1e6))))")
    case .silent(let message):
      .notice("\(message); the tail goes on when it does, Ctrl-C leaves")
    case .installing(let folder, let log):
      .notice("making \(folder); what pip prints goes to \(log)")
    case .installed(let byteCount):
      .progress(
        byteCount.map {
          "\(NumberFormat.bytes($0)) of about \(NumberFormat.bytes(EngineHome.environmentBytes))"
        })
    case .checkingEngine(let name):
      .notice("loading \(name) and training it for some steps; nothing of it is kept")
    case .ended(let name, let job): .notice(announcement(name, job))
    }
  }
}

extension JobEvent {
  /// The event in the service's words, behind its time of the day.
  fileprivate var line: Block {
    let style: Style = level == "error" ? .bad : level == "warn" ? .caution : .plain
    let time = Timestamp(secondsSince1970: createdAt).timeOfDay
    return .line("\(time, .dim)  \(message, style)")
  }
}

extension StepProgress {
  /// Step, loss and rate on one line.
  fileprivate var line: String {
    var line =
      "step \(step)/\(stepCount)  \(NumberFormat.percent(Double(step) / Double(stepCount)))"
    if let lastLoss { line += "  loss \(NumberFormat.measure(lastLoss))" }
    line += "  " + sparkline(losses, width: 20)
    if let rate, let remaining {
      line += "  \(NumberFormat.decimal(rate, places: 1)) steps/s"
      line += "  \(NumberFormat.duration(remaining)) left"
    }
    return line
  }
}

/// What the data to measure on has in common with the training data, and how to go on.
private func leakWarning(
  _ count: Int, _ first: [String], _ validation: String, _ training: String
) -> StyledText {
  let hidden = count - first.count
  let named = first.joined(separator: ", ") + (hidden > 0 ? ", \(hidden) more" : "")
  return """
    \(NumberFormat.count(count, "example")) of \(validation) \(count == 1 ? "is" : "are") in \
    \(training) too, or nearly: \(named). The validation loss will look better than it is;  \
    leaks \(training) \(validation) near --drop \(validation)  leaves \(count == 1 ? "it" : "them") out
    """
}

/// The end of a job in one line.
private func announcement(_ name: String, _ job: Job) -> StyledText {
  switch job.status {
  case .succeeded: "\("@\(name)", .accent) \("succeeded", .good);  chat @\(name)  talks to it"
  case .failed:
    "\("@\(name)", .accent) \("failed", .bad): \(job.error?.message ?? "no reason given")"
  default: "\("@\(name)", .accent) is \(job.status.rawValue)"
  }
}
