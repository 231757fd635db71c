import FineTuning
import Sandbox
import Testing

/// Two sandboxes over one store, as two processes are; the second comes while the first trains.
@Suite struct SharedStoreTests {
  @Test func `One trains, the other looks on and takes its turn`() async throws {
    let gate = Gate(after: 5)
    let world = try World(options: gate.options)
    let first = try await world.job()
    await gate.isReached()
    let other = try Sandbox(store: world.path, options: World.options(seed: 2))
    #expect(try await other.job(first.id).status == .running)
    let training = try await other.uploadFile(upload(lines(10))).id
    let request = JobRequest(model: Sandbox.baseModel, trainingFile: training, seed: 7)
    let second = try await other.createJob(request)
    #expect(try await other.wait(for: second.id) { $0.status == .queued }.status == .queued)
    gate.open()
    #expect(try await other.wait(for: first.id).status == .succeeded)
    #expect(try await other.wait(for: second.id).status == .succeeded)
    for id in [first.id, second.id] {
      let steps = try await world.events(id).compactMap(\.metrics).map(\.step)
      #expect(steps == Array(1...steps.count))
    }
    #expect(try await world.sandbox.models() == other.models())
    other.close()
  }

  @Test func `What one asks of a job the other does`() async throws {
    let gate = Gate(after: 5)
    let world = try World(options: gate.options)
    let job = try await world.job()
    await gate.isReached()
    let other = try Sandbox(store: world.path, options: World.options(seed: 2))
    #expect(try await other.pauseJob(job.id).status == .pausing)
    gate.open()
    #expect(try await other.wait(for: job.id) { $0.status == .paused }.status == .paused)
    #expect(try await other.cancelJob(job.id).status == .cancelled)
    #expect(try await world.sandbox.job(job.id).status == .cancelled)
    other.close()
  }

  @Test func `When one ends, the other finishes its job`() async throws {
    let gate = Gate(after: 5)
    let world = try World(options: gate.options)
    let job = try await world.job()
    await gate.isReached()
    let other = try Sandbox(store: world.path, options: World.options(seed: 2))
    async let closing: Void = world.sandbox.close()
    gate.open()
    await closing
    #expect(try await other.wait(for: job.id).status == .succeeded)
    let steps = try await world.events(job.id).compactMap(\.metrics).map(\.step)
    #expect(steps == Array(1...20))
    other.close()
  }
}
