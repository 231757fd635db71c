package import CommandLanguage
package import JSON
package import Scripts
import Workspaces

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
  private static let comparisons = VerbDeclaration.Topic(
    "OP",
    "how the two are compared; LEFT is marv.count, marv#3.assistant, @demo.loss, % or %.FIELD",
    [
      .init("= !=", "the same number or text, or another"),
      .init("< <= > >=", "numbers, or text in its order"),
      .init("contains", "the text stands in it"),
      .init("matches", "the regular expression is found in it"),
      .init("~=", "reads the same: without case, gaps and the marks at its end"),
    ])

  /// `expect`: what must be so for a script to go on.
  package static var expect: Self {
    var declaration = VerbDeclaration(
      "expect", .teach, "say what must be so; a script stops where it is not",
      usage: ["expect LEFT OP RIGHT", "expect error CODE", "expect soft LEFT OP RIGHT"],
      examples: [
        .init("expect marv.count = 49", "a value compared"),
        .init("expect % contains \"Leonardo\"", "the last answer"),
        .init("expect error E401", "the line above, marked !, failed so"),
      ], operands: [.examples],
      traits: VerbTraits(
        makesCell: false, takesField: true, judgesLastFailure: true, companion: .last))
    declaration.topics = [comparisons]
    return Self(
      declaration,
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
  /// A value as a person is told of it.
  package enum Value: Sendable, Hashable {
    case nothing
    /// A number or a truth value, as it is written.
    case plain(String)
    case text(String)
    /// An object or a list, as JSON.
    case structure(String)

    fileprivate init(_ value: JSONValue) {
      switch value {
      case .null: self = .nothing
      case .bool, .integer, .number: self = .plain(FieldValue(value).text ?? "")
      case .string(let text): self = .text(Self.shortened(text))
      case .array, .object: self = .structure(Self.shortened(value.text))
      }
    }

    private static func shortened(_ text: String) -> String {
      text.count > 200 ? text.prefix(199) + "…" : text
    }

    /// The value behind "it is".
    fileprivate var shown: String {
      switch self {
      case .nothing: "empty"
      case .plain(let text), .structure(let text): text
      case .text(let text): Literal.shortest(text)
      }
    }
  }

  /// The left side has another value than the wanted one; `reference` is what it names, nil where
  /// it is a text.
  case value(
    left: String, reference: Reference?, Comparison, wanted: Value, actual: Value)
  /// The command went well.
  case wentWell(expected: String)
  /// The command failed otherwise.
  case otherFailure(expected: String, code: String, message: String)

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
        ? .string(right.text) : try await Self.value(of: right, right.reference, in: session)
      if comparison.holds(FieldValue(actual), FieldValue(wanted)) { return nil }
      // A name of something else says more than the value that it has by now.
      let said = right.reference == nil ? Value(wanted) : .plain(right.written)
      self = .value(
        left: left.written, reference: expectation.reference, comparison, wanted: said,
        actual: Value(actual))
    }
  }

  private static func value(
    of argument: Argument, _ reference: Reference?, in session: Session
  ) async throws -> JSONValue {
    if let reference {
      return try await ReferenceValues(session: session).value(of: reference, at: argument.span)
    }
    if let number = argument.number { return .number(number.value) }
    return .string(argument.text)
  }
}

/// Why it cannot be said whether an expectation is met.
package enum UnansweredExpectation: Sendable, Hashable {
  case missingDataset(String)
  /// Examples that are not there, such as `marv#14`.
  case missingExample(String)
  case missingJob(String)
  /// No line gave a result yet.
  case noResult
  /// The result has no such field, since it is that of another line.
  case otherResult
  /// The reason in ft's own words.
  case other(String)

  /// What an expectation speaks of and is not there; `failure` is how it ended.
  package init(_ expectation: Expectation?, _ failure: Failure, in session: Session) {
    var references = [expectation?.reference]
    if case .comparison(_, _, let right)? = expectation?.test { references.append(right.reference) }
    for reference in references.compactMap({ $0 }) {
      if let missing = Self(reference, failure.kind, in: session) {
        self = missing
        return
      }
    }
    self = .other(failure.message)
  }

  /// Nil where what is named is there.
  private init?(_ reference: Reference, _ kind: FailureKind, in session: Session) {
    let workspace = session.workspace
    switch reference {
    case .dataset(let name, _, _), .examples(let name?, _, _, _):
      if (try? workspace.dataset(named: name)) == nil {
        self = .missingDataset(name)
        return
      }
    case .job(let name, _):
      let jobs = (try? workspace.jobs()) ?? []
      if !jobs.contains(where: { $0.name == name || name == "last" }) {
        self = .missingJob(name)
        return
      }
    case .result(let cell, _):
      if session.cells.result(of: cell) == nil {
        self = .noResult
        return
      }
      if kind == .noField {
        self = .otherResult
        return
      }
    case .examples: break
    }
    guard case .examples = reference, kind == .noDatasetOrExample else { return nil }
    let field = reference.field.description
    self = .missingExample(String(reference.description.dropLast(field.count)))
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
    case .value(_, _, _, _, let actual):
      guard case .comparison(let left, _, _) = test else { return nil }
      return Failure(
        .expectationDiffers, "\(sentence); it is \(actual.shown)", at: left.span)
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
