import FineTuning
import Foundation
import JSON
import Sandbox
import Testing

/// What a store holds after its process ended at a bad moment.
@Suite struct RestartTests {
  /// The events after which a job of 25 steps is killed: from its creation to its last event.
  static let moments = [1, 2, 3, 4, 5, 9, 10, 14, 15, 22, 29, 30, 31, 32]

  @Test(arguments: moments, [true, false])
  func `A killed job goes on to the same end`(moment: Int, savesEveryStep: Bool) async throws {
    let world = try World(options: World.options(isWorking: false))
    let path = world.path
    let job = try await makeJob(in: world)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, moment, savesEveryStep] in
      try await run(path, savesEveryStep: savesEveryStep, killAfter: moment)
    }
    let revived = try Sandbox(store: path, options: World.options())
    #expect(try await revived.wait(for: job.id).status == .succeeded)
    revived.close()
    let expected = try await Self.uninterrupted.value
    #expect(try outcome(of: path) == expected)
  }

  @Test func `A closed sandbox leaves its job to the next one`() async throws {
    let world = try World()
    let job = try await makeJob(in: world)
    _ = try await world.sandbox.wait(for: job.id) { $0.status != .validatingFiles }
    world.sandbox.close()
    let next = try Sandbox(store: world.path, options: World.options())
    #expect(try await next.wait(for: job.id).status == .succeeded)
    next.close()
    let expected = try await Self.uninterrupted.value
    #expect(try outcome(of: world.path) == expected)
  }

  @Test(arguments: [0, 5, 9, 10, 19])
  func `Pausing and resuming changes no bit of the result`(step: Int) async throws {
    let gate = Gate(after: step)
    let world = try World(options: gate.options)
    let job = try await makeJob(in: world)
    await gate.isReached()
    #expect(try await world.sandbox.pauseJob(job.id).status == .pausing)
    gate.open()
    _ = try await world.sandbox.wait(for: job.id) { $0.status == .paused }
    #expect(try await world.events(job.id).last?.message == "Fine-tuning job paused")
    #expect(try await world.sandbox.resumeJob(job.id).status == .queued)
    #expect(try await world.sandbox.wait(for: job.id).status == .succeeded)
    // The job has ended a moment before its working files are gone.
    world.sandbox.close()
    let (result, expected) = (try outcome(of: world.path), try await Self.uninterrupted.value)
    #expect(result.files == expected.files)
    let others = ["paused", "resumed"].map { "Fine-tuning job \($0)" }
    #expect(result.messages.filter { others.contains($0) } == others)
    #expect(result.messages.filter { !others.contains($0) } == expected.messages)
  }

  @Test func `A job that is resumed before it could pause just goes on`() async throws {
    let gate = Gate(after: 5)
    let world = try World(options: gate.options)
    let job = try await makeJob(in: world)
    await gate.isReached()
    _ = try await world.sandbox.pauseJob(job.id)
    _ = try await world.sandbox.resumeJob(job.id)
    gate.open()
    #expect(try await world.sandbox.wait(for: job.id).status == .succeeded)
    // The job has ended a moment before its working files are gone.
    world.sandbox.close()
    let (result, expected) = (try outcome(of: world.path), try await Self.uninterrupted.value)
    #expect(result.files == expected.files)
  }

  /// What happens once to a job, in a job of five epochs that keeps three models.
  private static let once: [JobEvent.Kind] =
    [.created, .validating, .validated, .started] + (1...25).map(JobEvent.Kind.step)
    + [.checkpoint(step: 15), .checkpoint(step: 20), .modelCreated, .succeeded]

  @Test(arguments: [true, false])
  func `What was told in other words, or by a version without kinds, is not told twice`(
    hasKinds: Bool
  ) async throws {
    let gate = Gate(after: 7)
    var options = gate.options
    options.savesEveryStep = true
    let world = try World(options: options)
    let job = try await makeJob(in: world)
    await gate.isReached()
    _ = try await world.sandbox.pauseJob(job.id)
    gate.open()
    _ = try await world.sandbox.wait(for: job.id) { $0.status == .paused }
    world.sandbox.close()
    // As if the process had died after it told this and before it noted so.
    let folder = URL(filePath: "\(world.path)/jobs/\(job.id)")
    try edit(folder.appending(path: "job.json")) { $0.set("status", "validating_files", in: "job") }
    try edit(folder.appending(path: "events.jsonl")) { event in
      if hasKinds {
        event.set("message", .string("Reworded: \(event["message"]?.string ?? "")"))
      } else {
        event.set("kind", nil)
      }
    }
    let next = try Sandbox(store: world.path, options: World.options())
    #expect(try await next.wait(for: job.id).status == .succeeded)
    next.close()
    let kinds = try await world.events(job.id).map(\.kind).filter { $0 != .paused }
    #expect(kinds == Self.once)
  }

  @Test func `Half a line at the end of the log is written again`() async throws {
    let world = try World(options: World.options(isWorking: false))
    let job = try await makeJob(in: world)
    let log = URL(filePath: "\(world.path)/jobs/\(job.id)/events.jsonl")
    let whole = try Data(contentsOf: log)
    try (whole + Data(#"{"n":2,"id":"ftevent"#.utf8)).write(to: log)
    #expect(try await world.events(job.id).count == 1)
    _ = try await world.sandbox.cancelJob(job.id)
    let messages = try await world.events(job.id).map(\.message)
    #expect(messages == ["Created fine-tuning job: \(job.id)", "Fine-tuning job cancelled"])
  }

  /// The outcome of the same job in a process that nothing disturbed.
  private static let uninterrupted = Task {
    let world = try World(options: World.options(isWorking: false))
    let job = try await makeJob(in: world)
    let worker = try Sandbox(store: world.path, options: World.options())
    _ = try await worker.wait(for: job.id)
    worker.close()
    return try outcome(of: world.path)
  }
}

/// Makes a job of five epochs, two more than keep their models, with five steps each.
private func makeJob(in world: World) async throws -> Job {
  try await world.job(validation: 3) { request in
    request.method.hyperparameters.epochCount = .value(5)
    request.method.hyperparameters.batchSize = .value(2)
  }
}

/// Works on the store at `path` and dies when its job has told `moment` events or has ended.
private func run(_ path: String, savesEveryStep: Bool, killAfter moment: Int) async throws {
  var options = World.options()
  options.savesEveryStep = savesEveryStep
  let sandbox = try Sandbox(store: path, options: options)
  let job = try #require(try await sandbox.jobs(PageQuery()).elements.first)
  let log = "\(path)/jobs/\(job.id)/events.jsonl"
  _ = try await sandbox.wait(for: job.id) { job in
    let events = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    return events.count { $0 == "\n" } >= moment || job.status.isTerminal
  }
  kill(getpid(), SIGKILL)
}

/// Changes each JSON value of a file with one on every line.
private func edit(_ file: URL, _ change: (inout JSONValue) -> Void) throws {
  let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
  let changed = try lines.map { line in
    var value = try JSONValue(parsing: String(line))
    change(&value)
    return String(decoding: value.encoded(), as: UTF8.self) + "\n"
  }
  try changed.joined().write(to: file, atomically: true, encoding: .utf8)
}

extension JSONValue {
  /// Sets a member of this object, or of its member `parent`; nil removes it.
  fileprivate mutating func set(_ key: String, _ value: JSONValue?, in parent: String? = nil) {
    var target = parent.map { self[$0] ?? .null } ?? self
    var members = (target.members ?? []).filter { $0.key != key }
    if let value { members.append(JSONMember(key, value)) }
    target = .object(members)
    if let parent { set(parent, target) } else { self = target }
  }
}

/// What a job left in its store: what it told, and every byte of its models and results.
private struct Outcome: Equatable {
  var messages: [String]
  var ids: [String]
  var files: [String: Data]
}

private func outcome(of path: String) throws -> Outcome {
  let root = URL(filePath: path)
  let names = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
  let kept = names.filter {
    $0.hasPrefix("models/") || $0.hasSuffix("/job.json") || $0.hasSuffix("/content")
  }
  let log = try #require(names.first { $0.hasSuffix("events.jsonl") })
  let events = try String(contentsOf: root.appending(path: log), encoding: .utf8)
    .split(separator: "\n").map { try JSONValue(parsing: String($0)) }
  #expect(names.filter { $0.contains("/.") || $0.hasSuffix("/state") } == [])
  return Outcome(
    messages: events.compactMap { $0["message"]?.string },
    ids: events.compactMap { $0["id"]?.string },
    files: try Dictionary(
      uniqueKeysWithValues: kept.map { ($0, try Data(contentsOf: root.appending(path: $0))) }))
}
