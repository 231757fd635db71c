import CommandLanguage
import FineTuning
package import JSON

/// The question that `compare` sends to two models.
package struct CompareInput: Sendable {
  var first: Argument
  var second: Argument
  var question: String
  var options: ChatOptions
}

/// The answers of two models to one question.
package struct CompareResult: VerbResult {
  /// What one of the models said.
  package struct Answer: Sendable {
    /// How the line named the model, such as `@demo`.
    package var label: String
    package var model: String
    package var text: String
  }

  package var question: String
  package var answers: [Answer] = []

  package var json: JSONValue {
    [
      "question": .string(question),
      "replies": .array(
        answers.map { ["model": .string($0.model), "reply": .string($0.text)] }),
    ]
  }

  package var text: String? { answers.first?.text }
}

extension Verb where Input == CompareInput, Result == CompareResult {
  /// `compare`: one question to two models.
  package static var compare: Self {
    Self(
      VerbDeclaration(
        "compare", .talk, "send one question to two models and show the answers side by side",
        usage: ["compare @JOB MODEL TEXT"], options: ChatOptions.declared,
        examples: [
          .init("compare @demo sandbox-1 \"What is H2O?\"", "the tuned model beside its base")
        ], operands: [.job, .model], traits: .asking),
      read: { reader throws(Failure) in
        CompareInput(
          first: try reader.argument("two models:  compare @demo sandbox-1 \"…\""),
          second: try reader.argument("a second model:  compare @demo sandbox-1 \"…\""),
          question: try reader.argument("a question").text, options: try ChatOptions(&reader))
      },
      perform: { input, session in
        try await session.patiently(input.options.patience) {
          let targets = ChatTargets(session: session)
          var first = try await targets.target(input.first, input.options)
          var second = try await targets.target(input.second, input.options)
          // Both are told the same, or the comparison would be of two prompts.
          first.system = first.system ?? second.system
          second.system = first.system
          var result = CompareResult(question: input.question)
          for target in [first, second] {
            let reply = try await Reply(
              of: target, to: [ChatMessage(role: "user", text: input.question)],
              sampling: input.options.sampling, isShown: false, in: session)
            try reply.requireWhole()
            result.answers.append(
              CompareResult.Answer(label: target.label, model: target.model, text: reply.text))
          }
          return result
        }
      })
  }
}
