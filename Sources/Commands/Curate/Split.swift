import CommandLanguage
package import Datasets
package import JSON
import Quantities
package import Workspaces

/// What `split` is asked.
package struct SplitInput: Sendable {
  var selection: SelectionRequest
  var words: SplitWords
  var library: Split.Library
  /// Whether the test part of three stays open.
  var leavesOpen: Bool
}

/// The parts that a dataset was divided into.
package struct SplitResult: VerbResult {
  /// The dataset that was divided, with its revision where it is an older one.
  package var name: String
  package var revision: Int
  /// The shares as they were typed, such as `75/25`.
  package var ratio: String
  package var seed: Int
  package var library: Split.Library
  /// `stratified by system`, `grouped by prompt`, or nil.
  package var constraint: String?
  /// Whether the rows are those that the library chooses, and not only as many.
  package var isRepeatable: Bool
  /// The datasets that were made, in the order of the shares.
  package var parts: [DatasetFacts]
  /// Prompts that are in more than one part, and the examples that have them.
  package var shared: SharedPrompts
  var dataset: String

  /// Prompts on both sides of a division.
  package struct SharedPrompts: Sendable, Hashable {
    package var promptCount = 0
    package var exampleCount = 0
  }

  package var json: JSONValue {
    [
      "dataset": .string(name), "revision": .integer(revision), "ratio": .string(ratio),
      "seed": .integer(seed), "like": .string(library.rawValue),
      "same_rows": .bool(isRepeatable),
      "constraint": constraint.map(JSONValue.string) ?? .null,
      "parts": .array(parts.map(\.json)),
      "shared_prompts": .integer(shared.promptCount),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == SplitInput, Result == SplitResult {
  /// `split`: datasets for training and for test, with the rows that a script would have.
  package static var split: Self {
    Self(
      VerbDeclaration(
        "split", .curate, "divide a dataset for training and test, with a script's own rows",
        usage: [
          "split NAME 75/25 [seed 42] [as TRAIN, TEST]",
          "split NAME 80/10/10 [seed 42] [as TRAIN, VALID, TEST]",
          "split NAME 75/25 stratified by FIELD", "split NAME 75/25 grouped by near",
        ],
        options: [
          .init("like", "LIBRARY", "whose rows: sklearn (the usual), or datasets"),
          .init("open", nil, "do not lock the test part of three"),
        ],
        examples: [
          .init("split marv 75/25 seed 42", "scikit-learn's rows for random_state=42"),
          .init(
            "split marv 80/20 grouped by prompt as learn, exam",
            "examples with one prompt stay on one side"),
          .init("split marv 80/20 grouped by near as most, rest", "and those that are alike"),
          .init("split marv 80/10/10 as fit, watch, last", "last is locked until  unlock last"),
        ], operands: [.dataset], traits: VerbTraits(readsClauses: false)),
      read: { reader throws(Failure) in
        var arguments = reader.remainingArguments()
        var dataset: Argument?
        if let first = arguments.first, !SplitWords.isRatio(first) {
          dataset = arguments.removeFirst()
        }
        let words = try SplitWords(arguments, reader)
        return SplitInput(
          selection: SelectionRequest(argument: dataset, clauses: []), words: words,
          library: try reader.library(), leavesOpen: reader.flag("open"))
      },
      perform: { input, session in try Splitting(input, in: session).result() })
  }
}

extension ArgumentReader {
  /// The library whose rows `--like` asks for.
  fileprivate mutating func library() throws(Failure) -> Split.Library {
    guard let given = value("like") else { return .scikitLearn }
    if ["scikit-learn", "numpy"].contains(given.text) { return .scikitLearn }
    guard let library = Split.Library(rawValue: given.text) else {
      throw Failure(
        .badOptionValue, "--like takes sklearn or datasets", at: given.span,
        consequence: "nothing was divided", remedy: "--like datasets")
    }
    return library
  }
}

/// One division on its way.
private struct Splitting {
  let input: SplitInput
  let session: Session
  let selection: Selection

  init(_ input: SplitInput, in session: Session) throws {
    self.input = input
    self.session = session
    var selection = try session.selections.selection(input.selection)
    // Marks and values are read by number, and so is the source by a script.
    selection.numbers?.sort()
    self.selection = selection
  }

  func result() throws -> SplitResult {
    let words = input.words
    let names = try partNames()
    let marks = try session.selections.marks(of: selection)
    let split = try division(of: marks)
    let parts = zip(names, split.parts).enumerated().map { index, part in
      DerivedPart(
        name: part.0, numbers: part.1.map { marks[$0].number },
        isLocked: index == 2 && !input.leavesOpen)
    }
    let sizes = parts.map { "\($0.name) (\(NumberFormat.count($0.numbers.count)))" }
    let made = try session.workspace.derive(
      parts, from: selection.dataset,
      revision: selection.revision ?? selection.dataset.revision,
      describedAs: ChangeDescription(
        "split",
        "split \(selection.name) \(words.ratio.text) into \(sizes.joined(separator: ", "))",
        cell: session.cells.current))
    return SplitResult(
      name: selection.name, revision: selection.revision ?? selection.dataset.revision,
      ratio: words.ratio.text, seed: Int(words.seed), library: input.library,
      constraint: words.constraint?.words, isRepeatable: words.constraint?.isGrouped != true,
      parts: made.datasets.map(DatasetFacts.init), shared: shared(split, marks),
      dataset: selection.dataset.name)
  }

  /// The names of the new datasets, all of them free.
  private func partNames() throws -> [String] {
    let suffixes = input.words.shares.count == 2 ? ["train", "test"] : ["train", "valid", "test"]
    let given = input.words.names
    let names =
      given.isEmpty ? suffixes.map { "\(selection.dataset.name)-\($0)" } : given.map(\.text)
    let taken = Set(try session.workspace.datasets().map(\.name))
    for (index, name) in names.enumerated() where taken.contains(name) {
      let other = names.map { "\($0)2" }.joined(separator: ", ")
      throw Failure(
        .datasetExists, "there is a dataset \(name) already",
        at: given.isEmpty ? nil : given[index].span, consequence: "nothing was divided",
        remedy: "split \(selection.name) \(input.words.ratio.text) as \(other)")
    }
    return names
  }

  private func division(of marks: [ExampleMark]) throws -> Split {
    let words = input.words
    var classNames: [FieldValue] = []
    var constraint: Split.Constraint?
    switch words.constraint {
    case nil: break
    case .stratified(let field):
      let values = try values(of: field)
      classNames = Set(values).sorted(by: FieldValue.isOrderedByCode)
      let numbers = Dictionary(uniqueKeysWithValues: classNames.enumerated().map { ($1, $0) })
      constraint = .classes(values.map { numbers[$0] ?? 0 })
    case .grouped(let what): constraint = .groups(try groups(by: what, marks))
    }
    do throws(Split.Fault) {
      return try Split(
        of: marks.count, into: words.shares, seed: words.seed, like: input.library, constraint)
    } catch {
      throw failure(error, classNames)
    }
  }

  private func groups(by what: Argument, _ marks: [ExampleMark]) throws -> [UInt64] {
    if what.text == "near" { return try nearGroups(marks) }
    if let part = RepeatedPart(rawValue: what.text) { return marks.map { $0.digest(of: part) } }
    let values = try values(of: what)
    var numbers: [FieldValue: UInt64] = [:]
    return values.map { value in
      let number = numbers[value] ?? UInt64(numbers.count)
      numbers[value] = number
      return number
    }
  }

  /// Examples that are nearly the same, also by way of others, and those with one prompt, as one
  /// group; near is what W03 calls so.
  private func nearGroups(_ marks: [ExampleMark]) throws -> [UInt64] {
    let percent = try session.checks.thresholds.value(of: .leakage) ?? 70
    let sketched = try SketchedExamples(of: selection, .whole, in: session)
    let positions = Dictionary(
      marks.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    var leaders = Array(marks.indices)
    func leader(of position: Int) -> Int {
      var position = position
      while leaders[position] != position {
        leaders[position] = leaders[leaders[position]]
        position = leaders[position]
      }
      return position
    }
    func join(_ one: Int, _ other: Int) {
      let (one, other) = (leader(of: one), leader(of: other))
      leaders[max(one, other)] = min(one, other)
    }
    for link in try sketched.links(likeness: Double(percent) / 100) {
      let numbers = (sketched.numbers[link.pair.first], sketched.numbers[link.pair.second])
      if let one = positions[numbers.0], let other = positions[numbers.1] { join(one, other) }
    }
    var prompts: [UInt64: Int] = [:]
    for (position, mark) in marks.enumerated() where mark.hasAnswer {
      if let first = prompts[mark.digest.prompt] {
        join(first, position)
      } else {
        prompts[mark.digest.prompt] = position
      }
    }
    return marks.indices.map { UInt64(leader(of: $0)) }
  }

  /// The value that each selected example has in a field, by number.
  private func values(of field: Argument) throws -> [FieldValue] {
    let path = try session.selections.curatedField(field)
    var values: [FieldValue] = []
    try session.selections.forEach(selection) { stored in
      values.append(try session.selections.fieldValue(path, of: stored))
      return true
    }
    if values.allSatisfy({ $0 == .missing }), !values.isEmpty {
      throw session.selections.noField(path, at: field.span)
    }
    return values
  }

  private func failure(_ fault: Split.Fault, _ classNames: [FieldValue]) -> Failure {
    let line = "split \(selection.name) \(input.words.ratio.text) seed \(input.words.seed)"
    func refusal(_ fact: String, _ remedy: String?) -> Failure {
      Failure(.cannotDivide, fact, consequence: "nothing was divided", remedy: remedy)
    }
    switch fault {
    case .tooFew(let count):
      return refusal(
        "\(NumberFormat.count(count, "example")) cannot be divided \(input.words.ratio.text)",
        "show \(selection.name) shows them; add examples, or other shares:  "
          + "split \(selection.name) 50/50")
    case .smallClass(let number, let count):
      let name = number < classNames.count ? classNames[number].text ?? "" : ""
      return refusal(
        "only \(NumberFormat.count(count, "example")) has \(shortened(name)), "
          + "and every part needs one", line)
    case .smallPart(let count, let classes):
      return refusal(
        "a part of \(NumberFormat.count(count, "example")) cannot hold \(classes) classes", line)
    case .notRepeatable(let library):
      return refusal(
        "ft divides by classes as scikit-learn does, not as \(library.rawValue) does",
        "\(line) \(input.words.constraint?.words ?? "")")
    }
  }

  private func shortened(_ text: String) -> String {
    Literal.quoted(text.count > 40 ? text.prefix(40) + "…" : text[...])
  }

  /// The prompts that more than one part has.
  private func shared(_ split: Split, _ marks: [ExampleMark]) -> SplitResult.SharedPrompts {
    var parts: [UInt64: Set<Int>] = [:]
    for (part, positions) in split.parts.enumerated() {
      for position in positions { parts[marks[position].digest.prompt, default: []].insert(part) }
    }
    let both = parts.filter { $0.value.count > 1 }
    var shared = SplitResult.SharedPrompts(promptCount: both.count)
    if !both.isEmpty {
      shared.exampleCount = marks.count { both[$0.digest.prompt] != nil }
    }
    return shared
  }
}

extension FieldValue {
  /// Numbers by value, texts by their code points, as numpy sorts them.
  static func isOrderedByCode(_ left: FieldValue, _ right: FieldValue) -> Bool {
    guard case .text(let left) = left, case .text(let right) = right else { return left < right }
    return left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

extension Selections {
  /// The field that a line names; `answer` is the assistant's last message.
  ///
  /// - Throws: ``Failure`` E302 for what is no field.
  func curatedField(_ argument: Argument) throws -> FieldPath {
    let names = ["answer": "assistant", "label": "assistant", "tag": "tags"]
    if let path = FieldPath(names[argument.text] ?? argument.text) { return path }
    throw Failure(
      .noField, "\"\(argument.text)\" is not a field", at: argument.span,
      consequence: "nothing was done", remedy: Self.exampleFields.joined(separator: ", "))
  }
}
