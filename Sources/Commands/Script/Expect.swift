import CommandLanguage
package import JSON
import Scripts

/// What must be so, as it was read.
package struct ExpectInput: Sendable {
  var expectation: Expectation
}

/// Whether what a script expects is so.
package struct ExpectResult: VerbResult {
  /// What is otherwise, of an expectation whose failure stops nothing; nil when it holds.
  package var difference: String?

  package var json: JSONValue { ["holds": .bool(difference == nil)] }
}

extension Verb where Input == ExpectInput, Result == ExpectResult {
  /// `expect`: what must be so for a script to go on.
  package static var expect: Self {
    Self(
      VerbDeclaration(
        "expect", .teach, "say what must be so; a script stops where it is not",
        usage: ["expect LEFT OP RIGHT", "expect error CODE", "expect soft LEFT OP RIGHT"],
        examples: [
          .init("expect marv.count = 49", "a value compared"),
          .init("expect % contains \"Leonardo\"", "the last answer"),
          .init("expect error E401", "the line above, marked !, failed so"),
        ], operands: [.examples],
        traits: VerbTraits(makesCell: false, takesField: true, judgesLastFailure: true)),
      read: { reader throws(Failure) in
        _ = reader.remainingArguments()
        do throws(Diagnostic) {
          return ExpectInput(expectation: try Expectation(reader.statement))
        } catch {
          throw Failure(error)
        }
      },
      perform: { input, session in
        let expectation = input.expectation
        guard let fault = try await expectation.fault(in: session) else { return ExpectResult() }
        guard expectation.isSoft else { throw fault }
        return ExpectResult(difference: fault.message)
      })
  }
}

extension Expectation {
  /// What is not as expected; nil when all is.
  fileprivate func fault(in session: Session) async throws -> Failure? {
    switch test {
    case .error(let code):
      guard let failure = session.cells.lastFailure else {
        return Failure(.expectationDiffers, "expected error \(code), and the command went well")
      }
      if failure.code == code { return nil }
      return Failure(
        .expectationDiffers,
        "expected error \(code), and it was \(failure.code): \(failure.message)")
    case .comparison(let left, let comparison, let right):
      let actual = try await value(of: left, reference, in: session)
      let wanted =
        comparison.isOfText && right.reference == nil
        ? .text(right.text) : try await value(of: right, right.reference, in: session)
      if comparison.holds(actual, wanted) { return nil }
      let text = actual.text ?? "nothing"
      let shown = text.count > 200 ? text.prefix(199) + "…" : text[...]
      return Failure(.expectationDiffers, "\(sentence); it is \(shown)", at: left.span)
    }
  }

  private func value(
    of argument: Argument, _ reference: Reference?, in session: Session
  ) async throws -> FieldValue {
    if let reference {
      return FieldValue(
        try await ReferenceValues(session: session).value(of: reference, at: argument.span))
    }
    if let number = argument.number { return .number(number.value) }
    return .text(argument.text)
  }
}

extension FieldValue {
  /// A value as `expect` compares it: numbers as numbers, the rest as text.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .missing
    case .integer(let number): self = .number(Double(number))
    case .number(let number): self = .number(number)
    case .string(let text): self = .text(text)
    default: self = .text(value.text)
    }
  }
}
