import Datasets
import FineTuning
import JSON
import Randomness
import Sandbox
import Testing
import Training

/// What `check` says of examples and what the sandbox does with them, which must be one.
@Suite struct AgreementTests {
  /// A line on which the two disagree, for a message that can be read.
  private struct Verdict: Equatable, CustomStringConvertible {
    /// The first example at fault, counted from 1; nil where there is none.
    var line: Int?

    var description: String { line.map { "refuses \($0)" } ?? "accepts" }
  }

  /// Errors of `check` for the sandbox: of single examples, then of the whole.
  private func checked(_ lines: [String], with measure: ExampleMeasure) throws -> CheckReport {
    let target = TrainingTarget(model: Sandbox.baseModel)
    var checking = Checking(target: target)
    for (index, line) in lines.enumerated() {
      let example = try Example(Array(line.utf8))
      let fit = measure.makeReader()(example.sentBytes).map {
        ContextFit(tokens: $0.tokens, limit: measure.limit, trained: $0.trained, lost: $0.lost)
      }
      checking.add(example, number: index + 1, fit: fit)
    }
    return checking.report()
  }

  /// The job that a file of the lines becomes, as ft sends them.
  private func trained(_ lines: [String], in world: World) async throws -> Job {
    var bytes: [UInt8] = []
    for line in lines { bytes += try Example(Array(line.utf8)).sentBytes + [0x0A] }
    let training = try await world.upload(bytes)
    let isPreference = try Example(Array(lines[0].utf8)).kind == .preference
    let job = try await world.job { request in
      request.trainingFile = training
      request.method = TrainingMethod(isPreference ? .dpo : .supervised)
    }
    return try await world.sandbox.wait(for: job.id) { $0.status != .validatingFiles }
  }

  @Test func `What a measure says of a chat is what its training sequence is`() throws {
    let model = try World.base.load()
    let measure = try #require(
      try World(options: World.options()).sandbox.measure(for: Sandbox.baseModel))
    let read = measure.makeReader()
    var generator = SeededGenerator(seed: 3)
    let words = ["the ", "cat ", "한국의 ", "日本語", "sat. ", "1904 ", "\n", "untrained"]
    var cuts = 0
    for _ in 0..<200 {
      let turns = (0...generator.below(5)).flatMap { _ in
        [Role.user, Role.assistant].map { role in
          let count = generator.below(200)
          let text = (0..<count).map { _ in words[generator.below(words.count)] }.joined()
          return Turn(role, text, weight: role == .user || generator.below(4) == 0 ? 0 : 1)
        }
      }
      let messages = turns.map { turn in
        var message: [JSONMember] = [
          JSONMember("role", .string("\(turn.role)")), JSONMember("content", .string(turn.text)),
        ]
        if turn.role == .assistant {
          message.append(JSONMember("weight", .integer(Int(turn.weight))))
        }
        return JSONValue.object(message)
      }
      let reading = try #require(
        read(Array((["messages": .array(messages)] as JSONValue).text.utf8)))
      let whole = TrainingSequence(turns, tokenizer: model.tokenizer, limit: .max)
      let cut = TrainingSequence(turns, tokenizer: model.tokenizer, limit: measure.limit)
      #expect(reading.tokens == whole.tokens.count)
      #expect(reading.trained == whole.countedTokens)
      #expect(reading.lost == whole.countedTokens - cut.countedTokens)
      cuts += reading.lost > 0 ? 1 : 0
    }
    #expect(cuts > 50, "few were cut")
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `Check has no error exactly when the sandbox takes what is sent`(_ seed: UInt64) async throws
  {
    var options = World.options()
    options.savesEveryStep = false
    let world = try World(options: options)
    let measure = try #require(try world.sandbox.measure(for: Sandbox.baseModel))
    var rows = TrainingRows(seed: seed)
    for _ in 0..<25 {
      let lines = rows.file()
      let report = try checked(lines, with: measure)
      let job = try await trained(lines, in: world)
      let errors = report.findings.filter { $0.severity == .error }
      #expect(
        errors.isEmpty == (job.status != .failed),
        "\(errors.map { "\($0.rule) #\($0.example ?? 0) \($0.detail)" }) \(job.error?.message ?? "taken")"
      )
      guard let message = job.error?.message,
        let row = errors.compactMap(\.example).min(), errors.allSatisfy({ $0.rule != "D16" })
      else { continue }
      #expect(message.contains("Example \(row)") || message.contains("Input file"), "\(message)")
    }
  }

  /// Kinds of trouble that people report, each in a file of good rows.
  @Test(arguments: TrainingRows.kinds)
  func `Every kind of trouble is judged alike`(_ line: String) async throws {
    let world = try World()
    let measure = try #require(try world.sandbox.measure(for: Sandbox.baseModel))
    let isPreference = try Example(Array(line.utf8)).kind == .preference
    let good = isPreference ? TrainingRows.pair : TrainingRows.chat
    let lines = Array(repeating: good, count: 5) + [line] + Array(repeating: good, count: 5)
    let errors = try checked(lines, with: measure).findings.filter { $0.severity == .error }
    let job = try await trained(lines, in: world)
    #expect(
      errors.isEmpty == (job.status != .failed), "\(errors.map(\.rule)) \(job.error?.message ?? "")"
    )
    if !errors.isEmpty {
      #expect(job.error?.message.contains("Example 6") == true, "\(job.error?.message ?? "")")
    }
  }

  /// A line that cannot be read at all is refused by both, at the same line.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `A damaged line is refused where the reading stops`(_ seed: UInt64) async throws {
    let world = try World()
    var rows = TrainingRows(seed: seed)
    for _ in 0..<10 {
      let damaged = rows.damaged()
      let fault = #expect(throws: ReadingFault.self) { try Example(damaged) }
      let good = lines(10)
      let training: File.ID
      do {
        training = try await world.upload(good + damaged + [0x0A])
      } catch let error as ServiceError {
        // What does not even begin as an object is refused while it arrives.
        #expect(error.message.contains("Line 11 is not a dictionary"))
        continue
      }
      let job = try await world.job { $0.trainingFile = training }
      let failed = try await world.sandbox.wait(for: job.id) { $0.status != .validatingFiles }
      let message = failed.error?.message ?? ""
      #expect(message.contains("Example 11"), "\(fault?.description ?? "") \(message)")
      if case .invalidJSON(let code)? = fault?.code {
        #expect(message.contains(code.sentence) && message.contains("(line 11)"), "\(message)")
      }
    }
  }
}
