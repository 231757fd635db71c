import CommandLanguage
import Conversions
import Datasets
import Files
import Quantities
import Spelling
import Workspaces

extension Failure {
  /// Says why a file was not loaded, with the first faulty line and what helps.
  ///
  /// `near` is the file that was probably meant where there is none.
  init(
    loading input: LoadInput, _ error: WorkspaceError, remedies: LoadRemedies? = nil,
    near: NearFile? = nil
  ) {
    guard case .unreadableLines(_, let faults, let total, let good) = error,
      let first = faults.first
    else {
      self.init(error)
      consequence = consequence ?? "nothing was loaded"
      switch error {
      case .file(_, let number) where number == 2:
        self = Failure(
          .noFile, "no file \(input.file)", consequence: "nothing was loaded",
          remedy: near.map { input.line(of: $0.path) }
            ?? "check the path; Tab completes file names")
      case .nothingToLoad: message = "\(input.shownFile): there is no example in the file"
      default: break
      }
      return
    }
    let isRepairable = remedies?.isRepairable ?? first.isRepairable
    self.init(
      isRepairable ? .repairableLines : .unreadableLines,
      "\(input.shownFile) line \(first.line), column \(first.column): \(first.code.sentence)",
      excerpt: first.excerpt.text.isEmpty ? nil : Self.excerpt(of: first))
    let others =
      good == 0
      ? "no line is an example"
      : "\(NumberFormat.count(good)) other \(good == 1 ? "line is" : "lines are") fine"
    let more =
      total > 1
      ? ", \(NumberFormat.count(total - 1)) more \(total == 2 ? "is" : "are") faulty" : ""
    consequence = "nothing was loaded (\(others)\(more))"
    remedy = remedies?.sentence
  }

  private static func excerpt(of fault: ReadingFault) -> Diagnostic.Excerpt {
    let text = fault.excerpt.text
    let caret = text.prefix(fault.excerpt.caret).utf8.count
    let width = text.dropFirst(fault.excerpt.caret).first.map { String($0).utf8.count } ?? 0
    return Diagnostic.Excerpt(
      line: text, number: fault.line, caret: caret..<caret + width)
  }

  /// Says that a file holds no text, and how to get at what it holds.
  init(holding kind: ForeignFile, for input: LoadInput) {
    let base = input.file == "-" ? "FILE" : input.file
    let stem = kind.unpackedEnding.map { "\(input.name).\($0)" }
    let packed = base.split(separator: "/").last.map(String.init) ?? base
    let inner = packed.split(separator: ".").dropLast().joined(separator: ".")
    let target = stem ?? (inner.contains(".") ? inner : "\(input.name).jsonl")
    let shell = kind.unpacking(base, into: target)
    self.init(
      .foreignFile, "\(input.shownFile) is \(kind.name)", consequence: "nothing was loaded",
      remedy: shell.map { "in a shell:  \($0)\n        then:  \(input.line(of: target))" }
        ?? "write what it holds as text first, such as JSONL or CSV")
  }

  /// Says that a packed file is damaged.
  init(unpacking fault: UnpackingFault, for input: LoadInput) {
    let fact =
      switch fault {
      case .damaged(let offset): "\(input.shownFile) is damaged after byte \(offset)"
      case .cutShort: "\(input.shownFile) ends in the middle of what it packs"
      case .windowTooLarge:
        "\(input.shownFile) was packed with a window of more than 128 MB, which ft does not keep"
      }
    let file = input.file == "-" ? "FILE" : input.file
    let remedy =
      fault == .windowTooLarge
      ? "in a shell:  zstd -dc --long=31 \(file) | ft load - as \(input.name)"
      : "bring the file again, whole"
    self.init(.foreignFile, fact, consequence: "nothing was loaded", remedy: remedy)
  }

  /// Asks, where nobody can answer, whether a text of unusual size is meant.
  init(unpacking error: BroughtFile.UnusuallyLarge, for input: LoadInput) {
    self.init(
      .otherForm,
      "\(input.shownFile) unpacks to more than \(NumberFormat.bytes(error.size)), from "
        + "\(NumberFormat.bytes(error.packedCount)) that were read so far",
      consequence: "nothing was loaded", remedy: input.line(adding: ["--yes"]))
  }

  /// Says that a file is not of the encoding that it is said to have.
  init(notIn encoding: TextEncoding, for input: LoadInput) {
    self.init(
      .notInEncoding, "\(input.shownFile) is not \(encoding.rawValue)",
      consequence: "nothing was loaded",
      remedy: "let ft find the encoding:  load \(input.writtenFile) as \(input.name)")
  }

  /// Says that the whole file is of another encoding, which its beginning did not show.
  ///
  /// nil where it is UTF-8 with damage, or in no encoding that is known.
  init?(decoding file: BroughtFile, for input: LoadInput) {
    guard let sample = try? file.linesBeyondASCII() else { return nil }
    let guess = EncodingDetector.standard.guess(sample)
    guard guess.encoding != .utf8, (try? file.decoded(from: guess.encoding)) != nil else {
      return nil
    }
    let sure = guess.certainty == .unsure ? "may be" : "is"
    self.init(
      .otherForm, "\(input.shownFile) is not UTF-8; it \(sure) \(guess.encoding.rawValue)",
      consequence: "nothing was loaded",
      remedy: input.line(adding: ["--encoding \(guess.encoding.rawValue)"]))
  }

  /// Says that a text has no rows that could be examples.
  init(withoutRows input: LoadInput) {
    self.init(
      .unreadableLines, "\(input.shownFile) has neither JSON nor a table with a header",
      consequence: "nothing was loaded",
      remedy: "give each example a line, as  help load  shows")
  }

  /// Says that nothing names which column is what.
  init(unknown columns: [String], in rows: [SourceRow], for input: LoadInput) {
    let shown = columns.prefix(8).map(Literal.word).joined(separator: ", ")
    let guess = FieldMapping(guessing: columns, in: rows)
    let user = guess?[.user] ?? columns.first ?? "A"
    let assistant = guess?[.assistant] ?? columns.first { $0 != user } ?? "B"
    let others = [("system", guess?[.system]), ("tools", guess?[.tools])]
      .compactMap { field, column in column.map { ",\(field)=\($0)" } }
    let pair = "user=\(user),assistant=\(assistant)" + others.joined()
    self.init(
      .unknownColumns, "which column of \(input.shownFile) is what? It has \(shown)",
      consequence: "nothing was loaded",
      remedy: "for example:  \(input.line(adding: ["--map \(Literal.word(pair))"]))")
  }

  /// Says that a table has no column of the name that a mapping gives.
  init(
    missing column: String, for field: FieldMapping.Field, of columns: [String],
    for input: LoadInput
  ) {
    let shown = columns.prefix(8).map(Literal.word).joined(separator: ", ")
    let near =
      columns.first { $0.lowercased() == column.lowercased() } ?? nearest(to: column, in: columns)
    self.init(
      .unknownColumns, "\(input.shownFile) has no column \"\(column)\"; it has \(shown)",
      consequence: "nothing was loaded",
      remedy: near.map { "did you mean \(field.rawValue)=\(Literal.word($0))?" }
        ?? "name one of them:  --map \(field.rawValue)=\(columns.first.map(Literal.word) ?? "COLUMN")"
    )
  }

  /// Asks who of the speakers of a log is the assistant.
  init(
    choosing speakers: [(name: String, count: Int)], otherThan otherSide: String?,
    in rows: [SourceRow], of container: ContainerGuess, for input: LoadInput
  ) {
    let shown = speakers.prefix(6).map { "\($0.name) (\($0.count))" }.joined(separator: ", ")
    let more = speakers.count > 6 ? " and \(speakers.count - 6) more" : ""
    let facts = SourceFacts(
      file: input.shownFile, encoding: nil, container: container.container, shape: .chatLog,
      certainty: container.certainty == .certain ? .certain : .likely)
    let lines = rows.lazy.compactMap(LoggedLine.init).prefix(3).map(\.text)
    // Who is asked answers; the other side of the log asks.
    let asking = otherSide ?? rows.lazy.compactMap(LoggedLine.init).first?.speaker
    let suggested = speakers.first { $0.name != asking }?.name ?? speakers.first?.name ?? "NAME"
    self.init(
      .unknownColumns,
      "who in \(input.shownFile) is the assistant? It is \(facts.sentence), of \(shown)\(more)",
      context: Array(lines), consequence: "nothing was loaded",
      remedy: input.line(adding: ["--map \(Literal.word("assistant=\(suggested)"))"]))
  }

  /// Asks, where nobody can answer, whether a file is what it was taken for.
  init(taking facts: SourceFacts, for input: LoadInput, _ look: SourceLook, isAgreed: Bool) {
    var options: [String] = []
    if let repair = look.repair {
      options.append("--repair")
      if isAgreed {
        self.init(
          .repairableLines, "\(input.shownFile): \(ReadingFault.Code.nearJSON(repair).sentence)",
          consequence: "nothing was loaded", remedy: input.line(adding: options))
        return
      }
    }
    if facts.isCertain {
      options.append("--yes")
    } else {
      if let encoding = facts.encoding {
        options.append("--encoding \(encoding.encoding.rawValue)")
      }
      if let shape = facts.shape { options.append("--as \(shape.optionName)") }
    }
    self.init(
      .otherForm, "\(input.shownFile) is not JSONL of examples: \(facts.sentence)",
      context: facts.lines, consequence: "nothing was loaded", remedy: input.line(adding: options))
  }
}

/// A message of a log as it is shown.
private struct LoggedLine {
  let speaker: String
  let text: String

  init?(_ row: SourceRow) {
    let speakers = ChatConversations.messages(in: row)
    guard let first = speakers.first, !first.speaker.isEmpty else { return nil }
    speaker = first.speaker
    let line = first.text.replacing("\n", with: " ")
    let plain = line.count > 50 ? String(line.prefix(49)) + "…" : line
    text = "\(first.speaker): \(plain)"
  }
}

/// What helps with a file that has faulty lines; only what was tried is offered.
struct LoadRemedies {
  /// Whether a repair reads all of the file.
  private(set) var isRepairable = false
  private(set) var sentence: String?

  /// Bytes up to which a repair is tried.
  private static let triedSize = 64 << 20

  init(
    for error: WorkspaceError, _ file: BroughtFile, _ input: LoadInput, isConverted: Bool
  ) {
    guard case .unreadableLines(_, let faults, _, let good) = error, let first = faults.first else {
      return
    }
    var repaired: (examples: Int, faults: Int)?
    if !input.repairs, !isConverted, file.size <= Self.triedSize,
      let bytes = try? LocalFile.contents(of: file.path)
    {
      repaired = NearJSONDocument.countExamples(in: bytes)
    }
    if let repaired, repaired.faults == 0, repaired.examples > 0 {
      isRepairable = true
      sentence = input.line(adding: ["--repair"])
    } else if !input.repairs, isConverted, first.isRepairable {
      isRepairable = true
      sentence = input.line(adding: ["--repair"])
    } else if let repaired, repaired.examples > good {
      sentence = Self.orFix(input.line(adding: ["--repair", "--skip-bad"]))
    } else if good > 0 {
      sentence = Self.orFix(input.line(adding: ["--skip-bad"]))
    } else {
      sentence = "fix it and load again"
    }
  }

  private static func orFix(_ line: String) -> String { "fix it and load again, or:  \(line)" }
}
