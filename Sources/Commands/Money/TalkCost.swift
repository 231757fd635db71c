import CommandLanguage
import FineTuning
import Pricing
import Quantities
import Workspaces

extension Session {
  /// Refuses to ask a model that costs money once today's cap is reached.
  ///
  /// - Throws: ``Failure`` E401; nothing was sent.
  func refuseTalkOverCap(at provider: ProviderSummary) throws {
    guard provider.isPriced else { return }
    let spent = Money(microdollars: try workspace.spent(since: startOfDay))
    let cap = try cap()
    guard spent >= cap else { return }
    throw Failure(
      .overLimit, "today's cap of \(cap) is reached: \(spent) are gone",
      consequence: "nothing was sent",
      remedy: "raise the cap:  budget \(spent.microdollars / 1_000_000 + 1)")
  }

  /// Writes the cost of a reply into the ledger, where the model's price is known.
  func recordTalk(_ usage: TokenUsage, model: String, at provider: ProviderSummary) throws {
    guard provider.isPriced, let priced = priced(model, at: provider.name) else { return }
    let cost = priced.cost(promptTokens: usage.prompt, completionTokens: usage.completion)
    try workspace.note(cost.microdollars, for: "talk to \(model)", at: provider.name)
  }
}
