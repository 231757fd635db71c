import CommandLanguage
import FineTuning
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let tail = Command(
    "tail", .jobs, "follow a job's events, oldest first, to its end",
    usage: ["tail @JOB"],
    options: [
      Option("all", nil, "from the first event, also those you have seen"),
      Option("once", nil, "what is new now, without waiting"),
    ],
    examples: [
      Sample("tail @demo", "follow; Ctrl-C leaves, the job goes on"),
      Sample("tail @last --all", "the whole log of the newest job"),
    ], operands: [.job]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let record =
      try invocation.arguments.first.map { try session.job($0) }
      ?? session.job(named: "last", at: nil)
    var tail = Tail(session, record, invocation)
    return try await tail.run()
  }
}

/// One sitting of following a job.
private struct Tail {
  let session: Session
  let follower: JobFollower
  let isOnce: Bool
  let showsAll: Bool
  var record: JobRecord
  /// The next event to show, counted from 0.
  var position: Int
  /// The step on the progress line: time alone is no news, least of all where lines add up.
  var shownStep: Int?
  /// When the service last answered; nil before it has at all.
  var lastAnswer: ContinuousClock.Instant?
  /// Whether it was said that the service does not answer.
  var isCutOff = false
  var clock = ContinuousClock()

  /// For so long a service may be silent before following it is given up.
  private static let patience = Duration.seconds(600)

  init(_ session: Session, _ record: JobRecord, _ invocation: Invocation) {
    self.session = session
    self.record = record
    follower = JobFollower(session: session)
    isOnce = invocation.has("once")
    showsAll = invocation.has("all")
    position = invocation.has("all") ? 0 : record.shownEvents
  }

  mutating func run() async throws -> Outcome {
    let console = session.console
    let started = clock.now
    let firstStep = try follower.metrics(of: record).last?.step ?? 0
    defer { console.progress(nil) }
    // Whoever follows the job needs no notice of its end.
    _ = session.announce(record.name)
    var changes: AsyncStream<Void>.Iterator?
    while true {
      do {
        if changes == nil, !record.isComplete, let id = record.job?.id {
          changes = try session.services.changes(of: id, at: record.provider).makeAsyncIterator()
        }
        if try await refresh(), let outcome = try show(since: started, firstStep: firstStep) {
          return outcome
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

  /// Asks for news; false while a service that has answered before does not.
  ///
  /// A cable that is out for a minute is no reason to stop following a job of hours.
  private mutating func refresh() async throws -> Bool {
    do {
      record = try await follower.refresh(record)
      lastAnswer = clock.now
      isCutOff = false
      return true
    } catch  where !(error is CancellationError) {
      let failure = session.failure(explaining: error)
      guard failure.kind == .unreachable, !isOnce, let lastAnswer,
        clock.now - lastAnswer < Self.patience
      else { throw error }
      if !isCutOff {
        session.console.progress(nil)
        session.console.notice("\(failure.message); the tail goes on when it does, Ctrl-C leaves")
      }
      isCutOff = true
      return false
    }
  }

  /// Shows what is new; the result when there is nothing more to follow.
  private mutating func show(
    since started: ContinuousClock.Instant, firstStep: Int
  ) throws -> Outcome? {
    try showNewEvents()
    guard let job = record.job else { throw neverCreated }
    if job.status.isTerminal || isOnce || job.status == .paused {
      session.console.progress(nil)
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
    let lines = events.filter { $0.type != "metrics" }.map { event -> Block in
      let style: Style =
        event.level == "error" ? .bad : event.level == "warn" ? .caution : .plain
      return .line("\(timeOfDay(event.createdAt), .dim)  \(event.message, style)")
    }
    if !lines.isEmpty {
      session.console.progress(nil)
      if session.console.redrawsProgress { shownStep = nil }
      session.console.write(lines)
    }
    try session.workspace.markEventsShown(position, of: record)
  }

  private mutating func showProgress(since started: ContinuousClock.Instant, firstStep: Int) throws
  {
    let metrics = try follower.metrics(of: record)
    guard let last = metrics.last, let total = last.stepCount, total > 0, last.step != shownStep
    else { return }
    // A log gets a line for each tenth of the way, not for each step.
    let tenth = { (step: Int) in step * 10 / total }
    guard session.console.redrawsProgress || tenth(last.step) != tenth(shownStep ?? 0) else {
      return
    }
    shownStep = last.step
    let losses = metrics.map(\.trainLoss)
    let seconds = (clock.now - started) / .seconds(1)
    var line =
      "step \(last.step)/\(total)  \(NumberFormat.percent(Double(last.step) / Double(total)))"
    if let loss = last.trainLoss { line += "  loss \(NumberFormat.measure(loss))" }
    line += "  " + sparkline(losses, width: 20)
    if last.step > firstStep, seconds > 0.5 {
      let rate = Double(last.step - firstStep) / seconds
      line += "  \(NumberFormat.decimal(rate, places: 1)) steps/s"
      line += "  \(NumberFormat.duration(.seconds(Double(total - last.step) / rate))) left"
    }
    session.console.progress(line)
  }

  private func detached() throws -> Outcome {
    session.withdrawAnnouncement(of: record.name)
    let goesOn =
      record.provider == "sandbox"
      ? "the job goes on while ft runs;  tail @\(record.name), or cancel @\(record.name)"
      : "the job goes on;  tail @\(record.name), or cancel @\(record.name)"
    return Outcome(record.json, [.note(StyledText(goesOn))])
  }

  private func summary(_ job: Job) throws -> Outcome {
    var blocks: [Block] = []
    let metrics = try follower.metrics(of: record)
    let losses = metrics.map(\.trainLoss)
    if let first = losses.compactMap(\.self).first, let low = losses.compactMap(\.self).min(),
      let last = metrics.last
    {
      blocks.append(
        .sparkline(
          Sparkline(
            losses, label: "step \(last.step)/\(last.stepCount ?? last.step)  loss",
            caption: """
              first \(NumberFormat.measure(first)), lowest \(NumberFormat.measure(low)), \
              last \(NumberFormat.measure(last.trainLoss ?? low))
              """)))
    }
    let name: StyledText = "\("@\(record.name)", .accent)"
    switch job.status {
    case .succeeded:
      blocks.append(
        .line(
          "\("succeeded", .good)   " + name
            + ".model is \(job.fineTunedModel ?? "unknown")   \(NumberFormat.count(job.trainedTokens ?? 0, "token")) trained"
        ))
      blocks.append(.note("chat @\(record.name)  talks to it"))
    case .failed:
      blocks.append(.line("\("failed", .bad)   " + name + "  \(job.error?.message ?? "")"))
    default:
      blocks.append(.line("\(job.status.rawValue)   " + name))
    }
    return Outcome(record.json, blocks)
  }
}

/// Hours, minutes and seconds in UTC, from seconds since 1970.
func timeOfDay(_ seconds: Int) -> String {
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  return "\(two(seconds / 3_600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
}
