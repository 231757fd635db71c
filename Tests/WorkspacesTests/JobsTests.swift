import FineTuning
import JSON
import TestSupport
import Testing
import Workspaces

@Suite struct JobsTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  /// A job in which every field has a value of its own.
  private func fullJob() -> Job {
    var job = Job(
      id: Job.ID("ftjob-1"), createdAt: 11, status: .running, model: "gpt-4o-mini-2024-07-18",
      organization: "org-1", trainingFile: File.ID("file-1"), validationFile: File.ID("file-2"),
      seed: 42, suffix: "marv",
      method: TrainingMethod(
        .dpo,
        Hyperparameters(
          epochCount: .value(3), batchSize: .value(8), learningRateMultiplier: .value(1.8),
          beta: .value(0.1))),
      metadata: ["b": "2", "a": "\"1\""])
    job.finishedAt = 22
    job.estimatedFinish = 33
    job.fineTunedModel = "ft:gpt-4o-mini:acme::1"
    job.resultFiles = [File.ID("file-3"), File.ID("file-4")]
    job.trainedTokens = 44
    job.error = JobError(code: "c", message: "m", parameter: "p")
    job.integrations = [
      JobIntegration(kind: "wandb", project: "p", name: "n", entity: "e", tags: ["t"])
    ]
    return job
  }

  private func event(_ number: Int, _ type: String = "message") -> JobEvent {
    JobEvent(
      id: JobEvent.ID("ev-\(number)"), createdAt: 100 + number, message: "step \(number)",
      type: type, data: StepMetrics(step: number).data)
  }

  @Test func `A job comes back from the file as the service said it`() throws {
    let bare = Job(
      id: Job.ID("ftjob-2"), createdAt: 1, status: JobStatus(rawValue: "pending"), model: "m",
      organization: "", trainingFile: File.ID("f"), seed: 0, method: TrainingMethod(.supervised))
    for (name, job) in [("full", fullJob()), ("bare", bare)] {
      try workspace.beginJob(named: name, provider: "openai", JobLaunch())
      #expect(try workspace.update(job, named: name).job == job)
    }
    let reopened = try folder.workspace()
    #expect(try reopened.job(named: "full").job == fullJob())
    #expect(try reopened.job(named: "bare").job == bare)
    #expect(try reopened.jobs().map(\.name) == ["bare", "full"])
  }

  @Test func `A launch is on record before it has an answer`() throws {
    let dataset = try workspace.load([exampleLine("a")], as: "d")
    let launch = JobLaunch(
      dataset: dataset.id, revision: 1, validationDataset: dataset.id, validationRevision: 1,
      requestHash: "abc", reservation: 5)
    let begun = try workspace.beginJob(named: "demo", provider: "openai", launch)
    #expect(begun.job == nil && begun.launch == launch)
    #expect(try workspace.job(provider: "openai", requestHash: "abc")?.name == "demo")
    #expect(try workspace.job(provider: "other", requestHash: "abc") == nil)
    #expect(throws: WorkspaceError.jobExists("demo")) {
      try workspace.beginJob(named: "demo", provider: "openai", launch)
    }
    try workspace.abandonJob(named: "demo")
    #expect(throws: WorkspaceError.noJob("demo")) { try workspace.job(named: "demo") }
  }

  @Test func `A job that the service has made cannot be abandoned`() throws {
    try workspace.beginJob(named: "demo", provider: "openai", JobLaunch())
    try workspace.update(fullJob(), named: "demo")
    try workspace.abandonJob(named: "demo")
    #expect(try workspace.jobs(withIDPrefix: "ftjob-").map(\.name) == ["demo"])
    #expect(try workspace.jobs(withIDPrefix: "ftjob-2").isEmpty)
  }

  @Test func `Polling events again neither doubles one nor leaves one out`() throws {
    let job = try workspace.beginJob(named: "demo", provider: "openai", JobLaunch())
    #expect(
      try workspace.record((1...3).map { event($0) }, of: job).map(\.id)
        == (1...3).map { event($0).id })
    // The service sends the newest first, three to a page.
    let first = try workspace.newEvents(in: [event(7), event(6), event(5)], of: job)
    #expect(
      first == EventRecording(newEvents: [event(5), event(6), event(7)], reachedKnown: false))
    let second = try workspace.newEvents(in: [event(4), event(3), event(2)], of: job)
    #expect(second == EventRecording(newEvents: [event(4)], reachedKnown: true))
    let all = second.newEvents + first.newEvents
    #expect(try workspace.record(all, of: job) == all)
    #expect(try workspace.record(all + [event(8, "metrics")], of: job) == [event(8, "metrics")])

    let reopened = try folder.workspace()
    let events = try reopened.events(of: job)
    #expect(events == (1...7).map { event($0) } + [event(8, "metrics")])
    #expect(events.last?.metrics?.step == 8)
    #expect(try reopened.events(of: job, from: 6) == Array(events[6...]))
  }

  @Test func `What the user has seen of a job is kept, and never goes back`() throws {
    let job = try workspace.beginJob(named: "demo", provider: "openai", JobLaunch())
    try workspace.markEventsShown(5, of: job)
    try workspace.markEventsShown(3, of: job)
    #expect(try folder.workspace().job(named: "demo").shownEvents == 5)
  }

  @Test func `A poll that finds nothing new writes nothing`() throws {
    try workspace.beginJob(named: "demo", provider: "openai", JobLaunch())
    let job = try workspace.update(fullJob(), named: "demo")
    try workspace.record([event(1), event(2)], of: job)
    try workspace.markEventsShown(2, of: job)
    func state() throws -> [[UInt8]] {
      try ["home/test.ftdb", "home/test.ftdb-wal"].map(folder.bytes)
    }
    let before = try state()
    let known = try workspace.job(named: "demo")
    #expect(try workspace.update(fullJob(), named: "demo") == known)
    #expect(try workspace.record([event(1), event(2)], of: job).isEmpty)
    #expect(try workspace.record([JobEvent](), of: job).isEmpty)
    try workspace.markEventsShown(2, of: job)
    #expect(try state() == before)
    var changed = fullJob()
    changed.estimatedFinish = 34
    #expect(try workspace.update(changed, named: "demo").updatedAt > known.updatedAt)
    #expect(try state() != before)
  }

  @Test func `Two jobs may have an event of the same id`() throws {
    for name in ["one", "two"] {
      let job = try workspace.beginJob(named: name, provider: "sandbox", JobLaunch())
      #expect(try workspace.record([event(1)], of: job) == [event(1)])
    }
  }

  @Test func `Checkpoints are kept by step, the last word on each`() throws {
    try workspace.beginJob(named: "demo", provider: "openai", JobLaunch())
    let job = try workspace.update(fullJob(), named: "demo")
    func checkpoint(_ step: Int, loss: Double) -> Checkpoint {
      var metrics = StepMetrics(step: step)
      metrics.trainLoss = loss
      return Checkpoint(
        id: Checkpoint.ID("ftckpt-\(step)"), createdAt: 1, model: "m-\(step)",
        job: Job.ID("ftjob-1"), metrics: metrics)
    }
    try workspace.record([checkpoint(20, loss: 0.5), checkpoint(10, loss: 0.9)], of: job)
    try workspace.record([checkpoint(10, loss: 0.25)], of: job)
    #expect(
      try workspace.checkpoints(of: job) == [checkpoint(10, loss: 0.25), checkpoint(20, loss: 0.5)])
  }

  @Test func `An upload is known again by its content, at the same provider`() throws {
    let dataset = try workspace.load([exampleLine("a")], as: "d")
    let upload = UploadedFile(
      provider: "openai", file: File.ID("file-1"), dataset: dataset.id, revision: 1,
      sha256: "ab", byteCount: 3)
    try workspace.record(upload)
    #expect(try workspace.upload(withContent: "ab", to: "openai") == upload)
    #expect(try workspace.upload(withContent: "ab", to: "sandbox") == nil)
    #expect(try workspace.upload(withContent: "cd", to: "openai") == nil)
    #expect(try workspace.uploads() == [upload])
  }

  @Test func `The models offered last take the place of those before`() throws {
    let models = ["b", "a"].map {
      Model(id: $0, createdAt: 1, ownedBy: "openai", shutdownDate: $0 == "a" ? "2027-01-14" : nil)
    }
    try workspace.record(models, at: "openai")
    try workspace.record([models[0]], at: "other")
    #expect(try workspace.models(at: "openai") == models.reversed())
    try workspace.record([], at: "openai")
    #expect(try workspace.models(at: "openai").isEmpty)
    #expect(try workspace.models(at: "other").count == 1)
  }
}
