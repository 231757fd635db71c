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

extension CompareInput {
  /// The input, unless the question stands where a model is named: no model's name has a space.
  fileprivate func inOrder() throws(Failure) -> CompareInput {
    let models = [first, second].filter { !$0.text.contains(" ") }
    guard models.count == 1, !question.contains(" "),
      let misplaced = [first, second].first(where: {
        $0.text.contains(" ")
      })
    else { return self }
    let line = (models.map(\.text) + [question]).map { $0.hasPrefix("@") ? $0 : Literal.word($0) }
      .joined(separator: " ")
    throw Failure(
      .unexpectedArgument, "the question comes behind the two models", at: misplaced.span,
      consequence: "nothing was sent",
      remedy: "compare \(line) \(Literal.quoted(misplaced.text))")
  }
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
        usage: ["compare @JOB|MODEL @JOB|MODEL TEXT"], options: ChatOptions.declared,
        examples: [
          .init("compare @demo sandbox-1 \"What is H2O?\"", "the tuned model above its base"),
          .init("compare sandbox-1 @demo \"What is H2O?\"", "the base first"),
        ], operands: [.job, .model], traits: .asking),
      read: { reader throws(Failure) in
        try CompareInput(
          first: try reader.argument("two models, then a question"),
          second: try reader.argument("a second model, then a question"),
          question: try reader.argument("a question behind the two models").text,
          options: try ChatOptions(&reader)
        ).inOrder()
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
