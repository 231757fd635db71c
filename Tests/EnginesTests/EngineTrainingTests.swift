import Engines
import Files
import JSON
import TestSupport
import Testing

/// One job's training by a program that this process starts, watches and finds again.
@Suite struct EngineTrainingTests {
  @Test func `A training tells its steps and models, and its end`() throws {
    let bench = try Bench()
    #expect(
      try bench.all() == [
        "cpu float32 torch 0, trl 0", "0 of 6", "step 1: 6.0", "step 2: 3.0", "model 2",
        "step 3: 2.0", "step 4: 1.5", "model 4", "step 5: 1.2", "step 6: 1.0", "model 6",
        "finished",
      ])
    #expect(bench.text("log") == "a line of a library\n")
  }

  @Test func `A killed program is started again and goes on from its state`() throws {
    let bench = try Bench()
    try bench.trainer.will(.dies, before: 4)
    #expect(try bench.all().suffix(7).first == "3 of 6")
    #expect(bench.text("work/run") == "2\n")
  }

  @Test func `A program that dies at every start is given up`() throws {
    let bench = try Bench()
    try bench.trainer.will(.diesAlways, before: 4)
    #expect(
      try bench.all().last
        == "out_of_memory: The engine was killed (signal 9) while it did 'train'; most often the "
        + "memory of the machine was full")
    #expect(bench.text("work/run") == "4\n")
  }

  @Test(arguments: [
    (
      ScriptedTrainer.Misdeed.breaks,
      "engine_failed: The engine ended with status 1 while it did 'train': ValueError: a mistake"
    ),
    (.gives, "out_of_memory: CUDA out of memory"),
  ])
  func `What cannot get better is not tried again`(
    _ misdeed: ScriptedTrainer.Misdeed, _ expected: String
  ) throws {
    let bench = try Bench()
    try bench.trainer.will(misdeed, before: 3)
    #expect(try bench.all().last == expected)
    #expect(bench.text("work/run") == "1\n")
  }

  @Test func `A pause keeps the state, and the next training goes on from it`() throws {
    let bench = try Bench()
    try bench.trainer.will(.waits, before: 3)
    let training = try bench.training()
    try bench.follow(training) { bench.trainer.isWaiting }
    try training.pause()
    try bench.trainer.go()
    #expect(try bench.all(training).last == "paused")
    let rest = try bench.all()
    // What was told before is read again.
    #expect(rest.prefix(6).last == "step 3: 2.0")
    #expect(rest.dropFirst(7).prefix(2) == ["3 of 6", "step 4: 1.5"])
    #expect(rest.last == "finished")
  }

  @Test func `A pause of a training that nobody does is done at once`() throws {
    let bench = try Bench()
    let training = try bench.training()
    try training.pause()
    #expect(try bench.all(training) == ["paused"])
  }

  @Test func `A training outlives who has started it, and is found again`() throws {
    let bench = try Bench()
    try bench.trainer.will(.waits, before: 5)
    do {
      let first = try bench.training()
      try bench.follow(first) { bench.trainer.isWaiting }
    }
    let second = try bench.training()
    _ = try second.next(milliseconds: 0)
    try bench.trainer.go()
    #expect(try bench.all(second).last == "finished")
    #expect(bench.text("work/run") == "1\n")
  }

  @Test func `A cancelled training ends, also when its program hears nothing`() throws {
    let bench = try Bench()
    try bench.trainer.will(.waits, before: 2)
    let training = try bench.training()
    try bench.follow(training) { bench.trainer.isWaiting }
    try training.cancel()
    // Held as long as anything of the program lives; this waits for that.
    try OpenFile(bench.work.path(of: "lock"), for: .locking).lock()
  }
}

/// A folder for one job, with a trainer that is scripted.
struct Bench {
  let trainer: ScriptedTrainer
  let folder: TemporaryFolder
  /// Whether a cluster starts the trainer, and what it is told to be let in.
  let isOnCluster: Bool
  var token: String? = "0123456789"
  var work: Folder { Folder(path: folder.file("work")) }

  init(isOnCluster: Bool = false) throws {
    trainer = try ScriptedTrainer()
    folder = try TemporaryFolder()
    self.isOnCluster = isOnCluster
  }

  func training() throws -> EngineTraining {
    var engine = EngineDescription(name: "tiny", model: "/nowhere", python: trainer.path)
    if isOnCluster {
      engine.cluster = .init(address: "http://head:8265", storage: folder.file("storage"))
    }
    var environment = ["PATH": "/usr/bin:/bin"]
    environment[EngineProgram.tokenVariable] = token
    return try EngineTraining(
      ["job": "ftjob-1", "method": "supervised"], of: engine,
      by: EngineProgram(in: Folder(path: "/program"), environment: environment),
      in: work, log: folder.file("log"))
  }

  /// All that a training tells, in words, until it has ended.
  func all(_ training: EngineTraining? = nil) throws -> [String] {
    let training = try training ?? self.training()
    var told: [String] = []
    while true {
      switch try training.next(milliseconds: 100) {
      case .nothingYet: break
      case .event(let event): told.append(words(event))
      case .paused: return told + ["paused"]
      case .finished: return told + ["finished"]
      case .failed(let fault): return told + ["\(fault.code): \(fault.message)"]
      }
    }
  }

  /// Takes what a training tells until `condition` holds.
  func follow(_ training: EngineTraining, until condition: () -> Bool) throws {
    while !condition() { _ = try training.next(milliseconds: 20) }
  }

  func text(_ name: String) -> String? { folder.text(of: name) }

  private func words(_ event: EngineEvent) -> String {
    switch event {
    case .versions(let device, let precision, let packages): "\(device) \(precision) \(packages)"
    case .training(let step, let steps, _): "\(step) of \(steps)"
    case .step(let step): "step \(step.number): \(step.loss ?? .nan)"
    case .model(let step, _): "model \(step)"
    default: "\(event)"
    }
  }
}
