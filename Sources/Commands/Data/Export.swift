import CommandLanguage
import Conversions
import Datasets
import Files
package import JSON
import Spelling
package import Workspaces

/// What `export` is asked.
package struct ExportInput: Sendable {
  /// Rows of another shape, and how they are made.
  struct Shaped: Sendable {
    var format: ExportFormat
    /// What the columns of a table are called.
    var heads = FieldMapping()
    var keepsMetadata: Bool
    var agreesToLosses: Bool
    /// The line as it was typed, for remedies.
    var line: ExportLine
  }

  /// Rows for a provider or a program, mended as far as nothing is guessed.
  struct Delivered: Sendable {
    var profile: Profile
    /// Whether the rows are one JSON list.
    var isList: Bool
    var agreesToLosses: Bool
    /// The line as it was typed, for remedies.
    var line: ExportLine
  }

  /// What the line asks for and ft does not write.
  enum Problem: Sendable {
    case file(UnwritableFile)
    /// What a provider reads is no table.
    case noTableFor(Profile)
    /// Rows of the shape have lists, which a table cannot hold.
    case notATable(RowShape)
  }

  var selection: SelectionRequest
  /// The path after `to`.
  var file: Argument
  /// Whether a file that is there already is replaced.
  var replacesFile: Bool
  /// nil for the examples as they are.
  var shaped: Shaped?
  /// Who reads the rows; nil where nobody is named.
  var delivered: Delivered?
  /// Why the file cannot be written; said with a line that does what can be done.
  var problem: Problem?
  /// The line as it was typed, for remedies.
  var line: ExportLine
}

/// Examples that were written to a file.
package struct ExportResult: VerbResult {
  /// The dataset, with its revision where it is an older one.
  package var name: String
  /// Examples that are in the file.
  package var exampleCount: Int
  package var byteCount: Int
  /// The path as it was typed.
  package var file: String
  /// What the rows are; nil for the examples as they are.
  package var format: ExportFormat?
  /// What rows of another shape do not say; nil for the examples as they are.
  package var tally: ExportTally?
  /// What is to be said of rows for a provider; nil where none is named.
  package var delivery: Delivery?
  var dataset: String

  package var json: JSONValue {
    var members = [
      JSONMember("dataset", .string(name)), JSONMember("count", .integer(exampleCount)),
      JSONMember("bytes", .integer(byteCount)), JSONMember("file", .string(file)),
    ]
    if let format { members.append(JSONMember("as", .string(format.name))) }
    if let delivery { members += delivery.members }
    if let tally { members += tally.members }
    return .object(members)
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension ExportTally {
  /// What was lost and left out, for programs.
  fileprivate var members: [JSONMember] {
    func value(_ count: Count) -> JSONValue {
      [
        "count": .integer(count.exampleCount),
        "first": .array(count.first.map(JSONValue.integer)),
      ]
    }
    return [
      JSONMember(
        "lost", .object(losses.map { JSONMember($0.loss.rawValue, value($0.count)) })),
      JSONMember(
        "without_row",
        .array(
          unwritable.map {
            ["reason": .string($0.code.sentence), "examples": value($0.count)]
          })),
      JSONMember(
        "left_out", .object(leftOut.map { JSONMember($0.key, .integer($0.exampleCount)) })),
    ]
  }
}

extension Verb where Input == ExportInput, Result == ExportResult {
  /// `export`: a dataset, or some of it, as a file: its own lines, or rows of another shape.
  package static var export: Self {
    Self(
      VerbDeclaration(
        "export", .data, "write a dataset to a file; untouched examples keep their bytes",
        usage: [
          "export NAME to FILE", "export NAME where TEST to FILE", "export NAME to FILE --as SHAPE",
          "export NAME to FILE --for PROVIDER",
        ],
        options: [
          .init("as", "SHAPE", "what the rows are, such as alpaca, sharegpt, gemini or csv"),
          .init("for", "PROVIDER", "rows that it reads and takes, mended where nothing is guessed"),
          .init("lossy", nil, "write rows also where something is lost, and say what"),
          .init("with-metadata", nil, "keep the further columns of the examples in the rows"),
          .init("map", "PAIRS", "names of a table's columns: user=question,assistant=answer"),
          .init("force", nil, "replace FILE when it is there"),
        ],
        examples: [
          .init("export marv to marv-fixed.jsonl", "the dataset as a file"),
          .init("export marv@r1 to before.jsonl", "as it was in an older revision"),
          .init("export marv to marv.json --as alpaca", "rows for another tool, one list in .json"),
          .init("export marv to marv-trl.jsonl --for trl", "what a provider or a program takes"),
          .init("export marv to marv.csv", "a table for spreadsheets, a column for each side"),
          .init(
            "export marv to bare.jsonl --as messages", "without what stands beside the messages"),
        ], operands: [.dataset, .path], traits: VerbTraits(mayReadLocked: true, writesFile: true),
        clauses: VerbDeclaration.selecting.union([.to])),
      read: { reader throws(Failure) in try ExportInput(&reader) },
      perform: { input, session in try Exporting(input, in: session).result() })
  }
}

extension ExportInput {
  init(_ reader: inout ArgumentReader) throws(Failure) {
    let dataset = reader.optionalArgument()
    guard let file = reader.clause(.to) else {
      throw reader.missing("a file:  export NAME to FILE")
    }
    let line = ExportLine(reader.statement, file: file.text)
    self.init(
      selection: reader.selection(dataset), file: file, replacesFile: reader.flag("force"),
      line: line)
    if let place = reader.value("for") {
      try deliver(to: place, &reader)
      return
    }
    let name = reader.value("as")
    let format: ExportFormat?
    do throws(ExportFormat.Fault) {
      format = try ExportFormat(named: name?.text, forFile: file.text)
      problem = UnwritableFile(file.text).map(Problem.file)
    } catch {
      guard case .notATable(let shape) = error else {
        throw Failure(error, at: name?.span ?? file.span, name: name?.text ?? "")
      }
      problem = .notATable(shape)
      for option in ["with-metadata", "lossy", "map"] { _ = reader.option(option) }
      return
    }
    // Without a shape the examples go out as they are, and the options below have no use.
    guard let format else { return }
    shaped = Shaped(
      format: format, keepsMetadata: reader.flag("with-metadata"),
      agreesToLosses: reader.flag("lossy"), line: line)
    if format.shape == .columns, let value = reader.value("map") {
      shaped?.heads = try Self.heads(value, line)
    }
  }

  /// Takes `--for PROVIDER`, which says how the rows are made.
  private mutating func deliver(
    to place: Argument, _ reader: inout ArgumentReader
  ) throws(Failure) {
    for option in ["as", "map", "with-metadata"] {
      guard let other = reader.option(option) else { continue }
      throw Failure(
        .exclusiveOptions, "--for \(place.text) says what the rows are, and so does --\(option)",
        at: other.span, consequence: "nothing was written",
        remedy: line.writing(to: file.text, as: nil) + " --for \(place.text)")
    }
    guard let profile = Profile.named(place.text) else {
      let names = Profile.all.map(\.name)
      throw Failure(
        .badOptionValue, "no provider and no program \"\(place.text)\" has rules here",
        at: place.span, consequence: "nothing was written",
        remedy: nearest(to: place.text, in: names).map { "did you mean \($0)?" }
          ?? names.joined(separator: ", "))
    }
    let ending = FileEnding.of(file.text)
    problem =
      ["csv", "tsv"].contains(ending)
      ? .noTableFor(profile) : UnwritableFile(file.text).map(Problem.file)
    delivered = Delivered(
      profile: profile, isList: ending == "json", agreesToLosses: reader.flag("lossy"), line: line)
  }

  /// The names of a table's columns.
  private static func heads(
    _ value: Argument, _ line: ExportLine
  ) throws(Failure) -> FieldMapping {
    func failure(_ sentence: String) -> Failure {
      Failure(
        .badOptionValue, sentence, at: value.span, consequence: "nothing was written",
        remedy: line.replacing("map", by: "user=question,assistant=answer"))
    }
    let mapping: FieldMapping
    do throws(FieldMapping.Fault) { mapping = try FieldMapping(parsing: value.text) } catch {
      throw failure(error.sentence)
    }
    let fields: [FieldMapping.Field] = [.system, .user, .assistant]
    for pair in mapping.pairs where !fields.contains(where: { $0.rawValue == pair.to }) {
      throw failure("a table has columns for system, user and assistant, and none for \(pair.to)")
    }
    guard Set(fields.map { mapping[$0] ?? $0.rawValue }).count == fields.count else {
      throw failure("two columns would have one name")
    }
    return mapping
  }
}

/// One selection on its way into a file.
private struct Exporting {
  let session: Session
  let input: ExportInput
  let selection: Selection
  let path: String

  init(_ input: ExportInput, in session: Session) throws {
    self.session = session
    self.input = input
    path = session.path(input.file.text)
    selection = try session.selections.selection(input.selection)
    let isFolder = FileStatus(ofFileAt: path)?.kind == .folder
    if let problem = isFolder ? .file(.folder) : input.problem {
      throw Failure(problem, input) { LocalFile.exists(session.path($0)) }
    }
  }

  func result() throws -> ExportResult {
    if !input.replacesFile, LocalFile.exists(path) {
      let file = input.file.text
      throw Failure(
        .fileExists, "\(file) is there already", at: input.file.span,
        consequence: "nothing was written",
        remedy: "choose another name, or:  \(input.line.adding("--force"))")
    }
    var result = ExportResult(
      name: selection.name, exampleCount: 0, byteCount: 0, file: input.file.text,
      dataset: selection.dataset.name)
    if let delivered = input.delivered {
      let (tally, delivery, count) = try DeliveredExport(
        session: session, selection: selection, request: delivered
      ).write(to: path)
      result.exampleCount = tally.rowCount
      result.byteCount = count
      result.delivery = delivery
      result.tally = tally
    } else if let shaped = input.shaped {
      let (tally, count) = try ShapedExport(
        session: session, selection: selection, request: shaped
      ).write(to: path)
      result.exampleCount = tally.rowCount
      result.byteCount = count
      result.format = shaped.format
      result.tally = tally
    } else {
      result.exampleCount = try session.selections.count(selection)
      result.byteCount = try write()
    }
    return result
  }

  private func write() throws -> Int {
    if selection.numbers == nil {
      return try session.workspace.export(
        selection.dataset, revision: selection.revision, to: path)
    }
    return try LocalFile.write(to: path) { append in
      var lines: [UInt8] = []
      try session.selections.forEach(selection) { stored in
        lines += stored.bytes + [10]
        if lines.count > 1 << 20 {
          try append(lines)
          lines.removeAll(keepingCapacity: true)
        }
        return true
      }
      try append(lines)
    }
  }
}
