import FineTuning
import JSON
import Sandbox
import Testing

/// A job from its request to the model that it makes.
@Suite struct LifeTests {
  @Test func `A job goes from its files to a model that answers`() async throws {
    let world = try World()
    let job = try await world.job(validation: 3) { $0.suffix = "My Marv!" }
    #expect(job.status == .validatingFiles)
    #expect(job.method.hyperparameters.batchSize == .auto)
    let done = try await world.sandbox.wait(for: job.id)
    var expected = job
    expected.status = .succeeded
    expected.finishedAt = 1_000
    expected.fineTunedModel = done.fineTunedModel
    expected.resultFiles = done.resultFiles
    expected.trainedTokens = 284
    expected.method.hyperparameters.batchSize = .value(1)
    expected.method.hyperparameters.learningRateMultiplier = .value(1)
    #expect(done == expected)
    let name = try #require(done.fineTunedModel)
    #expect(try #"ft:sandbox-1:local:my-marv:[A-Za-z0-9]{8}"#.matches(name))
    let answer = try await world.sandbox.chat(
      ChatRequest(model: name, messages: [ChatMessage(role: "user", text: "1")]))
    #expect(answer.usage?.prompt == 5)
  }

  @Test(arguments: [TrainingMethod.Kind.supervised, .dpo])
  func `What a measure says beforehand is what the job has computed`(
    _ kind: TrainingMethod.Kind
  ) async throws {
    let world = try World()
    // The longer ones are cut at the 96 tokens that the model reads.
    let rows = kind == .dpo ? preferences(12) : lines(12) + lines(12, padding: 90)
    let measure = try #require(try world.sandbox.measure(for: Sandbox.baseModel))
    let read = measure.makeReader()
    let computed = rows.split(separator: 10).compactMap { read(Array($0))?.computed }
    let job = try await world.job { request in
      request.method = TrainingMethod(kind)
      request.method.hyperparameters.epochCount = .value(2)
      request.trainingFile = try await world.upload(rows)
    }
    let done = try await world.sandbox.wait(for: job.id)
    #expect(done.trainedTokens == computed.reduce(0, +) * 2)
  }

  @Test func `Events tell the whole life in the service's words`() async throws {
    let world = try World()
    let job = try await world.job(validation: 3) { request in
      request.method.hyperparameters.batchSize = .value(5)
    }
    let done = try await world.sandbox.wait(for: job.id)
    let checkpoints = try await world.sandbox.checkpoints(of: job.id, PageQuery()).elements
    #expect(checkpoints.map(\.metrics.step) == [4, 2])
    let name = try #require(done.fineTunedModel)
    let validation = try #require(done.validationFile)
    let events = try await world.events(job.id)
    #expect(
      events.map { $0.type == "metrics" ? masked($0.message) : $0.message } == [
        "Created fine-tuning job: \(job.id)",
        "Validating training file: \(job.trainingFile) and validation file: \(validation)",
        "Files validated, moving job to queued state",
        "Fine-tuning job started",
        "Step 1/4: training loss=#, validation loss=#",
        "Step 2/4: training loss=#, validation loss=#, full validation loss=#",
        "Step 3/4: training loss=#, validation loss=#",
        "Step 4/4: training loss=#, validation loss=#, full validation loss=#",
        "Checkpoint created at step 2 with Snapshot ID: \(checkpoints[1].model)",
        "New fine-tuned model created: \(name)",
        "The job has successfully completed",
      ])
    #expect(checkpoints[0].model == name)
    #expect(checkpoints[1].model.hasSuffix(":ckpt-step-2"))
    #expect(Set(events.map(\.id)).count == events.count)
    #expect(events.allSatisfy { $0.level == "info" && $0.id.rawValue.hasPrefix("ftevent-") })
  }

  @Test func `Metrics and the result file tell the same numbers`() async throws {
    let world = try World()
    let job = try await world.job()
    let done = try await world.sandbox.wait(for: job.id)
    let steps = try await world.events(job.id).compactMap(\.metrics)
    #expect(steps.map(\.step) == Array(1...20))
    #expect(steps.allSatisfy { $0.stepCount == 20 && $0.validationLoss == nil })
    #expect(try #require(steps.last?.trainLoss) < #require(steps.first?.trainLoss))
    let results = try #require(done.resultFiles.first)
    let text = try await decodedBase64(bytes(world.sandbox.fileContent(results)))
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows.first == "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy")
    #expect(rows.count == 22)
    for (row, step) in zip(rows.dropFirst(), steps) {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      #expect(cells.count == 5 && cells[0] == "\(step.step)" && cells[3] == "" && cells[4] == "")
      let loss = try #require(Double(cells[1]))
      #expect(abs(loss - (step.trainLoss ?? 0)) < 1e-5)
    }
    let file = try await world.sandbox.file(results)
    #expect(file.purpose == "fine-tune-results" && file.byteCount == text.utf8.count)
  }
}

/// The message with every number behind `=` as `#`.
func masked(_ message: String) -> String {
  message.replacing(/=-?[0-9.]+/, with: "=#")
}
