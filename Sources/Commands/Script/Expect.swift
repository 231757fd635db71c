package import CommandLanguage
package import JSON
package import Scripts

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
        traits: VerbTraits(
          makesCell: false, takesField: true, judgesLastFailure: true, companion: .last)),
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

/// What is otherwise than a script expects, as facts.
package enum UnmetExpectation: Sendable, Hashable {
  /// The left side has another value; `actual` is nil where it has none, and `sentence` is what
  /// should be in English.
  case value(left: String, Comparison, right: String, actual: String?, sentence: String)
  /// The command went well.
  case wentWell(expected: String)
  /// The command failed otherwise.
  case otherFailure(expected: String, code: String, message: String)
  /// The values could not be looked up, for a reason in ft's own words.
  case unknown(String)

  /// What is not as `expectation` has it by now; nil when all is.
  package init?(_ expectation: Expectation, in session: Session) async throws {
    switch expectation.test {
    case .error(let code):
      guard let failure = session.cells.lastFailure else {
        self = .wentWell(expected: code)
        return
      }
      if failure.code == code { return nil }
      self = .otherFailure(expected: code, code: failure.code, message: failure.message)
    case .comparison(let left, let comparison, let right):
      let actual = try await Self.value(of: left, expectation.reference, in: session)
      let wanted =
        comparison.isOfText && right.reference == nil
        ? .text(right.text) : try await Self.value(of: right, right.reference, in: session)
      if comparison.holds(actual, wanted) { return nil }
      let shown = actual.text.map { $0.count > 200 ? $0.prefix(199) + "…" : $0 }
      self = .value(
        left: left.written, comparison, right: right.written, actual: shown,
        sentence: expectation.sentence)
    }
  }

  private static func value(
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

extension Expectation {
  /// What is not as expected, as a failure; nil when all is.
  fileprivate func fault(in session: Session) async throws -> Failure? {
    switch try await UnmetExpectation(self, in: session) {
    case nil: return nil
    case .wentWell(let code):
      return Failure(.expectationDiffers, "expected error \(code), and the command went well")
    case .otherFailure(let code, let other, let message):
      return Failure(.expectationDiffers, "expected error \(code), and it was \(other): \(message)")
    case .value(_, _, _, let actual, let sentence):
      guard case .comparison(let left, _, _) = test else { return nil }
      return Failure(
        .expectationDiffers, "\(sentence); it is \(actual ?? "nothing")", at: left.span)
    case .unknown(let message): return Failure(.expectationDiffers, message)
    }
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
