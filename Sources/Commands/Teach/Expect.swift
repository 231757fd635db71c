import CommandLanguage
import JSON
import Presentation
import Scripts
import Workspaces

extension Command {
  package static let expect = Command(
    "expect", .teach, "say what must be so; a script stops where it is not",
    usage: ["expect LEFT OP RIGHT", "expect error CODE", "expect soft LEFT OP RIGHT"],
    examples: [
      Sample("expect marv.count = 49", "a value compared"),
      Sample("expect % contains \"Leonardo\"", "the last answer"),
      Sample("expect error E401", "the line above, marked !, failed so"),
    ], operands: [.examples]
  ) { invocation, session in
    let expectation: Expectation
    do {
      expectation = try Expectation(invocation.statement)
    } catch {
      throw Failure(explaining: error)
    }
    let fault = try await session.fault(in: expectation)
    guard let fault else { return Outcome(["holds": true]) }
    if expectation.isSoft {
      return Outcome(["holds": false], [.line("\("differs", .caution): \(fault.message)")])
    }
    throw fault
  }
}

extension Session {
  /// What is not as expected; nil when all is.
  fileprivate func fault(in expectation: Expectation) async throws -> Failure? {
    switch expectation.test {
    case .error(let code):
      guard let failure = lastFailure else {
        return Failure(.expectationDiffers, "expected error \(code), and the command went well")
      }
      if failure.code == code { return nil }
      return Failure(
        .expectationDiffers,
        "expected error \(code), and it was \(failure.code): \(failure.message)")
    case .comparison(let left, let comparison, let right):
      let actual = try await operand(left, reference: expectation.reference)
      let wanted =
        comparison.isOfText && right.reference == nil
        ? .text(right.text) : try await operand(right, reference: right.reference)
      if comparison.holds(actual, wanted) { return nil }
      let shown = sanitized(truncated(actual.text ?? "nothing", to: 200))
      return Failure(.expectationDiffers, "\(expectation.sentence); it is \(shown)", at: left.span)
    }
  }

  private func operand(_ argument: Argument, reference: Reference?) async throws -> FieldValue {
    if let reference { return FieldValue(try await value(of: reference, at: argument.span)) }
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
