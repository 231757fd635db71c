import CommandLanguage
import Engines
import FineTuning
package import JSON
package import Workspaces

/// What `tail` is asked.
package struct TailInput: Sendable {
  /// nil for the newest job.
  var job: Argument?
  /// Whether events that were shown before are shown again.
  var showsAll: Bool
  /// Whether it ends without waiting for what is to come.
  var isOnce: Bool
  /// Whether what the training's libraries have printed is asked for, and not the events.
  var showsLog: Bool
  /// In seconds; nil for the usual.
  var patience: Int?
}

/// A job after it was followed.
package struct TailResult: VerbResult {
  /// How following the job ended.
  package enum Ending: Sendable, Hashable {
    /// The job has made a model.
    case succeeded(model: String?, trainedTokens: Int)
    /// It was cancelled or paused, or was only looked at.
    case other(status: String)
    /// The person left, and the job goes on; at some providers only while ft is open.
    case detached(trainsOnlyWhileOpen: Bool)
    /// Not followed: the end of what the libraries have printed.
    case log(String)
  }

  /// The losses of the steps so far.
  package struct Losses: Sendable, Hashable {
    package var step: Int
    package var stepCount: Int?
    /// By step, nil where a step has none.
    package var values: [Double?]
    package var first: Double
    package var lowest: Double
    /// Of the last step; nil where it has none.
    package var last: Double?
  }

  package var replayFacts: ReplayFacts {
    var facts = ReplayFacts()
    if case .detached = ending { facts.isUnfinished = true }
    return facts
  }

  var record: JobRecord
  package var ending: Ending
  /// nil while no step has a loss, and where the person left.
  package var losses: Losses?

  /// The job's name, without the sign.
  package var name: String { record.name }

  package var json: JSONValue { record.json }
}

extension Verb where Input == TailInput, Result == TailResult {
  /// `tail`: a job's events to its end.
  package static var tail: Self {
    Self(
      VerbDeclaration(
        "tail", .jobs, "follow a job's events, oldest first, to its end",
        usage: ["tail @JOB"],
        options: [
          .init("all", nil, "from the first event, also those you have seen"),
          .init("once", nil, "what is new now, without waiting"),
          .init("log", nil, "what the libraries of your own model have printed"),
          CommandPatience.option,
        ],
        examples: [
          .init("tail @demo", "follow; Ctrl-C leaves, the job goes on"),
          .init("tail @last --all", "the whole log of the newest job"),
        ], operands: [.job], traits: .asking),
      read: { reader throws(Failure) in
        TailInput(
          job: reader.optionalArgument(), showsAll: reader.flag("all"),
          isOnce: reader.flag("once"), showsLog: reader.flag("log"),
          patience: try reader.patience())
      },
      perform: { input, session in
        if input.showsLog {
          return try TailResult(logOf: session.jobs.jobOrNewest(input.job), in: session)
        }
        return try await session.patiently(input.patience) {
          var tail = Tail(session, try session.jobs.jobOrNewest(input.job), input)
          return try await tail.run()
        }
      })
  }
}

extension TailResult {
  /// Bytes at the end of a log that are shown.
  private static let logBytes = 8000

  /// - Throws: ``Failure`` where nothing but events is kept of the job.
  fileprivate init(logOf record: JobRecord, in session: Session) throws {
    let service = try session.services.service(named: record.provider)
    guard let id = record.job?.id.rawValue, let host = service.offer((any EngineHosting).self),
      let bytes = try host.log(ofJob: id, byteCount: Self.logBytes)
    else {
      throw Failure(
        .noResult, "no log is kept of @\(record.name): only models of your own have one",
        consequence: "nothing was shown", remedy: "tail @\(record.name) --all")
    }
    // A cut line at the start would be half a sentence.
    let whole = bytes.count < Self.logBytes ? bytes[...] : bytes.drop { $0 != 10 }.dropFirst()
    self.init(record: record, ending: .log(String(decoding: whole, as: UTF8.self)))
  }
}

/// One `tail` of a job, from its start to the job's end or Ctrl-C.
private struct Tail {
  let session: Session
  let follower: JobFollower
  let isOnce: Bool
  var record: JobRecord
  /// The next event to show, counted from 0.
  var position: Int
  /// The step on the progress line: time alone is no news, least of all where lines add up.
  var shownStep: Int?
  /// When the service last answered; nil before it has at all.
  var lastAnswer: Duration?
  /// Whether it was said that the service does not answer.
  var isCutOff = false
  /// How often a job was looked at that has succeeded and does not say its model.
  var namelessLooks = 0

  private static let mostNamelessLooks = 5
  /// For so long a service may be silent before following it is given up.
  private static let patience = Duration.seconds(600)

  init(_ session: Session, _ record: JobRecord, _ input: TailInput) {
    self.session = session
    self.record = record
    follower = JobFollower(session: session)
    isOnce = input.isOnce
    position = input.showsAll ? 0 : record.shownEvents
  }

  mutating func run() async throws -> TailResult {
    let started = session.context.elapsed()
    let firstStep = try follower.metrics(of: record).last?.step ?? 0
    defer { tell(.progress(nil)) }
    // Whoever follows the job needs no notice of its end.
    _ = session.announcements.insert(record.name)
    var changes: AsyncStream<Void>.Iterator?
    while true {
      do {
        if changes == nil, !record.isComplete, let id = record.job?.id {
          changes = try session.services.changes(of: id, at: record.provider).makeAsyncIterator()
        }
        if try await refresh(), let result = try show(since: started, firstStep: firstStep) {
          return result
        }
        guard record.job != nil else { throw neverCreated }
        // A job that has only now been found is looked at again, once it is subscribed to.
        guard changes != nil else { continue }
        guard await changes?.next() != nil else { throw CancellationError() }
      } catch is CancellationError {
        return try detached()
      }
    }
  }

  private func tell(_ event: TrainingEvent) { session.console.tell(.training(event)) }

  /// Asks for news; false while a service that has answered before does not.
  ///
  /// A cable that is out for a minute is no reason to stop following a job of hours.
  private mutating func refresh() async throws -> Bool {
    do {
      record = try await follower.refresh(record)
      lastAnswer = session.context.elapsed()
      isCutOff = false
      return true
    } catch  where !(error is CancellationError) {
      let failure = session.failure(explaining: error)
      guard failure.kind == .unreachable, !isOnce, let lastAnswer,
        session.context.elapsed() - lastAnswer < Self.patience
      else { throw error }
      if !isCutOff {
        tell(.progress(nil))
        tell(.silent(message: failure.message))
      }
      isCutOff = true
      return false
    }
  }

  /// Shows what is new; the result when there is nothing more to follow.
  private mutating func show(
    since started: Duration, firstStep: Int
  ) throws -> TailResult? {
    try showNewEvents()
    guard let job = record.job else { throw neverCreated }
    if job.status == .succeeded, job.fineTunedModel == nil, !isOnce,
      namelessLooks < Self.mostNamelessLooks
    {
      namelessLooks += 1
      return nil
    }
    if job.status.isTerminal || isOnce || job.status == .paused {
      tell(.progress(nil))
      if job.status == .failed { throw try Failure(failed: job, record, in: session) }
      return try summary(job)
    }
    try showProgress(since: started, firstStep: firstStep)
    return nil
  }

  private var neverCreated: Failure { Failure(.noModelYet, "@\(record.name) was never created") }

  /// Events in plain words; the steps themselves are the progress line's business.
  private mutating func showNewEvents() throws {
    let events = try session.workspace.events(of: record, from: position)
    position += events.count
    let shown = events.filter { event in
      if case .step = event.kind { false } else { true }
    }
    if !shown.isEmpty {
      tell(.progress(nil))
      if session.console.redrawsProgress { shownStep = nil }
      tell(.happened(shown))
    }
    try session.workspace.markEventsShown(position, of: record)
  }

  private mutating func showProgress(since started: Duration, firstStep: Int) throws {
    let metrics = try follower.metrics(of: record)
    guard let last = metrics.last, let total = last.stepCount, total > 0, last.step != shownStep
    else { return }
    // A log gets a line for each tenth of the way, not for each step.
    let tenth = { (step: Int) in step * 10 / total }
    guard session.console.redrawsProgress || tenth(last.step) != tenth(shownStep ?? 0) else {
      return
    }
    shownStep = last.step
    let seconds = (session.context.elapsed() - started) / .seconds(1)
    let isRateKnown = last.step > firstStep && seconds > 0.5
    tell(
      .progress(
        StepProgress(
          step: last.step, stepCount: total, losses: metrics.map(\.trainLoss),
          lastLoss: last.trainLoss,
          rate: isRateKnown ? Double(last.step - firstStep) / seconds : nil)))
  }

  private func detached() throws -> TailResult {
    session.announcements.withdraw(record.name)
    let provider = try session.services.providers().first { $0.name == record.provider }
    let pauses = provider?.pausesWithProgram(record.job?.model) ?? false
    return TailResult(record: record, ending: .detached(trainsOnlyWhileOpen: pauses))
  }

  private func summary(_ job: Job) throws -> TailResult {
    let ending: TailResult.Ending =
      switch job.status {
      case .succeeded:
        .succeeded(model: job.fineTunedModel, trainedTokens: job.trainedTokens ?? 0)
      default: .other(status: job.status.rawValue)
      }
    return TailResult(record: record, ending: ending, losses: try losses())
  }

  private func losses() throws -> TailResult.Losses? {
    let metrics = try follower.metrics(of: record)
    let values = metrics.map(\.trainLoss)
    let known = values.compactMap(\.self)
    guard let first = known.first, let lowest = known.min(), let last = metrics.last else {
      return nil
    }
    return TailResult.Losses(
      step: last.step, stepCount: last.stepCount, values: values, first: first, lowest: lowest,
      last: last.trainLoss)
  }
}
