import FineTuning
import Foundation
import JSON
import Randomness
import Sandbox
import Testing

/// What must hold for any input, tried with many.
@Suite struct PropertyTests {
  /// A store beside the plainest thing that could be one: lists in memory.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `Any order of uploads, deletions and jobs leaves what a list would hold`(
    seed: UInt64
  ) async throws {
    var random = SeededGenerator(seed: seed)
    let world = try World(options: World.options(isWorking: false))
    var files: [File] = []
    var jobs: [Job] = []
    for _ in 0..<60 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<4:
        let count = Int.random(in: 1...20, using: &random)
        files.append(try await world.sandbox.uploadFile(upload(lines(count))))
      case 4..<6:
        guard let index = files.indices.randomElement(using: &random) else { continue }
        _ = try await world.sandbox.deleteFile(files.remove(at: index).id)
      case 6..<8:
        guard let file = files.randomElement(using: &random) else { continue }
        let request = JobRequest(model: Sandbox.baseModel, trainingFile: file.id)
        jobs.append(try await world.sandbox.createJob(request))
      default:
        guard let index = jobs.indices.randomElement(using: &random),
          !jobs[index].status.isTerminal
        else { continue }
        jobs[index] = try await world.sandbox.cancelJob(jobs[index].id)
      }
    }
    let again = try Sandbox(store: world.path, options: World.options(isWorking: false))
    #expect(try await again.files(PageQuery(order: .ascending)).elements == files)
    #expect(
      try await again.jobs(PageQuery(limit: 100, order: .ascending)).elements == jobs)
    for job in jobs {
      let page = try await again.jobs(PageQuery(after: job.id.rawValue, limit: 100))
      #expect(page.elements.count == jobs.firstIndex(of: job))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `Where chunks are cut makes no difference`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let pieces = ["{}", "{\"a\":1}", "\n", "\r\n", " ", "\t", "x", "[", "{", "\u{FEFF}", "한"]
    let world = try World(options: World.options(isWorking: false))
    for _ in 0..<60 {
      let count = Int.random(in: 1...8, using: &random)
      let content = Array(
        (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined().utf8)
      var results: Set<String> = []
      for size in [1, 2, 3, content.count] {
        let body = ByteStream { continuation in
          for start in stride(from: 0, to: content.count, by: size) {
            continuation.yield(Array(content[start..<min(start + size, content.count)]))
          }
          continuation.finish()
        }
        do {
          let file = try await world.sandbox.uploadFile(
            FileUpload(name: "a.jsonl", purpose: "fine-tune", body: body))
          let kept = try await bytes(world.sandbox.fileContent(file.id))
          #expect(kept == content)
          results.insert("taken")
        } catch let error as ServiceError {
          results.insert(error.message)
        }
      }
      #expect(results.count == 1)
      let isTaken = results == ["taken"]
      #expect(isTaken == looksLikeLines(String(decoding: content, as: UTF8.self)))
    }
  }

  /// Stop sequences that are found in the answer, that are not, and that only begin there.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `Stopping at a sequence is cutting the answer before it`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let world = try World(options: World.options(isWorking: false))
    func text(_ stop: [String], seed: Int) async throws -> ChatCompletion.Choice {
      try await world.answer { request in
        World.letters(&request)
        request.sampling.seed = seed
        request.sampling.stop = stop
        request.sampling.wantsLogProbabilities = true
      }.choices[0]
    }
    for _ in 0..<12 {
      let seed = Int.random(in: 0..<1_000_000, using: &random)
      let plain = try await text([], seed: seed).message.text
      let stops = (0..<3).map { _ in
        let start = Int.random(in: 0..<plain.count, using: &random)
        let part = plain.dropFirst(start).prefix(Int.random(in: 1...3, using: &random))
        return part + (Bool.random(using: &random) ? "a" : "")
      }.map(String.init)
      let cut = try await text(stops, seed: seed)
      // The sequence that is complete first wins, even where another began before it.
      let ends = plain.indices.map { plain[...$0] }
      let whole = ends.first { text in stops.contains { text.hasSuffix($0) } }
      let longest = stops.filter { whole?.hasSuffix($0) ?? false }.map(\.count).max()
      #expect(cut.message.text == whole?.dropLast(longest ?? 0) ?? plain[...])
      #expect(cut.finishReason == (whole == nil ? "length" : "stop"))
      let shown = (cut.logProbabilities ?? []).map(\.token).joined()
      #expect(cut.message.text.hasPrefix(shown))
    }
  }

  /// The moments, in microseconds after the start, when a busy process is killed.
  @Test(arguments: [2_000, 5_000, 9_000, 14_000, 20_000, 30_000, 45_000, 70_000])
  func `A process killed at any moment leaves a store that opens`(moment: Int) async throws {
    let world = try World(options: World.options(isWorking: false))
    await #expect(processExitsWith: .signal(SIGALRM)) {
      [path = world.path as String, moment] in try await bustle(path, dieAfter: moment)
    }
    let sandbox = try Sandbox(store: world.path, options: World.options(seed: 9))
    for file in try await sandbox.files(PageQuery()).elements {
      let content = try await bytes(sandbox.fileContent(file.id))
      #expect(file.purpose == "fine-tune-results" || content.count == file.byteCount)
    }
    for job in try await sandbox.jobs(PageQuery(limit: 100)).elements {
      let done = try await sandbox.wait(for: job.id)
      let events = try await sandbox.events(of: job.id, PageQuery(limit: 1_000)).elements
      #expect(Set(events.map(\.id)).count == events.count)
      #expect(events.last?.message == "Created fine-tuning job: \(job.id)")
      let steps = events.compactMap(\.metrics).map(\.step)
      #expect(steps == Array((1...10).reversed()) || done.status == .cancelled)
    }
    for model in try await sandbox.models() {
      let answer = try await sandbox.chat(
        ChatRequest(model: model.id, messages: [ChatMessage(role: "user", text: "Hi")]))
      #expect(answer.model == model.id)
    }
    sandbox.close()
  }
}

/// Uploads, trains and cancels without end, until the alarm ends the process.
private func bustle(_ path: String, dieAfter moment: Int) async throws {
  let sandbox = try Sandbox(store: path, options: World.options())
  var timer = itimerval()
  timer.it_value.tv_usec = moment
  unsafe setitimer(Int32(ITIMER_REAL.rawValue), &timer, nil)
  while true {
    let file = try await sandbox.uploadFile(upload(lines(10)))
    var request = JobRequest(model: Sandbox.baseModel, trainingFile: file.id)
    request.method.hyperparameters.epochCount = .value(1)
    _ = try await sandbox.createJob(request)
    let other = try await sandbox.createJob(request)
    _ = try? await sandbox.cancelJob(other.id)
    _ = try await sandbox.deleteFile(file.id)
  }
}

/// The rule of an upload, said in another way.
private func looksLikeLines(_ text: String) -> Bool {
  let spaces = Set(" \t\r".unicodeScalars)
  let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    .map { String(String.UnicodeScalarView($0)) }
  let filled = lines.filter { !$0.unicodeScalars.allSatisfy(spaces.contains) }
  guard let first = lines.first, !filled.isEmpty else { return false }
  let isObject = (try? JSONValue(parsing: first))?.members != nil
  return filled.allSatisfy { line in
    line.unicodeScalars.first { !spaces.contains($0) } == "{"
  } && (filled.first != first || isObject)
}

extension World {
  /// Twelve letters from a small alphabet, so that sequences repeat.
  fileprivate static func letters(_ request: inout ChatRequest) {
    request.sampling.maximumTokens = 12
    for letter in "abc".utf8 { request.sampling.logitBias[6 + Int(letter)] = 60 }
  }
}
