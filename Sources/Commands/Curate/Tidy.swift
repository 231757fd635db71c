import CommandLanguage
import Datasets
package import JSON
// The standard library's own normalization; Foundation, which has it as well, is not linked.
@_spi(_Unicode) import Swift
package import Workspaces

/// What `tidy` makes of the texts of examples.
package struct TidyInput: Sendable {
  var selection: SelectionRequest
  var steps: [TidyStep]
  var confirmation: Confirmation
}

/// The examples that are tidier now.
package struct TidyResult: VerbResult {
  /// nil when there was nothing to tidy.
  package var change: ChangedExamples?
  /// Whether the selection has no example.
  package var isOfNone: Bool
  /// The steps that were made, as they are typed.
  package var steps: [String]

  package var json: JSONValue {
    change.json(with: JSONMember("steps", .array(steps.map(JSONValue.string))))
  }
  package var replayFacts: ReplayFacts { change.replayFacts }
}

/// One way of tidying.
enum TidyStep: String, Sendable, CaseIterable {
  case trim
  case nfc
  case quotes
  case mojibake
  case nulls

  var meaning: String {
    switch self {
    case .trim: "takes white space off the ends of texts, and characters that cannot be seen"
    case .nfc: "writes letters and their accents, and Hangul, as one character each"
    case .quotes: "writes curly quotes and apostrophes as straight ones"
    case .mojibake: "decodes text that was decoded by the wrong table"
    case .nulls: "takes keys without a value out, but for the content of a message"
    }
  }

  /// The example after the step.
  func applied(to example: Example) throws -> Example {
    switch self {
    case .trim: return mended(example, by: "W27")
    case .mojibake: return mended(example, by: "W14")
    case .nfc: return try replacing(in: example, Self.composed)
    case .quotes: return try replacing(in: example, Self.straightened)
    case .nulls: return try Self.withoutNulls(example)
    }
  }

  private func mended(_ example: Example, by code: String) -> Example {
    guard let repair = Rule.named(code).flatMap(Repair.of) else { return example }
    return example.mended(by: [repair])?.example ?? example
  }

  private func replacing(
    in example: Example, _ change: (String) -> String?
  ) throws -> Example {
    let edits = example.texts.compactMap { text in
      change(example.text(text.span)).map { ExampleTextEdit(text, text: $0) }
    }
    return edits.isEmpty ? example : try Example(example.bytes(replacing: edits))
  }

  /// The text in composed characters; nil where it is so already.
  private static func composed(_ text: String) -> String? {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return scalars.elementsEqual(text.unicodeScalars) ? nil : String(scalars)
  }

  /// The text with straight quotes; nil where it has no others.
  private static func straightened(_ text: String) -> String? {
    guard text.utf8.contains(0xE2) else { return nil }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}": scalars.append("'")
      case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}": scalars.append("\"")
      default: scalars.append(scalar)
      }
    }
    let mended = String(scalars)
    return scalars.elementsEqual(text.unicodeScalars) ? nil : mended
  }

  private static func withoutNulls(_ example: Example) throws -> Example {
    guard let value = try? JSONValue(parsing: example.bytes),
      var text = try? JSONText(example.bytes)
    else { return example }
    for path in nulls(in: value, at: []).reversed() { try text.remove(at: path) }
    return text.bytes == example.bytes ? example : try Example(text.bytes)
  }

  /// The keys with null, outer ones before what is within their neighbors.
  ///
  /// What stands in arguments and schemas of tools is data of its own, and is left.
  private static func nulls(in value: JSONValue, at path: [JSONStep]) -> [[JSONStep]] {
    if let members = value.members {
      return members.flatMap { member -> [[JSONStep]] in
        let place = path + [.key(member.key)]
        if member.value == .null { return member.key == "content" ? [] : [place] }
        let isData = ["tools", "functions", "arguments", "parameters"].contains(member.key)
        return isData ? [] : nulls(in: member.value, at: place)
      }
    }
    return (value.array ?? []).enumerated().flatMap { index, element in
      nulls(in: element, at: path + [.index(index)])
    }
  }
}

extension Verb where Input == TidyInput, Result == TidyResult {
  /// `tidy`: characters and spaces as they should be.
  package static var tidy: Self {
    var declaration = VerbDeclaration(
      "tidy", .curate, "clean up the characters, spaces and empty keys of examples",
      usage: ["tidy NAME STEP [STEP ...]", "tidy NAME#NUMBERS STEP where TEST"],
      options: [.init("yes", nil, "do not ask when many examples change")],
      examples: [
        .init("tidy marv trim nfc quotes --yes", "three steps as one change"),
        .init("tidy marv#7 mojibake", "one example; undo takes it back"),
        .init("tidy marv nulls --yes", "keys with null go, but content"),
      ], operands: [.examples, .words(TidyStep.allCases.map(\.rawValue))])
    declaration.topics = [
      VerbDeclaration.Topic(
        "STEP", "what is done, in the order of the line",
        TidyStep.allCases.map { VerbDeclaration.Sample($0.rawValue, $0.meaning) })
    ]
    return Self(
      declaration,
      read: { reader throws(Failure) in
        let place = try reader.argument("a dataset:  tidy marv trim")
        var steps: [TidyStep] = []
        for word in reader.remainingArguments() {
          guard let step = TidyStep(rawValue: word.text) else {
            throw Failure(
              .unknownSubcommand, "tidy has no step \"\(word.text)\"", at: word.span,
              consequence: "nothing was changed",
              remedy: TidyStep.allCases.map(\.rawValue).joined(separator: ", "))
          }
          steps.append(step)
        }
        guard !steps.isEmpty else { throw reader.missing("a step:  tidy marv trim") }
        return TidyInput(
          selection: reader.selection(place), steps: steps, confirmation: Confirmation(&reader))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        let (steps, names) = (input.steps, input.steps.map(\.rawValue))
        let change = try await ExampleChanges(
          by: "tidy", to: selection, input.confirmation, in: session
        ).edit(names.joined(separator: ", ")) {
          { _, example in
            let tidied = try steps.reduce(example) { try $1.applied(to: $0) }
            return tidied.bytes == example.bytes ? nil : .example(tidied)
          }
        }
        return TidyResult(change: change, isOfNone: selection.count == 0, steps: names)
      })
  }
}
