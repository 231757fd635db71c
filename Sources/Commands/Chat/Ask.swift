import CommandLanguage
package import FineTuning
package import JSON

/// The question that `ask` sends.
package struct AskInput: Sendable {
  var model: Argument
  var question: String
  var options: ChatOptions
}

/// One answer, which was streamed as it came.
package struct AskResult: VerbResult {
  package var model: String
  package var question: String
  package var reply: String
  /// nil where the provider says nothing of it.
  package var usage: TokenUsage?

  package init(model: String, question: String, reply: String, usage: TokenUsage?) {
    self.model = model
    self.question = question
    self.reply = reply
    self.usage = usage
  }

  package var json: JSONValue {
    [
      "model": .string(model), "question": .string(question), "reply": .string(reply),
      "prompt_tokens": usage.map { .integer($0.prompt) } ?? .null,
      "completion_tokens": usage.map { .integer($0.completion) } ?? .null,
    ]
  }

  package var text: String? { reply }
}

extension Verb where Input == AskInput, Result == AskResult {
  /// `ask`: one question to one model.
  package static var ask: Self {
    Self(
      VerbDeclaration(
        "ask", .talk, "send one question to a model and show the answer",
        usage: ["ask @JOB TEXT", "ask MODEL TEXT"], options: ChatOptions.declared,
        examples: [
          .init("ask @demo \"What is H2O?\"", "one question, with the training set's system prompt")
        ], operands: [.job], traits: .asking),
      read: { reader throws(Failure) in
        AskInput(
          model: try reader.argument("a model:  ask @demo \"…\""),
          question: try reader.argument("a question:  ask @demo \"…\"").text,
          options: try ChatOptions(&reader))
      },
      perform: { input, session in
        try await session.patiently(input.options.patience) {
          let target = try await ChatTargets(session: session).target(input.model, input.options)
          target.noteOther(system: target.system, in: session)
          let reply = try await Reply(
            of: target, to: [ChatMessage(role: "user", text: input.question)],
            sampling: input.options.sampling, in: session)
          try reply.requireWhole()
          if session.console.isInteractive, let usage = reply.usage {
            session.console.tell(
              .chat(
                .answered(
                  promptTokens: usage.prompt, completionTokens: usage.completion,
                  duration: reply.duration)))
          }
          return AskResult(
            model: target.model, question: input.question, reply: reply.text, usage: reply.usage)
        }
      })
  }
}
