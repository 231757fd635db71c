package import FineTuning

/// A reply as it came, whole or broken off.
package struct Reply: Sendable {
  package private(set) var text = ""
  package private(set) var isPartial = true
  package private(set) var usage: TokenUsage?
  package private(set) var duration = Duration.zero
  /// What broke it off; nil for a whole reply and for one that the person interrupted.
  package private(set) var fault: (any Error)?

  /// Sends the target's system prompt and `messages`, and streams the reply to the console.
  ///
  /// Ctrl-C and a connection that breaks leave what has come, marked as partial; only what stands
  /// in the way beforehand, such as the cap, is thrown.
  init(
    of target: ChatTarget, to messages: [ChatMessage], sampling: SamplingOptions,
    isShown: Bool = true, in session: Session
  ) async throws {
    let started = session.context.elapsed()
    let provider = target.chosen.provider
    try session.spending.refuseOverCap(at: provider)
    let system = target.system.map { [ChatMessage(role: "system", text: $0)] } ?? []
    let request = ChatRequest(
      model: target.model, messages: system + messages, sampling: sampling)
    do {
      for try await delta in try await target.chosen.service.streamChat(request) {
        switch delta {
        case .started: continue
        case .text(_, let piece, _):
          text += piece
          if isShown { session.console.stream(piece) }
        case .finished: isPartial = false
        case .usage(let used): usage = used
        }
      }
    } catch is CancellationError {
      // The person knows; what has come is kept, marked as broken off.
    } catch {
      fault = error
      isPartial = true
    }
    // Whatever happened, the next message begins a line of its own.
    if isShown, fault == nil || !text.isEmpty { session.console.stream("\n") }
    if let usage {
      do {
        try session.spending.record(usage, model: target.model, at: provider)
      } catch {
        fault = fault ?? error
      }
    }
    duration = session.context.elapsed() - started
  }

  /// Asks the model of an open chat, streaming its reply to the console.
  package init(
    inChat chat: ChatState, to messages: [ChatMessage], sampling: SamplingOptions,
    _ session: Session
  ) async throws {
    let target = ChatTarget(
      label: chat.label, model: chat.model,
      chosen: ChosenService(
        provider: try session.providers.provider(named: chat.provider, at: nil),
        service: try session.services.service(named: chat.provider)),
      system: chat.system)
    self = try await session.patiently(chat.patience) {
      try await Reply(of: target, to: messages, sampling: sampling, in: session)
    }
  }

  /// Throws what broke the reply off, an interrupt included.
  func requireWhole() throws {
    if let fault { throw fault }
    if isPartial { try Task.checkCancellation() }
  }
}
