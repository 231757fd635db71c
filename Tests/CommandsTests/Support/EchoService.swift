import FineTuning
import Synchronization

/// A service that repeats what it is told and refuses everything else; it counts its calls, so that
/// a test can say that it was not asked.
final class EchoService: RefusingService {
  fileprivate let calls = Mutex(0)

  var callCount: Int { calls.withLock { $0 } }

  func refusal() -> ServiceError {
    calls.withLock { $0 += 1 }
    return ServiceError(
      status: 403, message: "Fine-tuning is closed.", code: "training_not_available")
  }

  func models() async throws -> [Model] {
    [Model(id: "parrot-1", createdAt: 1, ownedBy: "the lab", shutdownDate: "2027-01-14")]
  }

  /// Answers with the last words, the number of messages and how warm the sampling is.
  ///
  /// Told to hang up, it does so within its answer; told to be silent, before it; told to interrupt,
  /// it does what Ctrl-C does.
  func streamChat(
    _ request: ChatRequest
  ) async throws -> AsyncThrowingStream<ChatDelta, any Error> {
    let words = request.messages.last?.text ?? ""
    let warmth = request.sampling.temperature == 0 ? "" : ", said warmly"
    let count = request.messages.count
    return AsyncThrowingStream { continuation in
      continuation.yield(
        .started(id: "c", createdAt: 1, model: request.model, systemFingerprint: nil))
      let fault = ServiceError(status: 500, message: "The line is dead.", code: nil)
      if words == "Interrupt!" {
        unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        return continuation.finish(throwing: CancellationError())
      }
      if words == "Be silent!" { return continuation.finish(throwing: fault) }
      continuation.yield(.text(index: 0, "You say: ", logProbabilities: []))
      if words == "Hang up!" { return continuation.finish(throwing: fault) }
      continuation.yield(
        .text(index: 0, "\(words) (message \(count)\(warmth))", logProbabilities: []))
      continuation.yield(.finished(index: 0, reason: "stop"))
      continuation.yield(.usage(TokenUsage(prompt: 10 * count, completion: 7)))
      continuation.finish()
    }
  }
}

/// Objects to what is far away, the more the more often it is said.
extension EchoService: ModerationService {
  func moderate(_ request: ModerationRequest) async throws -> [Moderation] {
    calls.withLock { $0 += 1 }
    return request.texts.map { text in
      let moons = text.split(separator: "Moon").count - 1
      let water = text.contains("water") ? 0.4 : 0.001
      return Moderation(
        flagged: moons > 0 ? ["astronomy"] : [],
        scores: ["astronomy": moons > 0 ? 0.9 : 0.02, "chemistry": water])
    }
  }
}
