import CommandLanguage
import Datasets
package import JSON
import Patterns
package import Workspaces

/// What `replace` looks for, where, and what it puts there.
package struct ReplaceInput: Sendable {
  var selection: SelectionRequest
  /// As it was typed, for the list of operations.
  var wanted: String
  var replacement: String
  var pattern: Pattern
  var substitution: Substitution
  /// Tells from raw bytes that a text has nothing to replace; nil where bytes tell nothing.
  var finder: TextFinder?
  var confirmation: Confirmation

  /// A shell takes the quotes away, so that a pattern with a space comes as a quoted text.
  fileprivate var patternOption: String? {
    guard pattern.syntax == .text, pattern.source.utf8.count > 2,
      pattern.source.hasPrefix("/"), pattern.source.hasSuffix("/")
    else { return nil }
    return "--regex \(Literal.quoted(pattern.source.dropFirst().dropLast()))"
  }
}

/// The examples in whose texts something was replaced.
package struct ReplaceResult: VerbResult {
  /// nil when it stands nowhere.
  package var change: ChangedExamples?
  /// How often it was replaced.
  package var count: Int
  /// Whether the selection has no example.
  package var isOfNone: Bool
  /// With the dot; empty for all that is said.
  package var field: String
  /// The option that looks for it as a pattern, where it was text that looks like one.
  package var patternOption: String?

  package var json: JSONValue { change.json(with: JSONMember("replaced", .integer(count))) }
  package var replayFacts: ReplayFacts { change.replayFacts }
}

extension Verb where Input == ReplaceInput, Result == ReplaceResult {
  /// `replace`: a text in the texts of examples by another.
  package static var replace: Self {
    Self(
      VerbDeclaration(
        "replace", .data, "replace a text, or what a pattern matches, in the texts of examples",
        usage: [
          "replace NAME TEXT TEXT", "replace NAME.FIELD TEXT TEXT",
          "replace NAME /PATTERN/ TEXT where TEST",
        ],
        options: [
          .init("ignore-case", nil, "capital letters do not matter"),
          .init("regex", nil, "the text is a pattern, without slashes around it"),
          .init("yes", nil, "do not ask when many examples change"),
        ],
        examples: [
          .init("replace marv.assistant \"some guy\" \"a man\"", "in all that the assistant says"),
          .init("replace marv#3..7 /[Ss]hakespeare/ \"the Bard\" --yes", "what a pattern matches"),
          .init(
            "replace marv /(\\d+) km/ \"$1 kilometers\" --yes", "$1 is what the first group matches"
          ),
        ], operands: [.examples], traits: VerbTraits(takesField: true)),
      read: { reader throws(Failure) in
        let selection = reader.selection(
          try reader.argument("a dataset:  replace marv \"old\" \"new\""))
        let wanted = try Self.wanted(&reader)
        let replacement = try reader.argument("the text to put there; \"\" takes it out")
        let ignoresCase = reader.flag("ignore-case")
        let substitution =
          wanted.isExpression
          ? Substitution(replacement.text) : Substitution(plainly: replacement.text)
        let pattern = try Self.pattern(wanted, ignoringCase: ignoresCase)
        guard substitution.highestGroup <= pattern.groupCount else {
          throw Failure(
            .badPattern, "the pattern has no group \(substitution.highestGroup)",
            at: replacement.span, consequence: "nothing was replaced",
            remedy: "$$ is a dollar sign")
        }
        return ReplaceInput(
          selection: selection, wanted: wanted.typed, replacement: replacement.text,
          pattern: pattern, substitution: substitution,
          finder: wanted.isExpression
            ? nil : TextFinder(wanted.text, ignoringCase: ignoresCase),
          confirmation: Confirmation(&reader))
      },
      perform: { input, session in try await Replacing(input, in: session).result() })
  }

  /// What is looked for, as it was typed.
  private struct Wanted {
    var text: String
    /// For the list of operations.
    var typed: String
    var isExpression: Bool
    var span: Span
  }

  private static func pattern(
    _ wanted: Wanted, ignoringCase: Bool
  ) throws(Failure) -> Pattern {
    if wanted.isExpression {
      return try Pattern(
        typed: wanted.text, ignoringCase: ignoringCase, at: wanted.span,
        consequence: "nothing was replaced", remedy: "for plain text put it in quotes")
    }
    do {
      return try Pattern(wanted.text, .text, ignoringCase: ignoringCase)
    } catch {
      throw Failure(
        .badPattern, "this text cannot be looked for: \(error.message)", at: wanted.span,
        consequence: "nothing was replaced")
    }
  }

  /// The text to look for: words from one that begins with a slash to one that ends with one are a
  /// pattern.
  private static func wanted(_ reader: inout ArgumentReader) throws(Failure) -> Wanted {
    let first = try reader.argument("a text to replace:  replace marv \"old\" \"new\"")
    guard !first.text.isEmpty else { throw reader.missing("a text to replace") }
    if reader.flag("regex") {
      return Wanted(
        text: first.text, typed: "/\(first.text)/", isExpression: true, span: first.span)
    }
    guard !first.isQuoted, first.text.hasPrefix("/") else {
      return Wanted(
        text: first.text, typed: "\"\(first.text)\"", isExpression: false, span: first.span)
    }
    var words = [first.text]
    while words.count == 1 && words[0] == "/" || words.last?.hasSuffix("/") != true {
      guard let next = reader.optionalArgument(), !next.isQuoted else {
        throw Failure(
          .badPattern, "the pattern has no slash at its end", at: first.span,
          consequence: "nothing was replaced",
          remedy: "write  /pattern/  or, for a text with a slash, put it in quotes")
      }
      words.append(next.text)
    }
    let typed = words.joined(separator: " ")
    return Wanted(
      text: String(typed.dropFirst().dropLast()), typed: typed, isExpression: true,
      span: first.span)
  }
}

/// One text on its way out of a selection, and another into its place.
private struct Replacing {
  let input: ReplaceInput
  let session: Session
  let selection: Selection

  init(_ input: ReplaceInput, in session: Session) throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
  }

  func result() async throws -> ReplaceResult {
    let place = try TextPlace(
      selection.field, at: input.selection.argument?.span, consequence: "nothing was replaced")
    let changes = try ExampleChanges(
      by: "replace", to: selection, input.confirmation, in: session)
    let field = selection.field.description
    let what = "\(input.wanted) → \"\(input.replacement)\"\(field.isEmpty ? "" : " in \(field)")"
    let (input, name) = (input, selection.dataset.name)
    let change = try await changes.edit(what) {
      let matcher = input.pattern.makeMatcher()
      return { stored, example in
        if let finder = input.finder, !finder.mayOccur(in: stored.bytes, stored.bytes.indices) {
          return nil
        }
        var edits: [ExampleTextEdit] = []
        var count = 0
        do throws(PatternLimit) {
          for text in place.texts(of: example) {
            guard
              let (new, found) = try matcher.replacing(
                in: example.text(text.span), with: input.substitution)
            else { continue }
            edits.append(ExampleTextEdit(text, text: new))
            count += found
          }
        } catch {
          throw error.failure(
            at: stored.number, of: name, consequence: "nothing was replaced")
        }
        return edits.isEmpty ? nil : .texts(edits, occurrences: count)
      }
    }
    return ReplaceResult(
      change: change, count: change?.occurrenceCount ?? 0, isOfNone: selection.count == 0,
      field: field, patternOption: change == nil ? input.patternOption : nil)
  }
}
