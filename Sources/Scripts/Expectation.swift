package import CommandLanguage
import Patterns

/// What `expect` asks; whoever has the workspace looks up the values.
package struct Expectation: Sendable, Hashable {
  /// The question itself.
  package enum Test: Sendable, Hashable {
    /// The command above failed with a code.
    case error(code: String)
    /// `LEFT OP RIGHT`.
    case comparison(Argument, Comparison, Argument)
  }

  package let test: Test
  /// Whether a difference is reported without failing the step: `expect soft …`.
  package let isSoft: Bool
  package let statement: Statement

  /// Reads `expect LEFT OP RIGHT`, `expect error CODE` or either behind `soft`.
  ///
  /// - Throws: A ``Diagnostic`` when the words make neither.
  package init(_ statement: Statement) throws(Diagnostic) {
    var arguments = statement.arguments
    let isSoft = arguments.first?.word == "soft" && arguments.count > 1
    if isSoft { arguments.removeFirst() }
    self.isSoft = isSoft
    self.statement = statement
    guard statement.clauses.isEmpty, statement.options.isEmpty else {
      throw Expectation.fault(at: statement)
    }
    if arguments.count == 2, arguments[0].word == "error", !arguments[1].isQuoted {
      self.test = .error(code: arguments[1].text)
    } else if arguments.count == 3, let word = arguments[1].word,
      let comparison = Comparison(rawValue: word)
    {
      if comparison == .matches, case .text(let pattern) = arguments[2].value,
        (try? Pattern(pattern)) == nil
      {
        throw Diagnostic(
          .unreadablePattern, "the regular expression cannot be read", at: arguments[2].range,
          in: statement.source)
      }
      self.test = .comparison(arguments[0], comparison, arguments[2])
    } else {
      throw Expectation.fault(at: statement)
    }
  }

  /// The left side as a reference, a dataset's field such as `marv.count` included.
  package var reference: Reference? {
    guard case .comparison(let left, _, _) = test, !left.isQuoted else { return nil }
    return left.reference ?? Reference(left.text)
  }

  /// The question in one line, as in `marv#7.assistant should contain "384,400"`.
  package var sentence: String {
    switch test {
    case .error(let code): "the command should fail with \(code)"
    case .comparison(let left, let comparison, let right):
      "\(left.written) should \(comparison.verb) \(right.written)"
    }
  }

  private static func fault(at statement: Statement) -> Diagnostic {
    let last = statement.parts.isEmpty ? statement.range.upperBound : statement.range.lowerBound
    let range = last..<statement.range.upperBound
    return Diagnostic(
      .malformedExpectation, "an expectation compares two values or names an error", at: range,
      in: statement.source, help: "expect marv.count = 12, or expect error E401")
  }
}
