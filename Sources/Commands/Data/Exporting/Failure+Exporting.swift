import CommandLanguage
import Conversions
import Datasets

extension Failure {
  /// Says what an export would lose, in which examples, and how to go on.
  init(losing tally: ExportTally, _ selection: Selection, _ request: ExportInput.Shaped) {
    let name = request.format.name
    let count = tally.exampleCount
    self.init(
      .lossyExport,
      "as \(name) something is lost of \(tally.lossyCount) of \(count) "
        + (count == 1 ? "example" : "examples"),
      context: tally.lines(of: selection.name), consequence: "nothing was written",
      remedy: request.line.adding("--lossy"))
  }

  /// Says what an export for a provider would lose, in which examples, and how to go on.
  init(
    losing tally: ExportTally, _ selection: Selection, for profile: Profile, _ line: ExportLine
  ) {
    let count = tally.exampleCount
    self.init(
      .lossyExport,
      "for \(profile.title) something is lost of \(tally.lossyCount) of \(count) "
        + (count == 1 ? "example" : "examples"),
      context: tally.lines(of: selection.name), consequence: "nothing was written",
      remedy: line.adding("--lossy"))
  }

  /// Says that no example can be a row of the shape.
  init(
    withoutRows tally: ExportTally, _ selection: Selection, _ request: ExportInput.Shaped,
    isTaken: (String) -> Bool
  ) {
    let name = request.format.name
    let codes = Set(tally.unwritable.map(\.code))
    // A shape that has a place for all of them.
    let other: RowShape =
      codes.contains(.isAPreference)
      ? .hfPreference : request.format.shape == .hfPreference ? .shareGPT : .chat
    let file = FileEnding.freeName(
      FileEnding.stem(of: request.line.file), ending: "jsonl", isTaken: isTaken)
    self.init(
      .lossyExport, "no example of \(selection.name) can be a row of \(name)",
      context: tally.lines(of: selection.name), consequence: "nothing was written",
      remedy: request.line.writing(to: file, as: other.optionName))
  }

  /// Says what ft does not write, and how it comes about; files that are there stay as they are.
  init(_ problem: ExportInput.Problem, _ input: ExportInput, isTaken: (String) -> Bool) {
    switch problem {
    case .file(let kind):
      let (export, shell) = kind.detour(input.line, isTaken: isTaken)
      self.init(
        .unwritableFile, "\(input.file.text) would be \(kind.words), which ft does not write",
        at: input.file.span, consequence: "nothing was written",
        remedy: "\(export)\n        then in a shell:  \(shell)")
    case .noTableFor(let profile):
      let file = FileEnding.freeName(
        FileEnding.stem(of: input.line.file), ending: "jsonl", isTaken: isTaken)
      self.init(
        .badOptionValue, "\(profile.title) reads JSON, and no table", at: input.file.span,
        consequence: "nothing was written",
        remedy: input.line.writing(to: file, as: nil) + " --for \(profile.name)")
    case .notATable(let shape):
      let file = FileEnding.freeName(
        FileEnding.stem(of: input.line.file), ending: "jsonl", isTaken: isTaken)
      self.init(
        .badOptionValue, "rows of \(shape.optionName) hold lists, and a table has none",
        at: input.file.span, consequence: "nothing was written",
        remedy: input.line.writing(to: file, as: shape.optionName))
    }
  }

  /// Says why no rows of a name can be written.
  init(_ fault: ExportFormat.Fault, at span: Span, name: String) {
    let sentence =
      switch fault {
      case .onlyReadable(let shape): "\(shape.words) can be read and not written"
      case .unknownShape, .notATable: "no shape \"\(name)\""
      }
    self.init(
      .badOptionValue, sentence, at: span, consequence: "nothing was written",
      remedy: ExportFormat.names.joined(separator: ", "))
  }
}

extension ExportTally {
  /// What is lost and where, a line each.
  func lines(of dataset: String) -> [String] {
    losses.map { "\($0.loss.words) in \($0.count.words(of: dataset))" }
      + unwritable.map { "\($0.code.sentence), so no row for \($0.count.words(of: dataset))" }
  }
}

/// The line of an export, to be typed again with something changed.
struct ExportLine: Sendable {
  /// The verb with what it chooses, without the file and the options.
  private let selection: String
  private let options: [String]
  let file: String

  init(_ statement: Statement, file: String) {
    self.file = file
    var words = [statement.verb?.name ?? "export"]
    var options: [String] = []
    for part in statement.parts {
      switch part {
      case .argument(let argument): words.append(argument.written)
      case .clause(.to, _): continue
      case .clause(let clause, _): words.append(clause.text)
      case .option(let option):
        options.append("--\(option.name)" + (option.value.map { " \($0.written)" } ?? ""))
      }
    }
    selection = words.joined(separator: " ")
    self.options = options
  }

  /// The line with one more option.
  func adding(_ option: String) -> String {
    ([selection, "to", Literal.word(file)] + options + [option]).joined(separator: " ")
  }

  /// The line with another value of an option.
  func replacing(_ option: String, by value: String) -> String {
    let others = options.filter { !$0.hasPrefix("--\(option)") }
    return ([selection, "to", Literal.word(file)] + others + ["--\(option) \(value)"])
      .joined(separator: " ")
  }

  /// The line for another file and shape.
  func writing(to file: String, as shape: String?) -> String {
    let words = [selection, "to", Literal.word(file)]
    return (words + (shape.map { ["--as \($0)"] } ?? [])).joined(separator: " ")
  }
}

/// A kind of file that people ask for by its ending and that other programs write.
enum UnwritableFile: Sendable, Hashable {
  case parquet
  case arrow
  case workbook
  case database
  case packed(by: String)
  /// A folder as the Hugging Face libraries save one.
  case folder

  /// The kind that a path asks for; nil for what is written.
  init?(_ file: String) {
    switch FileEnding.of(file) {
    case _ where file.hasSuffix("/"): self = .folder
    case "parquet": self = .parquet
    case "arrow", "feather": self = .arrow
    case "xlsx", "xls": self = .workbook
    case "db", "sqlite", "sqlite3": self = .database
    case "gz": self = .packed(by: "gzip")
    case "zst": self = .packed(by: "zstd")
    case "bz2": self = .packed(by: "bzip2")
    case "xz": self = .packed(by: "xz")
    default: return nil
    }
  }

  fileprivate var words: String {
    switch self {
    case .parquet: "a Parquet file"
    case .arrow: "an Arrow file"
    case .workbook: "an Excel workbook"
    case .database: "an SQLite database"
    case .packed(let program): "packed by \(program)"
    case .folder: "a folder"
    }
  }

  /// An export that is possible, and the shell's line that makes the wanted file of it.
  fileprivate func detour(
    _ line: ExportLine, isTaken: (String) -> Bool
  ) -> (export: String, shell: String) {
    let stem = self == .folder ? Self.withoutSlashes(line.file) : FileEnding.stem(of: line.file)
    let wanted = Literal.word(line.file)
    func free(_ ending: String) -> String {
      FileEnding.freeName(stem, ending: ending, isTaken: isTaken)
    }
    func detour(_ file: String, as shape: String?, _ shell: (String) -> String) -> (
      export: String, shell: String
    ) {
      (line.writing(to: file, as: shape), shell(Literal.word(file)))
    }
    func python(_ program: String) -> (String) -> String {
      { "python3 -c \"\(program)\" \($0) \(wanted)" }
    }
    let dataset =
      "import datasets, sys; "
      + "datasets.load_dataset('json', data_files=sys.argv[1], split='train')"
    switch self {
    case .parquet:
      return detour(free("jsonl"), as: nil, python(dataset + ".to_parquet(sys.argv[2])"))
    case .folder:
      return detour(free("jsonl"), as: nil, python(dataset + ".save_to_disk(sys.argv[2])"))
    case .arrow:
      let program =
        "import pandas, sys; pandas.read_json(sys.argv[1], lines=True).to_feather(sys.argv[2])"
      return detour(free("jsonl"), as: nil, python(program))
    case .workbook:
      let program =
        "import pandas, sys; pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)"
        + ".to_excel(sys.argv[2], index=False)"
      return detour(free("csv"), as: "csv", python(program))
    case .database:
      return detour(free("jsonl"), as: nil) {
        "sqlite-utils insert \(wanted) examples \($0) --nl"
      }
    case .packed(let program):
      let ending = FileEnding.of(stem)
      let file = FileEnding.freeName(
        FileEnding.stem(of: stem), ending: ending.isEmpty ? "jsonl" : ending, isTaken: isTaken)
      return detour(file, as: nil) { "\(program) -c \($0) > \(wanted)" }
    }
  }

  private static func withoutSlashes(_ file: String) -> String {
    var file = file[...]
    while file.last == "/" { file.removeLast() }
    return file.isEmpty ? "examples" : String(file)
  }
}
