import FineTuning
import Foundation
import Sandbox
import Testing

/// What goes wrong outside a request.
@Suite struct TroubleTests {
  @Test func `A learning rate beyond reason ends in a plain word, not in a crash`() async throws {
    let world = try World()
    let job = try await world.job(validation: 2) { request in
      request.method.hyperparameters.learningRateMultiplier = .value(1_000)
      request.method.hyperparameters.epochCount = .value(20)
    }
    let done = try await world.sandbox.wait(for: job.id)
    let steps = try await world.events(job.id).compactMap(\.metrics)
    #expect(steps.allSatisfy { $0.trainLoss?.isFinite == true })
    guard done.status != .succeeded else { return }
    #expect(done.error?.code == "training_diverged")
    #expect(
      done.error?.message
        == "The training loss was no number at step \(steps.count + 1): the learning rate is too "
        + "high")
  }

  @Test func `A damaged model file fails the job that needs it and no other`() async throws {
    let world = try World()
    let first = try await world.sandbox.wait(for: world.job().id)
    let name = try #require(first.fineTunedModel)
    let file = URL(filePath: "\(world.path)/models/\(name).ftsb")
    var content = try Data(contentsOf: file)
    content[content.count / 2] ^= 0xff
    try content.write(to: file)
    let second = try await world.sandbox.wait(for: world.job { $0.model = name }.id)
    #expect(
      second.error
        == JobError(code: "server_error", message: "The job failed due to an internal error"))
    #expect(try await world.sandbox.wait(for: world.job().id).status == .succeeded)
    await #expect(throws: (any Error).self) { try await world.answer { $0.model = name } }
  }

  @Test func `A damaged training state is no state, and the result is the same`() async throws {
    let plain = try World()
    let expected = try await plain.sandbox.wait(for: plain.job().id)
    let gate = Gate(after: 7)
    var options = gate.options
    options.savesEveryStep = true
    let world = try World(options: options)
    let job = try await world.job()
    await gate.isReached()
    _ = try await world.sandbox.pauseJob(job.id)
    gate.open()
    _ = try await world.sandbox.wait(for: job.id) { $0.status == .paused }
    try Data("no state".utf8).write(to: URL(filePath: "\(world.path)/jobs/\(job.id)/state"))
    _ = try await world.sandbox.resumeJob(job.id)
    let done = try await world.sandbox.wait(for: job.id)
    let name = try #require(expected.fineTunedModel)
    #expect(done.fineTunedModel == name)
    #expect(
      FileManager.default.contentsEqual(
        atPath: "\(world.path)/models/\(name).ftsb", andPath: "\(plain.path)/models/\(name).ftsb"))
    let steps = try await world.events(job.id).compactMap(\.metrics).map(\.step)
    #expect(steps == Array(1...20))
  }

  @Test func `A file that is deleted while its job waits is still learned`() async throws {
    let world = try World(options: World.options(isWorking: false))
    let job = try await world.job(validation: 2)
    _ = try await world.sandbox.deleteFile(job.trainingFile)
    _ = try await world.sandbox.deleteFile(try #require(job.validationFile))
    let worker = try Sandbox(store: world.path, options: World.options())
    #expect(try await worker.wait(for: job.id).status == .succeeded)
    worker.close()
  }

  @Test func `A model that is deleted before its job begins fails the job`() async throws {
    let world = try World()
    let name = try #require(try await world.sandbox.wait(for: world.job().id).fineTunedModel)
    world.sandbox.close()
    let idle = try Sandbox(store: world.path, options: World.options(seed: 2, isWorking: false))
    let training = try await idle.uploadFile(upload(lines(10))).id
    let job = try await idle.createJob(JobRequest(model: name, trainingFile: training))
    _ = try await idle.deleteModel(name)
    let worker = try Sandbox(store: world.path, options: World.options(seed: 3))
    #expect(
      try await worker.wait(for: job.id).error
        == JobError(
          code: "model_not_found", message: "The model `\(name)` does not exist",
          parameter: "model"))
    worker.close()
  }

  @Test func `A place that cannot be a store is named with the reason`() throws {
    let path = World.path()
    try Data().write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let error = #expect(throws: StoreError.self) {
      try Sandbox(store: path, options: World.options())
    }
    #expect(error?.description == "\(path)/files: cannot create: Not a directory")
    let missing = #expect(throws: StoreError.self) {
      try Sandbox(store: path + "-x/y", options: World.options())
    }
    #expect(missing?.description == "\(path)-x/y: cannot create: No such file or directory")
  }

  @Test func `A subscriber hears of its job until the sandbox is gone`() async throws {
    let path = World.path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var sandbox: Sandbox? = try Sandbox(
      store: path, options: World.options(isWorking: false))
    let training = try await #require(sandbox).uploadFile(upload(lines(10))).id
    let request = JobRequest(model: Sandbox.baseModel, trainingFile: training)
    let job = try await #require(sandbox).createJob(request)
    let other = try await #require(sandbox).createJob(request)
    var changes = try #require(sandbox).changes(of: job.id).makeAsyncIterator()
    _ = try await #require(sandbox).cancelJob(other.id)
    _ = try await #require(sandbox).pauseJob(job.id)
    #expect(await changes.next() != nil)
    // Two changes that come before the next read are one.
    _ = try await #require(sandbox).resumeJob(job.id)
    _ = try await #require(sandbox).cancelJob(job.id)
    sandbox = nil
    #expect(await changes.next() != nil)
    #expect(await changes.next() == nil)
  }

  @Test func `A closed sandbox still answers what needs no work`() async throws {
    let world = try World()
    let done = try await world.sandbox.wait(for: world.job().id)
    world.sandbox.close()
    world.sandbox.close()
    #expect(try await world.sandbox.job(done.id) == done)
    #expect(try await world.answer { $0.sampling.maximumTokens = 2 }.choices.count == 1)
  }
}
