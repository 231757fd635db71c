import FineTuning
import Sandbox
import Testing

@Suite struct JobsTests {
  /// A change to a good request, and the refusal that it gets.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let change: @Sendable (inout JobRequest) -> Void
    let parameter: String
    var status = 400
    var code: String?
    let message: String

    var testDescription: String { message }
  }

  static let refusals = [
    Refusal(
      change: { $0.model = "gpt-4o-mini" }, parameter: "model", status: 404,
      code: "model_not_found",
      message: "The model `gpt-4o-mini` does not exist or you do not have access to it. "
        + "(The sandbox's own model is `sandbox-1`.)"),
    Refusal(
      change: { $0.trainingFile = File.ID("file-x") }, parameter: "training_file",
      code: "invalid_training_file", message: "invalid training_file: file-x"),
    Refusal(
      change: { $0.validationFile = File.ID("file-y") }, parameter: "validation_file",
      code: "invalid_validation_file", message: "invalid validation_file: file-y"),
    Refusal(
      change: { $0.suffix = String(repeating: "a", count: 65) }, parameter: "suffix",
      code: "string_above_max_length",
      message: "Invalid 'suffix': string too long. Expected a string with maximum length 64, but "
        + "got a string with length 65 instead."),
    Refusal(
      change: { $0.seed = -1 }, parameter: "seed", code: "integer_below_min_value",
      message: "Invalid 'seed': integer below minimum value. Expected a value >= 0, but got -1 "
        + "instead."),
    Refusal(
      change: { $0.method.hyperparameters.epochCount = .value(51) },
      parameter: "method.supervised.hyperparameters.n_epochs", code: "integer_above_max_value",
      message: "Invalid 'method.supervised.hyperparameters.n_epochs': integer above maximum value. "
        + "Expected a value <= 50, but got 51 instead."),
    Refusal(
      change: {
        $0.method = TrainingMethod(.dpo, Hyperparameters(beta: .value(2.5)))
      },
      parameter: "method.dpo.hyperparameters.beta", code: "decimal_above_max_value",
      message: "Invalid 'method.dpo.hyperparameters.beta': decimal above maximum value. Expected a "
        + "value <= 2, but got 2.5 instead."),
    Refusal(
      change: { $0.method = TrainingMethod(.reinforcement) }, parameter: "method.type",
      message: "Method 'reinforcement' is not available for model 'sandbox-1'."),
    Refusal(
      change: { $0.metadata = ["k": String(repeating: "v", count: 513)] },
      parameter: "metadata.k", code: "string_above_max_length",
      message: "Invalid 'metadata.k': string too long. Expected a string with maximum length 512, "
        + "but got a string with length 513 instead."),
  ]

  @Test(arguments: refusals)
  func `A request out of range makes no job`(_ refusal: Refusal) async throws {
    let world = try World(options: World.options(isWorking: false))
    let error = await #expect(throws: ServiceError.self) {
      try await world.job(refusal.change)
    }
    #expect(
      error
        == ServiceError(
          status: refusal.status, message: refusal.message, parameter: refusal.parameter,
          code: refusal.code))
    #expect(try await world.sandbox.jobs(PageQuery()).elements == [])
  }

  @Test func `Jobs are listed newest first and by their metadata`() async throws {
    let world = try World(options: World.options(isWorking: false))
    var ids: [Job.ID] = []
    for number in 0..<4 {
      let metadata = ["parity": "\(number % 2)", "number": "\(number)"]
      ids.append(try await world.job { $0.metadata = metadata }.id)
    }
    let all = try await world.sandbox.jobs(PageQuery(limit: 3))
    #expect(all.elements.map(\.id) == [ids[3], ids[2], ids[1]] && all.hasMore)
    let rest = try await world.sandbox.jobs(PageQuery(after: ids[1].rawValue))
    #expect(rest.elements.map(\.id) == [ids[0]] && !rest.hasMore)
    let odd = try await world.sandbox.jobs(PageQuery(metadata: ["parity": "1"]))
    #expect(odd.elements.map(\.id) == [ids[3], ids[1]])
    #expect(odd.elements.first?.metadata == ["parity": "1", "number": "3"])
    let plain = try await world.job()
    var query = PageQuery()
    query.isWithoutMetadata = true
    #expect(try await world.sandbox.jobs(query).elements == [plain])
  }

  @Test func `An integration is kept, and told that nobody hears of the job`() async throws {
    let world = try World(options: World.options(isWorking: false))
    let integration = JobIntegration(kind: "wandb", project: "marv", tags: ["a"])
    let job = try await world.job { $0.integrations = [integration] }
    #expect(try await world.sandbox.job(job.id).integrations == [integration])
    let events = try await world.events(job.id)
    #expect(
      events.map(\.message) == [
        "Created fine-tuning job: \(job.id)",
        "The sandbox sends nothing anywhere: wandb project 'marv' is not told of this job",
      ])
    #expect(events.map(\.level) == ["info", "warn"])
  }

  @Test func `A job tells when it will be done for as long as it runs`() async throws {
    let gate = Gate(after: 5)
    var options = gate.options
    options.savesEveryStep = true
    let world = try World(options: options)
    let job = try await world.job()
    #expect(job.estimatedFinish == nil)
    await gate.isReached()
    let running = try await world.sandbox.job(job.id)
    // The world's clock stands at 1,000; some of the 20 steps are to come.
    #expect(try #require(running.estimatedFinish) > 1_000)
    #expect(try await world.sandbox.pauseJob(job.id).estimatedFinish == nil)
    gate.open()
    let paused = try await world.sandbox.wait(for: job.id) { $0.status == .paused }
    #expect(paused.estimatedFinish == nil)
    _ = try await world.sandbox.resumeJob(job.id)
    let done = try await world.sandbox.wait(for: job.id)
    #expect(done.status == .succeeded && done.estimatedFinish == nil)
  }

  @Test func `Events page backwards in time`() async throws {
    let world = try World()
    let job = try await world.job()
    _ = try await world.sandbox.wait(for: job.id)
    let events = try await world.events(job.id)
    var found: [JobEvent] = []
    var query = PageQuery(limit: 7)
    while true {
      let page = try await world.sandbox.events(of: job.id, query)
      found += page.elements
      query.after = page.elements.last?.id.rawValue
      if !page.hasMore { break }
    }
    #expect(found == events.reversed())
    #expect(try await world.sandbox.events(of: job.id, PageQuery()).elements.count == 20)
  }

  @Test func `A job that has ended can be neither cancelled, paused nor resumed`() async throws {
    let world = try World(options: World.options(isWorking: false))
    let id = try await world.job().id
    let cancelled = try await world.sandbox.cancelJob(id)
    #expect(cancelled.status == .cancelled && cancelled.finishedAt == 1_000)
    let errors = [
      await #expect(throws: ServiceError.self) { try await world.sandbox.cancelJob(id) },
      await #expect(throws: ServiceError.self) { try await world.sandbox.pauseJob(id) },
      await #expect(throws: ServiceError.self) { try await world.sandbox.resumeJob(id) },
    ]
    #expect(
      errors.map(\.?.message) == [
        "Job has already completed: \(id)", "Job \(id) is cancelled",
        "Job \(id) is not paused: it is cancelled",
      ])
    let unknown = await #expect(throws: ServiceError.self) {
      try await world.sandbox.cancelJob(Job.ID("ftjob-x"))
    }
    #expect(
      unknown
        == ServiceError(
          status: 404, message: "Could not find fine tune: ftjob-x", parameter: "fine_tune_id",
          code: "fine_tune_not_found"))
  }

  @Test func `A running job stops when it is cancelled`() async throws {
    let gate = Gate(after: 5)
    let world = try World(options: gate.options)
    let job = try await world.job()
    await gate.isReached()
    #expect(try await world.sandbox.cancelJob(job.id).status == .cancelled)
    gate.open()
    let next = try await world.job()
    #expect(try await world.sandbox.wait(for: next.id).status == .succeeded)
    let events = try await world.events(job.id)
    #expect(events.last?.message == "Fine-tuning job cancelled")
    #expect(events.compactMap(\.metrics).map(\.step) == [1, 2, 3, 4, 5])
    #expect(try await world.sandbox.job(job.id).resultFiles == [])
  }

  @Test func `Jobs wait for each other in the order of their creation`() async throws {
    let time = Clock(1_000)
    var options = World.options()
    options.clock = { time.tick() }
    let world = try World(options: options)
    var ids: [Job.ID] = []
    for _ in 1...3 { ids.append(try await world.job().id) }
    var moments: [Int] = []
    for id in ids {
      let done = try await world.sandbox.wait(for: id)
      let start = try await world.events(id).first { $0.message == "Fine-tuning job started" }
      moments += [try #require(start).createdAt, try #require(done.finishedAt)]
    }
    #expect(moments == moments.sorted())
  }

  @Test func `A seed that nobody named is chosen and told`() async throws {
    let world = try World(options: World.options(isWorking: false))
    let job = try await world.job { $0.seed = nil }
    let other = try await world.job { $0.seed = nil }
    #expect((0...2_147_483_647).contains(job.seed) && job.seed != other.seed)
  }

  @Test func `Pages of events are the whole list, whichever way they are walked`() async throws {
    let world = try World()
    let job = try await world.job(examples: 20) { request in
      request.method.hyperparameters.epochCount = .value(5)
      request.method.hyperparameters.batchSize = .value(1)
    }
    _ = try await world.sandbox.wait(for: job.id)
    let all = try await world.events(job.id).map(\.id)
    #expect(all.count > 100)
    for (order, expected) in [(PageQuery.Order.ascending, all), (.descending, all.reversed())] {
      for limit in [1, 7, all.count - 1, all.count, all.count + 1] {
        var found: [JobEvent.ID] = []
        var more = true
        while more {
          let page = try await world.sandbox.events(
            of: job.id, PageQuery(after: found.last?.rawValue, limit: limit, order: order))
          found += page.elements.map(\.id)
          more = page.hasMore
        }
        #expect(found == expected)
      }
      // A cursor that was no page's end is found too.
      let page = try await world.sandbox.events(
        of: job.id, PageQuery(after: expected[50].rawValue, limit: 3, order: order))
      #expect(page.elements.map(\.id) == Array(expected[51..<54]))
    }
    let other = try await world.job()
    // Neither an event that is nowhere nor the end of a page of another job is a place.
    for cursor in ["ftevent-none", all[99].rawValue] {
      await #expect(throws: ServiceError.self) {
        try await world.sandbox.events(of: other.id, PageQuery(after: cursor))
      }
    }
  }
}
