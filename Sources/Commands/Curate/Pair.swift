import CommandLanguage
import Datasets
package import JSON
import Tokenization
package import Workspaces

/// Two answers to one prompt, of which the first is better.
package struct PairInput: Sendable {
  var better: SelectionRequest
  /// nil where the worse answer is a text.
  var worse: SelectionRequest?
  var rejected: Argument?
  var name: Argument
}

/// A preference that was made of two answers.
package struct PairResult: VerbResult {
  package var number: Int
  package var dataset: String
  /// Whether the dataset was made for it.
  package var isNew: Bool
  /// What took it in; nil for a new dataset.
  package var change: ChangeOutcome?

  package var json: JSONValue {
    ["dataset": .string(dataset), "number": .integer(number), "is_new": .bool(isNew)]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == PairInput, Result == PairResult {
  /// `pair`: a preference of two answers to one prompt.
  package static var pair: Self {
    Self(
      VerbDeclaration(
        "pair", .curate, "make a preference of two answers to one prompt",
        usage: [
          "pair NAME#NUMBER NAME#NUMBER as DATASET", "pair NAME#NUMBER --rejected TEXT as DATASET",
        ],
        options: [.init("rejected", "TEXT", "the worse answer, where no example has it")],
        examples: [
          .init(
            "pair marv#2 --rejected \"I do not know.\" as prefs",
            "the answer of marv#2 is preferred to that text"),
          .init("pair marv#2 marv#5 as prefs", "two examples that ask the same"),
        ], operands: [.examples, .examples], clauses: [.as]),
      read: { reader throws(Failure) in
        let better = reader.selection(
          try reader.argument("two examples:  pair marv#3 marv#9 as prefs"))
        let rejected = reader.value("rejected")
        let worse = reader.optionalArgument().map { reader.selection($0) }
        guard let name = reader.clause(.as) else {
          throw reader.missing("a dataset for the pair:  as prefs")
        }
        guard (worse == nil) != (rejected == nil) else {
          throw reader.missing("one worse answer: a second example, or --rejected TEXT")
        }
        return PairInput(better: better, worse: worse, rejected: rejected, name: name)
      },
      perform: { input, session in try Pairing(input: input, session: session).result() })
  }
}

/// Two answers on their way into one example.
private struct Pairing {
  let input: PairInput
  let session: Session

  func result() throws -> PairResult {
    let better = try example(input.better)
    var worse: Example?
    if let request = input.worse { worse = try self.example(request).example }
    if let worse, worse.promptKey != better.example.promptKey {
      throw Failure(
        .wrongShape, "the two examples do not ask the same",
        at: input.worse?.argument?.span, consequence: "nothing was made",
        remedy: "duplicates \(better.name) by prompt")
    }
    let preference = try preference(better.example, worse)
    let existing = try? session.workspace.dataset(named: input.name.text)
    guard let existing else {
      let outcome = try session.workspace.load(
        .bytes(preference.bytes + [0x0A], name: "pairs"), as: input.name.text, options: options)
      session.currentDataset = outcome.dataset.name
      return PairResult(number: 1, dataset: outcome.dataset.name, isNew: true)
    }
    let added = try AddResult(adding: preference, to: existing, tags: [], in: session)
    return PairResult(
      number: added.number, dataset: existing.name, isNew: false, change: added.change)
  }

  private var options: LoadOptions {
    var options = LoadOptions()
    options.tokenEncoding =
      session.tokens.countsExactly() ? TokenCounting.datasetEncoding.rawValue : nil
    options.cell = session.cells.current
    options.countTexts { [session] in session.tokens.makeCounter() }
    return options
  }

  private func example(_ request: SelectionRequest) throws -> (name: String, example: Example) {
    let selection = try session.selections.selection(request)
    let place = request.argument?.span
    guard let numbers = selection.numbers, numbers.count == 1, selection.field.isEmpty,
      let stored = try session.workspace.example(
        numbers[0], of: selection.dataset, revision: selection.revision)
    else {
      throw Failure(
        .wrongReference, "a pair is made of single examples", at: place,
        consequence: "nothing was made",
        remedy: "pair \(selection.name)#1 \(selection.name)#2 as prefs")
    }
    let example = try Example(stored.bytes)
    guard example.kind == .chat, example.messages.last?.role == .assistant else {
      throw Failure(
        .wrongShape, "\(selection.name)#\(numbers[0]) is no chat that ends with an answer",
        at: place, consequence: "nothing was made", remedy: "show \(selection.name)#\(numbers[0])")
    }
    return (selection.dataset.name, example)
  }

  /// The preference, with every message as it stands in its example.
  private func preference(_ better: Example, _ worse: Example?) throws -> Example {
    let preferred = better.lastMessageBytes
    let rejected =
      try worse?.lastMessageBytes
      ?? Self.message("assistant", input.rejected?.text ?? "")
    if preferred == rejected {
      throw Failure(
        .wrongShape, "the two answers are the same", at: input.worse?.argument?.span,
        consequence: "nothing was made", remedy: "name an example with another answer")
    }
    var bytes = Array(#"{"input":{"messages":["#.utf8)
    for (index, message) in better.messages.dropLast().enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += better.bytes[message.range]
    }
    bytes += Array(#"]},"preferred_output":["#.utf8) + preferred
    bytes += Array(#"],"non_preferred_output":["#.utf8) + rejected + Array("]}".utf8)
    return try Example(bytes)
  }

  private static func message(_ role: String, _ text: String) throws -> [UInt8] {
    let value: JSONValue = ["role": .string(role), "content": .string(text)]
    return Array(value.text.utf8)
  }
}

extension Example {
  /// What is asked, message by message.
  fileprivate var promptKey: [String] {
    messages.dropLast().flatMap { [role(of: $0), text(of: $0) ?? ""] }
  }

  fileprivate var lastMessageBytes: [UInt8] {
    messages.last.map { Array(bytes[$0.range]) } ?? []
  }
}
