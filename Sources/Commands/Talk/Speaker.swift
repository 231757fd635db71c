import CommandLanguage
import Datasets
import FineTuning
import Presentation
import Workspaces

/// A model that can be talked to, with what it should be told first.
struct Speaker {
  /// How the prompt names it: `@demo`, or the model's name.
  var label: String
  var model: String
  var chosen: ChosenService
  /// The job that made it, when it is one of this workspace's.
  var job: JobRecord?
  /// The system prompt of the training set; nil where there is none.
  var system: String?
}

extension Session {
  /// The model that an argument means: `@demo`, a model's name, or a tuned model's.
  ///
  /// - Throws: ``Failure`` E322 for a job that has made no model.
  func speaker(_ argument: Argument, _ invocation: Invocation) async throws -> Speaker {
    if case .reference(.job(let name, _)) = argument.value {
      let found = try job(named: name, at: argument.span)
      let record = try await JobFollower(session: self).refresh(found)
      guard let model = record.job?.fineTunedModel else {
        throw Failure(
          .noModelYet, "@\(record.name) has made no model yet", at: argument.span,
          context: record.job.map { ["it is \($0.status.rawValue)"] } ?? [],
          remedy: "tail @\(record.name)")
      }
      let service = try services.service(named: record.provider)
      let provider = try provider(named: record.provider, at: nil)
      return Speaker(
        label: "@\(record.name)", model: model,
        chosen: ChosenService(provider: provider, service: service), job: record,
        system: try invocation.text("system") ?? systemPrompt(ofJob: record))
    }
    let model = argument.text
    let record = try workspace.jobs().first { $0.job?.fineTunedModel == model }
    let chosen =
      try record.map {
        ChosenService(
          provider: try provider(named: $0.provider, at: nil),
          service: try services.service(named: $0.provider))
      } ?? service(invocation, model: model)
    return Speaker(
      label: model, model: model, chosen: chosen, job: record,
      system: try invocation.text("system") ?? record.flatMap { try systemPrompt(ofJob: $0) })
  }

  /// The system prompt of the training set in the revision that the job was trained on.
  private func systemPrompt(ofJob record: JobRecord) throws -> String? {
    guard let id = record.launch.dataset, let dataset = try workspace.dataset(id) else {
      return nil
    }
    return try selections.systemPrompt(of: dataset, revision: record.launch.revision)
  }
}

/// A reply as it came, whole or broken off.
struct Reply {
  var text: String
  var isPartial: Bool
  var usage: TokenUsage?
  var duration: Duration
  /// What broke it off; nil for a whole reply and for one that the person interrupted.
  var fault: (any Error)?

  /// Throws what broke the reply off, an interrupt included.
  func requireWhole() throws {
    if let fault { throw fault }
    if isPartial { try Task.checkCancellation() }
  }
}

extension Session {
  /// Sends a conversation and streams the reply to the console.
  ///
  /// Ctrl-C and a connection that breaks leave what has come, marked as partial; only what stands
  /// in the way beforehand, such as the cap, is thrown.
  func reply(
    to messages: [ChatMessage], from speaker: Speaker, sampling: SamplingOptions,
    isShown: Bool = true
  ) async throws -> Reply {
    let clock = ContinuousClock()
    let started = clock.now
    var text = ""
    var usage: TokenUsage?
    var isPartial = true
    var fault: (any Error)?
    try refuseTalkOverCap(at: speaker.chosen.provider)
    let request = ChatRequest(model: speaker.model, messages: messages, sampling: sampling)
    do {
      for try await delta in try await speaker.chosen.service.streamChat(request) {
        switch delta {
        case .started: continue
        case .text(_, let piece, _):
          text += piece
          if isShown { console.stream(piece) }
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
    if isShown, fault == nil || !text.isEmpty { console.stream("\n") }
    if let usage {
      do {
        try recordTalk(usage, model: speaker.model, at: speaker.chosen.provider)
      } catch {
        fault = fault ?? error
      }
    }
    return Reply(
      text: text, isPartial: isPartial, usage: usage, duration: clock.now - started,
      fault: fault)
  }
}
