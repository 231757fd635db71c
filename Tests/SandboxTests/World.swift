import FineTuning
import Foundation
import JSON
import Sandbox
import Synchronization
import Training

/// A store of its own for one test, with a model so small that it learns in milliseconds.
final class World: Sendable {
  let path: String
  let sandbox: Sandbox

  init(options: Sandbox.Options = World.options()) throws {
    path = World.path()
    sandbox = try Sandbox(store: path, options: options)
  }

  /// A place for a store, where nothing is yet.
  static func path() -> String {
    FileManager.default.temporaryDirectory.path + "/sandbox-\(UUID().uuidString)"
  }

  deinit {
    sandbox.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Time stands still, ids repeat, and `sandbox-1` is untrained.
  static func options(seed: UInt64 = 1, isWorking: Bool = true) -> Sandbox.Options {
    var options = Sandbox.Options()
    options.clock = { 1_000 }
    options.identifiers = Identifiers(seed: seed)
    options.base = base
    options.isWorking = isWorking
    return options
  }

  /// What training rehearses beside its examples.
  @Sendable static func rehearsal(_ index: Int) -> [Turn] {
    [Turn(.assistant, "\(index)")]
  }

  static let base = BaseModel(
    createdAt: 500, contextLimit: 96, rehearsal: World.rehearsal,
    load: {
      let tokenizer = SubwordTokenizer(merges: [])
      return LanguageModel(
        untrained: ModelConfiguration(
          vocabularySize: tokenizer.tokenCount, width: 32, layerCount: 1, headCount: 2,
          contextLimit: 96),
        tokenizer: tokenizer, seed: 1)
    })

  /// Uploads `bytes` as a training file.
  func upload(_ bytes: [UInt8]) async throws -> File.ID {
    try await sandbox.uploadFile(SandboxTests.upload(bytes)).id
  }

  /// Uploads examples and makes a job that learns them.
  func job(
    examples: Int = 10, validation: Int = 0,
    _ change: (inout JobRequest) async throws -> Void = { _ in }
  ) async throws -> Job {
    var request = JobRequest(
      model: Sandbox.baseModel, trainingFile: try await upload(lines(examples)), seed: 7)
    request.method.hyperparameters.epochCount = .value(2)
    if validation > 0 { request.validationFile = try await upload(lines(validation)) }
    try await change(&request)
    return try await sandbox.createJob(request)
  }

  /// All events of a job, oldest first.
  func events(_ id: Job.ID) async throws -> [JobEvent] {
    try await sandbox.events(of: id, PageQuery(limit: 10_000, order: .ascending)).elements
  }
}

extension Sandbox {
  /// The job as soon as `condition` holds; looks again at every change.
  func wait(
    for id: Job.ID, until condition: (Job) -> Bool = \.status.isTerminal
  ) async throws -> Job {
    let changes = changes(of: id)
    var job = try await job(id)
    if condition(job) { return job }
    for await _ in changes {
      job = try await self.job(id)
      if condition(job) { break }
    }
    return job
  }
}

/// A training file with `count` examples, each with `padding` more letters in its question.
func lines(_ count: Int, padding: Int = 0) -> [UInt8] {
  var text = ""
  let more = String(repeating: "x", count: padding)
  for number in 1...count {
    text += #"{"messages":[{"role":"user","content":"\#(number)\#(more)"},"#
    text += #"{"role":"assistant","content":"Number \#(number)"}]}"# + "\n"
  }
  return Array(text.utf8)
}

/// An upload in chunks of 100 bytes.
func upload(
  _ bytes: [UInt8], name: String = "a.jsonl", purpose: String = "fine-tune"
) -> FileUpload {
  FileUpload(
    name: name, purpose: purpose,
    body: ByteStream { continuation in
      for start in stride(from: 0, to: bytes.count, by: 100) {
        continuation.yield(Array(bytes[start..<min(start + 100, bytes.count)]))
      }
      continuation.finish()
    })
}

/// All bytes of a stream.
func bytes(_ stream: ByteStream) async throws -> [UInt8] {
  var all: [UInt8] = []
  for try await chunk in stream { all += chunk }
  return all
}

/// A clock that a test sets by hand.
final class Clock: Sendable {
  private let time: Mutex<Int>

  init(_ time: Int) { self.time = Mutex(time) }

  /// Seconds since 1970.
  var now: Int {
    get { time.withLock { $0 } }
    set { time.withLock { $0 = newValue } }
  }

  /// The time, which is a second later at every look.
  func tick() -> Int {
    time.withLock { time in
      time += 1
      return time
    }
  }
}

/// A training file with `count` preferences.
func preferences(_ count: Int) -> [UInt8] {
  var text = ""
  for number in 1...count {
    text += #"{"input":{"messages":[{"role":"user","content":"\#(number)?"}]},"#
    text += #""preferred_output":[{"role":"assistant","content":"Yes"}],"#
    text += #""non_preferred_output":[{"role":"assistant","content":"No"}]}"# + "\n"
  }
  return Array(text.utf8)
}
