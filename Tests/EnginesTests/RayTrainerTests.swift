import Engines
import Files
import Foundation
import TestSupport
import Testing

/// One job's training on a cluster, which is scripted: what is asked of it, and what is made good.
@Suite struct RayTrainerTests {
  @Test func `A cluster trains as this machine does`() throws {
    let bench = try Bench(isOnCluster: true)
    #expect(try bench.all().suffix(3) == ["step 6: 1.0", "model 6", "finished"])
    #expect(bench.text("log") == "a line of a library\n")
    #expect(bench.question?.contains(#""id":"ftjob-1-1""#) == true)
  }

  @Test func `A killed program is started again under another name`() throws {
    let bench = try Bench(isOnCluster: true)
    try bench.trainer.will(.dies, before: 4)
    #expect(try bench.all().suffix(7).first == "3 of 6")
    #expect(bench.question?.contains(#""id":"ftjob-1-2""#) == true)
  }

  @Test func `A program that has a mistake is not tried again`() throws {
    let bench = try Bench(isOnCluster: true)
    try bench.trainer.will(.breaks, before: 3)
    #expect(
      try bench.all().last
        == "engine_failed: The engine ended with status 1 while it did 'train': "
        + "ValueError: a mistake")
    #expect(bench.text("work/run") == "1\n")
  }

  @Test func `A training outlives who has asked for it, and is found again`() throws {
    let bench = try Bench(isOnCluster: true)
    try bench.trainer.will(.waits, before: 5)
    try bench.follow(bench.training()) { bench.trainer.isWaiting }
    let second = try bench.training()
    _ = try second.next(milliseconds: 0)
    try bench.trainer.go()
    #expect(try bench.all(second).last == "finished")
    #expect(bench.text("work/run") == "1\n")
  }

  @Test func `A cluster that has forgotten a job is asked for another`() throws {
    let bench = try Bench(isOnCluster: true)
    try bench.work.create()
    try bench.work.replace("submit.json", with: Array(#"{"id":"ftjob-1-7"}"#.utf8))
    #expect(try bench.all().last == "finished")
    #expect(bench.question?.contains(#""id":"ftjob-1-8""#) == true)
  }

  @Test func `A cluster that is away for a while is waited for`() throws {
    let bench = try Bench(isOnCluster: true)
    let away = try bench.trainer.leaveCluster()
    let training = try bench.training()
    #expect(try training.next(milliseconds: 0) == .nothingYet)
    try FileManager.default.removeItem(atPath: away)
    #expect(try bench.all(training).last == "finished")
  }

  @Test func `Without the token nothing is sent`() throws {
    var bench = try Bench(isOnCluster: true)
    bench.token = nil
    #expect(try bench.all() == ["no_token: RAY_AUTH_TOKEN is not set"])
    #expect(bench.text("work/run") == nil)
  }

  @Test func `A cancelled training that hears nothing is stopped by the cluster`() throws {
    let bench = try Bench(isOnCluster: true)
    try bench.trainer.will(.waits, before: 2)
    let training = try bench.training()
    try bench.follow(training) { bench.trainer.isWaiting }
    try training.cancel()
    #expect(bench.trainer.wasStopped("ftjob-1-1"))
    try bench.trainer.go()
    try OpenFile(bench.work.path(of: "lock"), for: .locking).lock()
  }
}

extension RayTrainerTests {
  @Test func `A training is cancelled also where the cluster is away or has forgotten it`() throws {
    let bench = try Bench(isOnCluster: true)
    try bench.trainer.will(.waits, before: 2)
    let training = try bench.training()
    try bench.follow(training) { bench.trainer.isWaiting }
    let away = try bench.trainer.leaveCluster()
    try training.cancel()
    try FileManager.default.removeItem(atPath: away)
    try bench.work.replace("submit.json", with: Array(#"{"id":"ftjob-1-7"}"#.utf8))
    try bench.training().cancel()
    #expect(!bench.trainer.wasStopped("ftjob-1-1"))
    // The order is there for the program when it looks again.
    try bench.trainer.go()
    try OpenFile(bench.work.path(of: "lock"), for: .locking).lock()
  }
}

extension Bench {
  /// What the cluster was asked for last.
  fileprivate var question: String? { text("work/submit.json") }
}
