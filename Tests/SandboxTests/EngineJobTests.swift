import Engines
import Files
import FineTuning
import Foundation
import JSON
import Sandbox
import TestSupport
import Testing

/// Jobs on a model of the user's own: the same life as the small model's, whatever trains.
@Suite struct EngineJobTests {
  @Test func `A job goes from its files to a model, in the service's words`() async throws {
    let world = try EngineWorld()
    let job = try await world.job()
    let done = try await world.sandbox.wait(for: job.id)
    let name = try #require(done.fineTunedModel)
    #expect(try #"ft:tiny:local::[A-Za-z0-9]{8}"#.matches(name))
    #expect(done.trainedTokens == 300 * 3)
    let checkpoints = try await world.sandbox.checkpoints(of: job.id, PageQuery()).elements
    #expect(
      try await world.messages(job.id) == [
        "Created fine-tuning job: \(job.id)",
        "Validating training file: \(job.trainingFile)",
        "Files validated, moving job to queued state",
        "Fine-tuning job started",
        "Training on cpu in float32: torch 0, trl 0",
        "Step 1/6: training loss=6.00", "Step 2/6: training loss=3.00",
        "Step 3/6: training loss=2.00", "Step 4/6: training loss=1.50",
        "Step 5/6: training loss=1.20", "Step 6/6: training loss=1.00",
        "Checkpoint created at step 2 with Snapshot ID: \(checkpoints[2].model)",
        "Checkpoint created at step 4 with Snapshot ID: \(checkpoints[1].model)",
        "New fine-tuned model created: \(name)",
        "The job has successfully completed",
      ])
    #expect(
      try await world.sandbox.models().map(\.id)
        == ["sandbox-1", "tiny"] + checkpoints.map(\.model).sorted())
    world.sandbox.close()
    #expect(
      world.files(of: name) == ["adapter_model.safetensors": "weights 6\n"])
    #expect(try world.filesLeft(by: job.id) == ["events.jsonl", "job.json", "log"])
  }

  @Test func `What the model cannot read is told before it trains`() async throws {
    let world = try EngineWorld()
    try world.trainer.inspects(
      as: #"""
        {"examples":12,"sequences":12,"tokens":300,"trained_tokens":90,"too_long":[{"line":3,"tokens":5000,"limit":2048}],"silent":[4,5],"lost":[{"line":1,"what":"system","detail":"x","message":0},{"line":2,"what":"system","detail":"x","message":0}],"faults":[],"validation":null}
        """#)
    let job = try await world.job()
    _ = try await world.sandbox.wait(for: job.id)
    #expect(
      try await world.messages(job.id).dropFirst(2).prefix(4) == [
        "1 example of the training file is longer than 2048 tokens and left out: line 3",
        "2 examples of the training file are without an answer to train and left out: lines 4, 5",
        "The model's template loses the system prompt of 2 row(s) of the training file: lines 1, 2",
        "Files validated, moving job to queued state",
      ])
  }

  @Test(arguments: [
    (
      #"{"examples":12,"sequences":0,"tokens":0,"trained_tokens":0}"#, "nothing_to_train",
      "The job failed because nothing of the training file would be trained: every answer has "
        + "weight 0, or its example is longer than the 2048 tokens that tiny reads"
    ),
    (
      #"{"examples":3,"sequences":3,"tokens":30,"trained_tokens":9}"#, "invalid_n_examples",
      "Training file has 3 example(s), but must have at least 10 examples"
    ),
    (
      #"{"examples":12,"faults":[{"line":7,"message":"System role not supported"}]}"#,
      "invalid_training_file",
      "The job failed due to an invalid training file. Line 7: System role not supported"
    ),
    (
      #"{"error":{"code":"no_chat_template","message":"tiny has no chat template"}}"#,
      "no_chat_template", "tiny has no chat template"
    ),
    ("no JSON", "engine_failed", "The engine ended with status 0 while it did 'inspect'"),
  ])
  func `A job that cannot be trained says why`(
    _ inspection: String, _ code: String, _ message: String
  ) async throws {
    let world = try EngineWorld()
    try world.trainer.inspects(as: inspection)
    let job = try await world.job()
    let done = try await world.sandbox.wait(for: job.id)
    #expect(done.status == .failed)
    #expect(done.error?.code == code)
    #expect(done.error?.message == message)
  }

  @Test(arguments: [
    (ScriptedTrainer.Misdeed.dies, nil),
    (.diesAlways, "out_of_memory"), (.breaks, "engine_failed"), (.diverges, "training_diverged"),
    (.gives, "out_of_memory"),
  ])
  func `What happens to the trainer is the job's, by its code`(
    _ misdeed: ScriptedTrainer.Misdeed, _ code: String?
  ) async throws {
    let world = try EngineWorld()
    try world.trainer.will(misdeed, before: 4)
    let job = try await world.job()
    let done = try await world.sandbox.wait(for: job.id)
    #expect(done.error?.code == code)
    let steps = try await world.events(job.id).compactMap(\.metrics?.step)
    #expect(steps == Array(1...(code == nil ? 6 : 3)))
  }

  @Test func `A job is paused and resumed, and each step is told once`() async throws {
    let world = try EngineWorld()
    try world.trainer.will(.waits, before: 4)
    let job = try await world.job()
    try await world.trainer.untilItWaits()
    #expect(try await world.sandbox.pauseJob(job.id).status == .pausing)
    try world.trainer.go()
    _ = try await world.sandbox.wait(for: job.id) { $0.status == .paused }
    _ = try await world.sandbox.resumeJob(job.id)
    #expect(try await world.sandbox.wait(for: job.id).status == .succeeded)
    #expect(try await world.events(job.id).compactMap(\.metrics?.step) == Array(1...6))
  }

  @Test func `A cancelled job leaves nothing that trains`() async throws {
    let world = try EngineWorld()
    try world.trainer.will(.waits, before: 2)
    let job = try await world.job()
    try await world.trainer.untilItWaits()
    #expect(try await world.sandbox.cancelJob(job.id).status == .cancelled)
    // Closing waits for what the worker does.
    world.sandbox.close()
    #expect(try world.filesLeft(by: job.id) == ["events.jsonl", "job.json", "log"])
  }

  @Test func `Training goes on while no sandbox is open, and the next one takes it`() async throws {
    let world = try EngineWorld()
    try world.trainer.will(.waits, before: 3)
    let job = try await world.job()
    try await world.trainer.untilItWaits()
    world.sandbox.close()
    try world.trainer.go()
    let next = try Sandbox(store: world.path, options: world.options)
    #expect(try await next.wait(for: job.id).status == .succeeded)
    next.close()
    #expect(try await world.events(job.id).compactMap(\.metrics?.step) == Array(1...6))
    let messages = try await world.messages(job.id)
    #expect(messages.count { $0.hasPrefix("Training on") } == 1)
  }

  @Test func `A job whose interpreter is gone says so`() async throws {
    let world = try EngineWorld()
    try world.sandbox.addEngine(
      EngineDescription(name: "tiny", model: "/nowhere", python: "/nowhere/python"))
    let done = try await world.sandbox.wait(for: try await world.job().id)
    #expect(done.error?.code == "engine_missing")
    #expect(done.error?.message == "The engine's interpreter: no program '/nowhere/python'")
  }

  @Test func `A job that was cancelled while nobody followed it is ended by the next sandbox`()
    async throws
  {
    let world = try EngineWorld()
    try world.trainer.will(.waits, before: 3)
    let job = try await world.job()
    try await world.trainer.untilItWaits()
    world.sandbox.close()
    var idle = world.options
    idle.isWorking = false
    let other = try Sandbox(store: world.path, options: idle)
    #expect(try await other.cancelJob(job.id).status == .cancelled)
    let next = try Sandbox(store: world.path, options: world.options)
    // It trains one at a time, so that a job's end says that what stood before it is done.
    let later = try await world.job(at: next)
    try world.trainer.go()
    #expect(try await next.wait(for: later.id).status == .succeeded)
    next.close()
    #expect(try world.filesLeft(by: job.id) == ["events.jsonl", "job.json", "log"])
  }

  @Test func `A lesson's job need not wait for one of hours`() async throws {
    let world = try EngineWorld()
    try world.trainer.will(.waits, before: 2)
    let long = try await world.job()
    try await world.trainer.untilItWaits()
    let short = try await world.job { $0.model = "sandbox-1" }
    #expect(try await world.sandbox.wait(for: short.id).status == .succeeded)
    #expect(try await world.sandbox.job(long.id).status == .running)
    _ = try await world.sandbox.cancelJob(long.id)
  }

  @Test func `Several devices share the examples of a step equally`() async throws {
    let world = try EngineWorld()
    var engine = EngineDescription(name: "tiny", model: "/nowhere", python: world.trainer.path)
    engine.processes = 3
    try world.sandbox.addEngine(engine)
    let usual = try await world.sandbox.wait(for: try await world.job().id)
    #expect(usual.method.hyperparameters.batchSize == .value(6))
    let uneven = try await world.job { $0.method.hyperparameters.batchSize = .value(4) }
    let refused = try await world.sandbox.wait(for: uneven.id)
    #expect(refused.error?.code == "invalid_batch_size")
    #expect(
      refused.error?.message == "A batch of 4 examples cannot be shared equally by 3 devices")
  }

  @Test func `A job on a cluster works in the storage and leaves nothing there`() async throws {
    let world = try EngineWorld(isOnCluster: true)
    let job = try await world.job()
    let done = try await world.sandbox.wait(for: job.id)
    let name = try #require(done.fineTunedModel)
    // Continued from what the first has made, which goes to the storage as well.
    let next = try await world.job { $0.model = name }
    #expect(try await world.sandbox.wait(for: next.id).status == .succeeded)
    world.sandbox.close()
    #expect(world.files(of: name) == ["adapter_model.safetensors": "weights 6\n"])
    #expect(try world.filesLeft(by: job.id) == ["events.jsonl", "job.json", "log"])
    let left = try FileManager.default.contentsOfDirectory(atPath: world.storage)
    #expect(left.allSatisfy { $0.hasPrefix("program-") } && left.count == 1)
  }

  @Test func `A cluster that is away gets no job, and the file is not read for it`() async throws {
    let world = try EngineWorld(isOnCluster: true)
    _ = try world.trainer.leaveCluster()
    let job = try await world.job()
    let failed = try await world.sandbox.wait(for: job.id)
    #expect(
      failed.error
        == JobError(
          code: "unreachable", message: "http://head:8265 does not answer", parameter: nil))
    #expect(try await world.messages(job.id).contains { $0.hasPrefix("Files validated") } == false)
  }

  @Test func `A model whose engine is gone is no model to train or to ask`() async throws {
    let world = try EngineWorld()
    #expect(try world.sandbox.removeEngine("tiny"))
    await #expect(throws: ServiceError.self) { try await world.job() }
    #expect(try await world.sandbox.models().map(\.id) == ["sandbox-1"])
  }
}

/// A sandbox with one engine, whose trainer is scripted.
private final class EngineWorld: Sendable {
  let trainer: ScriptedTrainer
  let path: String
  let options: Sandbox.Options
  let sandbox: Sandbox
  /// What the machines of a cluster share.
  let storage: String
  private let folder: TemporaryFolder

  init(isOnCluster: Bool = false) throws {
    folder = try TemporaryFolder()
    storage = folder.file("storage")
    trainer = try ScriptedTrainer()
    path = World.path()
    var options = World.options()
    options.engineProgram = EngineProgram(
      in: Folder(path: "/program"),
      environment: ["PATH": "/usr/bin:/bin", EngineProgram.tokenVariable: "0123456789"])
    self.options = options
    sandbox = try Sandbox(store: path, options: options)
    var engine = EngineDescription(name: "tiny", model: "/nowhere", python: trainer.path)
    if isOnCluster { engine.cluster = .init(address: "http://head:8265", storage: storage) }
    try sandbox.addEngine(engine)
  }

  deinit {
    sandbox.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  func job(
    at sandbox: Sandbox? = nil, _ change: (inout JobRequest) -> Void = { _ in }
  ) async throws -> Job {
    let sandbox = sandbox ?? self.sandbox
    let file = try await sandbox.uploadFile(SandboxTests.upload(lines(12))).id
    var request = JobRequest(model: "tiny", trainingFile: file, seed: 7)
    request.method.hyperparameters.epochCount = .value(3)
    change(&request)
    return try await sandbox.createJob(request)
  }

  func events(_ id: Job.ID) async throws -> [JobEvent] {
    try await sandbox.events(of: id, PageQuery(limit: 10_000, order: .ascending)).elements
  }

  func messages(_ id: Job.ID) async throws -> [String] {
    try await events(id).map(\.message)
  }

  func files(of model: String) -> [String: String] {
    let folder = "\(path)/models/\(model).tuned"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(into: [:]) { files, name in
      files[name] = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }
  }

  func filesLeft(by job: Job.ID) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/jobs/\(job.rawValue)").sorted()
  }
}
