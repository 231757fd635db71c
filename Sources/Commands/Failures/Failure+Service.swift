import CommandLanguage
import FineTuning
import Quantities

extension Failure {
  /// Says what the service answered, in its own words, and what to do about it.
  init(_ error: ServiceError) {
    let fact = "the service says: \(error.message)"
    switch (error.status, error.code) {
    case (403, "training_not_available"):
      self = Failure(
        .trainingClosed, "this organization can no longer create fine-tuning jobs there",
        context: [fact],
        consequence: "nothing was started; the uploaded file is still there",
        remedy: "train here:  provider use sandbox   or add a compatible provider:  help provider")
    case (401, _):
      self = Failure(
        .keyRefused, "the provider does not accept the key", context: [fact],
        consequence: "nothing was done", remedy: "check the key's variable:  provider list")
    case (404, _):
      self = Failure(
        .notAtProvider, fact, consequence: "nothing was done",
        remedy: "list jobs, list files, list models")
    case (429, _) where error.isAboutMoney, (403, _) where error.isAboutMoney:
      self = Failure(
        .quotaUsedUp, "the account's credit or quota at the provider is used up", context: [fact],
        consequence: "nothing was done, and waiting does not help",
        remedy: "add credit on the provider's billing page, or train here:  provider use sandbox")
    case (429, _):
      let wait = error.retryAfterSeconds.map {
        "wait \(Int(saturating: $0.rounded(.up))) s and try again, or add --patience \(Self.patience($0))"
      }
      self = Failure(
        .rateLimited, fact, consequence: "nothing was done", remedy: wait ?? "wait and try again")
    case (500..., _):
      self = Failure(
        .serviceFailed, fact, consequence: "it is not known whether the request was carried out",
        remedy: "look before you try again:  list jobs")
    default:
      self = Failure(.refused, fact, consequence: "nothing was done")
    }
    if let request = error.requestID { context.append("request \(request)") }
  }

  /// What `--patience` takes that is enough for a pause.
  private static func patience(_ seconds: Double) -> Int {
    min(max(Int(saturating: seconds.rounded(.up)), 1), CommandPatience.longest)
  }
}
