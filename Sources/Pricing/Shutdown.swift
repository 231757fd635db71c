package import Quantities

/// Something that a service has said will end.
package enum ShutdownNotice: Sendable, Hashable {
  /// The model does not answer any more, nor does what was tuned on it.
  case modelIsGone(model: String, since: Day)
  case modelEnds(model: String, on: Day, inDays: Int)
  /// No job can be created any more.
  case creationIsClosed(provider: String, since: Day)
  case creationEnds(provider: String, on: Day, inDays: Int)

  /// Whether a job on the model would be refused.
  package var forbidsTraining: Bool {
    switch self {
    case .modelIsGone, .creationIsClosed: true
    case .modelEnds, .creationEnds: false
    }
  }
}

extension ShutdownNotice: CustomStringConvertible {
  package var description: String {
    switch self {
    case .modelIsGone(let model, let day): "\(model) was shut down on \(day)"
    case .modelEnds(let model, let day, let days):
      "\(model), and what is tuned on it, ends on \(day), \(wait(days))"
    case .creationIsClosed(let provider, let day):
      "\(provider) has created no fine-tuning jobs since \(day)"
    case .creationEnds(let provider, let day, let days):
      "\(provider) creates no fine-tuning jobs from \(day) on, \(wait(days))"
    }
  }

  private func wait(_ days: Int) -> String { days == 1 ? "tomorrow" : "in \(days) days" }
}

extension PriceTable {
  /// What will end, or has ended, for `model` on a day; the worst first.
  package func notices(for model: PricedModel, on today: Day) -> [ShutdownNotice] {
    var notices: [ShutdownNotice] = []
    if let day = model.shutdown {
      let days = day.daysSince1970 - today.daysSince1970
      notices.append(
        days <= 0
          ? .modelIsGone(model: model.snapshot, since: day)
          : .modelEnds(model: model.snapshot, on: day, inDays: days))
    }
    if let day = lastJobCreation {
      let days = day.daysSince1970 - today.daysSince1970
      notices.append(
        days <= 0
          ? .creationIsClosed(provider: provider, since: day)
          : .creationEnds(provider: provider, on: day, inDays: days))
    }
    return notices.filter(\.forbidsTraining) + notices.filter { !$0.forbidsTraining }
  }
}
