import Digests
import FineTuning
import JSON
import Testing

@Suite struct ResultFileTests {
  @Test(arguments: [
    "step,train_loss\n1,0.5\n", "", "no comma here", "step,x",
  ])
  func `A result file is read raw or coded`(table: String) {
    let bytes = Array(table.utf8)
    #expect(decodedResultFile(bytes) == bytes)
    #expect(decodedResultFile(Base64.encoded(bytes)) == bytes)
  }

  @Test func `Line breaks in coded results are passed over`() {
    #expect(decodedResultFile(Array("c3Rl\r\ncCx4\n".utf8)) == Array("step,x".utf8))
  }
}

@Suite struct StepMetricsTests {
  @Test func `Metrics are written by the wire's names and read again`() {
    var metrics = StepMetrics(step: 3, stepCount: 9)
    metrics.trainLoss = 0.5
    metrics.trainAccuracy = 0.75
    metrics.validationLoss = 0.25
    metrics.validationAccuracy = 1
    metrics.fullValidationLoss = 2
    metrics.fullValidationAccuracy = 0
    #expect(
      metrics.data.text == """
        {"step":3,"total_steps":9,"train_loss":0.5,"train_mean_token_accuracy":0.75,\
        "valid_loss":0.25,"valid_mean_token_accuracy":1.0,"full_valid_loss":2.0,\
        "full_valid_mean_token_accuracy":0.0}
        """)
    #expect(StepMetrics(metrics.data) == metrics)
    #expect(StepMetrics(["step": 1]) == StepMetrics(step: 1))
    #expect(StepMetrics(["train_loss": 1]) == nil)
  }

  @Test func `Only a metrics event has metrics`() {
    let data: JSONValue = ["step": 2]
    #expect(JobEvent(id: "e", createdAt: 0, message: "", data: data).metrics == nil)
    let event = JobEvent(id: "e", createdAt: 0, message: "", type: "metrics", data: data)
    #expect(event.metrics == StepMetrics(step: 2))
  }
}

@Suite struct VocabularyTests {
  @Test(arguments: [
    (JobStatus.validatingFiles, false), (.queued, false), (.running, false), (.pausing, false),
    (.paused, false), (.succeeded, true), (.failed, true), (.cancelled, true),
    (JobStatus(rawValue: "pending"), false),
  ])
  func `A job ends in three ways`(status: JobStatus, isTerminal: Bool) {
    #expect(status.isTerminal == isTerminal)
  }

  @Test(
    arguments: [
      (JSONValue.string("a"), "a"), (.null, ""),
      (
        .array([
          ["type": "text", "text": "a"], ["type": "image_url"], ["type": "text", "text": "b"],
        ]),
        "ab"
      ),
    ] as [(JSONValue, String)])
  func `A message's text is its string or its text parts`(content: JSONValue, text: String) {
    #expect(ChatMessage(role: "user", content: content).text == text)
  }

  @Test func `A response's chat is instructions, history, input`() {
    let request = ResponseRequest(
      model: "m", input: [ChatMessage(role: "user", text: "c")], instructions: "a")
    let chat = request.chat(after: [ChatMessage(role: "user", text: "b")])
    #expect(chat.messages.map(\.role) == ["system", "user", "user"])
    #expect(chat.messages.map(\.text) == ["a", "b", "c"])
  }

  @Test func `A service without a family says so`() async throws {
    let error = ServiceError.unsupported("uploads")
    #expect(error.description == "HTTP 501 unsupported: This service does not offer uploads.")
  }
}
