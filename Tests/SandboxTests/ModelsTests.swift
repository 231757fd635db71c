import Engines
import FineTuning
import FineTuningHTTP
import Foundation
import Sandbox
import Testing

@Suite struct ModelsTests {
  @Test func `The same data and seed make the same model and tell the same story`() async throws {
    var stories: [[String]] = []
    var weights: [Data] = []
    for seed in [7, 7, 8] {
      // Ids differ, what is learned does not.
      let world = try World(options: World.options(seed: UInt64(stories.count)))
      let job = try await world.job(validation: 2) { $0.seed = seed }
      let done = try await world.sandbox.wait(for: job.id)
      let name = try #require(done.fineTunedModel)
      weights.append(
        try Data(contentsOf: URL(filePath: "\(world.path)/models/\(name).ftsb")))
      stories.append(try await world.events(job.id).filter { $0.metrics != nil }.map(\.message))
    }
    #expect(weights[0] == weights[1] && stories[0] == stories[1])
    #expect(weights[0] != weights[2] && stories[0] != stories[2])
  }

  @Test func `Training can go on from a tuned model or a checkpoint`() async throws {
    let world = try World()
    let first = try await world.sandbox.wait(for: world.job().id)
    let checkpoints = try await world.sandbox.checkpoints(of: first.id, PageQuery()).elements
    let start = try await world.loss(first.id, first: true)
    for model in checkpoints.map(\.model) {
      let next = try await world.sandbox.wait(for: world.job { $0.model = model }.id)
      #expect(next.status == .succeeded && next.model == model)
      #expect(next.fineTunedModel?.hasPrefix("ft:sandbox-1:local::") == true)
      #expect(try await world.loss(next.id, first: true) < start)
    }
  }

  @Test func `Preferences are learned, and beta is told`() async throws {
    let world = try World()
    let pairs = try await world.upload(preferences(10))
    let job = try await world.job(validation: 0) { request in
      request.trainingFile = pairs
      request.validationFile = pairs
      request.method = TrainingMethod(.dpo, Hyperparameters(epochCount: .value(3)))
    }
    let done = try await world.sandbox.wait(for: job.id)
    #expect(done.status == .succeeded)
    #expect(done.method.hyperparameters.beta == .value(0.1))
    let last = try #require(try await world.events(job.id).compactMap(\.metrics).last)
    #expect(last.step == 30 && last.fullValidationLoss != nil)
    #expect(try await world.loss(job.id, first: false) < world.loss(job.id, first: true))
  }

  @Test func `A message without weight teaches nothing`() async throws {
    let world = try World()
    func file(_ answer: String) -> [UInt8] {
      let line =
        #"{"messages":[{"role":"user","content":"a"},"#
        + #"{"role":"assistant","content":"\#(answer)","weight":0},{"role":"user","content":"b"},"#
        + #"{"role":"assistant","content":"c","weight":1}]}"# + "\n"
      return Array(String(repeating: line, count: 10).utf8)
    }
    let training = try await world.upload(file("xxxx"))
    let job = try await world.job { $0.trainingFile = training }
    let done = try await world.sandbox.wait(for: job.id)
    let weights = try await world.events(job.id).compactMap(\.metrics)
    // "c" and the end of its turn are the two tokens that count.
    let halves = Set(weights.compactMap(\.trainAccuracy))
    #expect(halves.isSubset(of: [0, 0.5, 1]))
    #expect(done.trainedTokens == 10 * 2 * (1 + 3 + 6 + 3 + 3))
  }

  @Test func `A model that is deleted is gone, and the base stays`() async throws {
    let world = try World()
    let done = try await world.sandbox.wait(for: world.job().id)
    let name = try #require(done.fineTunedModel)
    let deletion = Deletion(id: name, object: "model", isDeleted: true)
    #expect(try await world.sandbox.deleteModel(name) == deletion)
    await #expect(throws: ServiceError.self) { try await world.sandbox.model(name) }
    await #expect(throws: ServiceError.self) { try await world.sandbox.deleteModel(name) }
    let refused = await #expect(throws: ServiceError.self) {
      try await world.sandbox.deleteModel("sandbox-1")
    }
    #expect(refused?.status == 403)
    let base = Model(id: "sandbox-1", createdAt: 500, ownedBy: "system")
    #expect(try await world.sandbox.model("sandbox-1") == base)
  }

  @Test func `Permissions are given once, listed and taken back`() async throws {
    let world = try World()
    let done = try await world.sandbox.wait(for: world.job().id)
    let name = try #require(done.fineTunedModel)
    let given = try await world.sandbox.grantPermissions(of: name, to: ["p1", "p2", "p1"])
    #expect(given.map(\.project) == ["p1", "p2", "p1"] && given[0] == given[2])
    let listed = try await world.sandbox.permissions(of: name, PageQuery())
    #expect(listed.elements == [given[1], given[0]])
    let one = try await world.sandbox.permissions(of: name, PageQuery(project: "p2"))
    #expect(one.elements == [given[1]])
    let revoked = try await world.sandbox.revokePermission(given[0].id, of: name)
    #expect(revoked.object == "checkpoint.permission")
    await #expect(throws: ServiceError.self) {
      try await world.sandbox.revokePermission(given[0].id, of: name)
    }
    await #expect(throws: ServiceError.self) {
      try await world.sandbox.permissions(of: "sandbox-1", PageQuery())
    }
  }
}

extension World {
  /// The training loss of a job's first or last step.
  fileprivate func loss(_ id: Job.ID, first: Bool) async throws -> Double {
    let losses = try await events(id).compactMap(\.metrics?.trainLoss)
    return try #require(first ? losses.first : losses.last)
  }

  @Test func `A sandbox whose requests are watched still offers what only it has`() throws {
    let world = try World()
    let provider = Provider(
      name: "sandbox", baseURL: BaseURL("http://127.0.0.1:1"), authentication: .none,
      keyVariable: nil)
    let observed = ObservedService(
      world.sandbox, at: try provider.connection { _ in nil }
    ) { _ in { _ in } }
    #expect(observed.offer((any ExampleMeasuring).self) != nil)
    #expect(observed.offer((any EngineHosting).self) != nil)
    #expect(try observed.responseService is Sandbox)
  }
}
