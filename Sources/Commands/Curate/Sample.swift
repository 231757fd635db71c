import CommandLanguage
import Randomness
import Workspaces

/// What `sample` is asked.
package struct SampleInput: Sendable {
  var selection: SelectionRequest
  var count: Int
  /// The field of whose values so many are drawn each; nil for as many in all.
  var field: Argument?
  var seed: UInt32
  /// The name of the new dataset.
  var name: Argument
}

extension Verb where Input == SampleInput, Result == DerivedResult {
  /// `sample`: a dataset of examples drawn by chance, in all or of each value of a field.
  package static var sample: Self {
    Self(
      VerbDeclaration(
        "sample", .curate, "draw examples into a dataset of their own, in all or per label",
        usage: ["sample NAME N [seed S] as NEW", "sample NAME N per FIELD [seed S] as NEW"],
        examples: [
          .init("sample marv 10 seed 1 as ten", "the same ten for the same seed"),
          .init("sample marv 2 per system as few", "two for each system prompt"),
        ], operands: [.dataset], traits: VerbTraits(readsClauses: false)),
      read: { reader throws(Failure) in try SampleInput(&reader) },
      perform: { input, session in try Sampling(input, in: session).result() })
  }
}

extension SampleInput {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    var arguments = reader.remainingArguments()[...]
    var dataset: Argument?
    if arguments.first?.number == nil { dataset = arguments.popFirst() }
    guard let count = arguments.popFirst() else {
      throw reader.missing("how many examples, such as 20")
    }
    guard let number = count.number?.integer, number > 0 else {
      throw Failure(
        .badCount, "sample takes a whole number above 0", at: count.span,
        consequence: "nothing was made", remedy: "sample marv 20 as few")
    }
    (self.count, seed) = (number, 42)
    var name: Argument?
    while let word = arguments.popFirst() {
      guard ["seed", "as", "per"].contains(word.text) else { throw reader.unexpected(word) }
      guard let value = arguments.popFirst() else {
        throw reader.missing("something behind \"\(word.text)\"")
      }
      switch word.text {
      case "seed": seed = try Self.seed(value)
      case "per": field = value
      default: name = value
      }
    }
    guard let name else { throw reader.missing("a name for the new dataset:  as NEW") }
    guard isName(name.text), Reference(name.text) == nil else {
      throw Failure(
        .badName, "\"\(name.text)\" cannot be a dataset's name", at: name.span,
        consequence: "nothing was made", remedy: "names are letters, digits, - and _")
    }
    self.name = name
    selection = SelectionRequest(argument: dataset, clauses: [])
  }

  private static func seed(_ argument: Argument) throws(Failure) -> UInt32 {
    guard let seed = argument.number?.integer.flatMap(UInt32.init(exactly:)) else {
      throw Failure(
        .badCount, "seed takes a whole number up to 4294967295", at: argument.span,
        consequence: "nothing was made", remedy: "seed 42")
    }
    return seed
  }
}

/// One sample on its way.
private struct Sampling {
  let input: SampleInput
  let session: Session
  let selection: Selection

  init(_ input: SampleInput, in session: Session) throws {
    self.input = input
    self.session = session
    var selection = try session.selections.selection(input.selection)
    selection.numbers?.sort()
    self.selection = selection
  }

  func result() throws -> DerivedResult {
    var generator = SeededGenerator(seed: UInt64(input.seed))
    var classes: [DerivedResult.ClassCount] = []
    var numbers: [Int] = []
    if let field = input.field {
      let path = try session.selections.curatedField(field)
      var members: [FieldValue: [Int]] = [:]
      try session.selections.forEach(selection) { stored in
        members[try session.selections.fieldValue(path, of: stored), default: []]
          .append(stored.number)
        return true
      }
      if members.count == 1, members.keys.first == .missing {
        throw session.selections.noField(path, at: field.span)
      }
      for (value, all) in members.sorted(by: { FieldValue.isOrderedByCode($0.key, $1.key) }) {
        let drawn = generator.sample(input.count, of: all)
        numbers += drawn
        classes.append(
          .init(value: value.text ?? "", drawn: drawn.count, total: all.count))
      }
    } else {
      numbers = generator.sample(input.count, of: try session.selections.all(selection))
    }
    var result = try Deriving(session: session, selection: selection, name: input.name)
      .result(numbers.sorted(), by: "sample")
    result.classes = classes
    result.seed = Int(input.seed)
    return result
  }
}
