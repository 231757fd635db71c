import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// The example that `blame` is asked about.
package struct BlameInput: Sendable {
  var argument: Argument
}

/// Which step made each part of an example what it is.
package struct BlameResult: VerbResult {
  /// What an example consists of.
  package enum Part: Sendable, Hashable {
    case turn(ExampleTurn)
    case tags([String])
    case note(String)
    /// Keys besides the conversation, such as a column of the file.
    case rest
  }

  /// A part with the last step that changed it.
  package struct Line: Sendable {
    package var part: Part
    package var step: ExampleStep

    var json: JSONValue {
      let (name, text): (String, JSONValue) =
        switch part {
        case .turn(let turn): (turn.role, .string(turn.text))
        case .tags(let tags): ("tags", .array(tags.map(JSONValue.string)))
        case .note(let note): ("note", .string(note))
        case .rest: ("rest", .null)
        }
      return .object(
        [
          JSONMember("part", .string(name)), JSONMember("text", text),
          JSONMember("dataset", .string(step.dataset.name)),
          JSONMember("number", .integer(step.number)),
          JSONMember("revision", .integer(step.step.revision.number)),
        ] + step.step.members)
    }
  }

  /// The example, with its revision where it is an older one.
  package var name: String
  var dataset: String
  package var lines: [Line]

  package var json: JSONValue { .array(lines.map(\.json)) }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == BlameInput, Result == BlameResult {
  /// `blame`: which command last changed each message of an example.
  package static var blame: Self {
    Self(
      VerbDeclaration(
        "blame", .curate, "show which command last changed each message of an example",
        usage: ["blame NAME#N"],
        examples: [.init("blame marv#1", "each message with its revision and command")],
        operands: [.dataset],
        traits: VerbTraits(replay: .omitted, isReading: true), clauses: []),
      read: { reader throws(Failure) in
        BlameInput(argument: try reader.argument("an example:  blame marv#7"))
      },
      perform: { input, session in
        let selection = try session.selections.selection(
          SelectionRequest(argument: input.argument, clauses: [], fieldlessVerb: "blame"))
        guard let numbers = selection.numbers, numbers.count == 1, let number = numbers.first else {
          throw Failure(
            .wrongReference, "blame is about one example", at: input.argument.span,
            remedy: "blame \(selection.name)#\(selection.numbers?.first ?? 1)")
        }
        let steps = try session.workspace.history(
          ofExample: number, in: selection.dataset, revision: selection.revision)
        var blaming = Blaming()
        for step in steps.reversed() { try blaming.take(step) }
        return BlameResult(
          name: "\(selection.name)#\(number)", dataset: selection.dataset.name,
          lines: blaming.lines)
      })
  }
}

/// Follows an example from its first state on.
private struct Blaming {
  private var turns: [(turn: ExampleTurn, step: ExampleStep)] = []
  private var tags: (tags: [String], step: ExampleStep)?
  private var note: (note: String, step: ExampleStep)?
  private var rest: ExampleStep?
  private var last: StoredExample?

  var lines: [BlameResult.Line] {
    var lines = turns.map { BlameResult.Line(part: .turn($0.turn), step: $0.step) }
    if let rest { lines.append(BlameResult.Line(part: .rest, step: rest)) }
    if let tags, !tags.tags.isEmpty {
      lines.append(BlameResult.Line(part: .tags(tags.tags), step: tags.step))
    }
    if let note { lines.append(BlameResult.Line(part: .note(note.note), step: note.step)) }
    return lines
  }

  mutating func take(_ step: ExampleStep) throws {
    guard let new = step.new else { return }
    let said = try Example(new.bytes).turns
    let alignment = TurnAlignment(turns.map(\.turn), said)
    var blamed: [(turn: ExampleTurn, step: ExampleStep)] = []
    var hasChanged = false
    for place in alignment.steps {
      switch place {
      case .both(let old, let new) where turns[old].turn == said[new]: blamed.append(turns[old])
      case .both(_, let new), .new(let new):
        blamed.append((said[new], step))
        hasChanged = true
      case .old: hasChanged = true
      }
    }
    // Bytes that are others while all that is said stays are of another key.
    if let last, last.bytes != new.bytes, !hasChanged { rest = step }
    turns = blamed
    if new.facts.tags != last?.facts.tags ?? [] { tags = (new.facts.tags, step) }
    if new.facts.note != last?.facts.note { note = new.facts.note.map { ($0, step) } }
    last = new
  }
}
