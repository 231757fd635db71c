import CommandLanguage
import Conversions
import Datasets
import Files
import JSON
import Tokenization
import Workspaces

/// One file on its way into the workspace.
struct Loading {
  let input: LoadInput
  let session: Session

  /// Examples up to which a load is checked at once.
  private static let checkedAtLoad = 200_000

  /// Shown findings of the check at the load; `check` shows more.
  private static let shownFindings = 6

  /// Bytes from which on a load takes long enough to say how far it is.
  private static let longFile = 20_000_000

  func result() async throws -> LoadResult {
    let file: BroughtFile
    do {
      file = try await unpacked(open())
    } catch let error as FileError {
      throw Failure(
        loading: input, WorkspaceError(error),
        near: NearFile(to: input.file, from: session.context.folder))
    }
    let look = try SourceLook(of: file, for: input)
    try await agree(to: look)
    let text = try decoded(file, look)
    guard let conversion = look.conversion else {
      let line = look.isOldCompletionForm ? input.chatLine : nil
      let pairs = look.hasPairs ? input.pairsLine(as: .hfPreference) : nil
      return try loaded(text, look.facts, conversion: nil, chatLine: line, pairsLine: pairs)
    }
    return try loaded(
      text, look.facts, conversion: conversion.source(of: text, named: input.shownFile))
  }

  private func open() throws -> BroughtFile {
    guard input.file == "-" else { return try BroughtFile(session.path(input.file)) }
    guard let standardInput = session.context.standardInput, !standardInput.isTerminal else {
      throw Failure(
        .missingArgument, "nothing comes from standard input here",
        consequence: "nothing was loaded",
        remedy: "name a file, or in a shell:  cat FILE | ft load - as \(input.name)")
    }
    return try BroughtFile(standardInput)
  }

  /// The text of a file that gzip or zstd packed; any other file as it is.
  private func unpacked(_ file: BroughtFile) async throws -> BroughtFile {
    switch ForeignFile(head: file.head) {
    case .gzip: try await unpacked(file) { GzipReader() }
    case .zstandard: try await unpacked(file) { ZstandardReader() }
    default: file
    }
  }

  private func unpacked(
    _ file: BroughtFile, _ makeReader: () -> some PackedReader
  ) async throws -> BroughtFile {
    do {
      return try file.unpacked(by: makeReader(), agreesToAnySize: input.agrees)
    } catch let error as BroughtFile.UnusuallyLarge {
      guard session.console.isInteractive else { throw Failure(unpacking: error, for: input) }
      let question = Question.unpack(
        file: input.shownFile, packedCount: error.packedCount, size: error.size)
      guard await session.console.confirm(question) == true else {
        throw Failure(.declined, "not agreed", consequence: "nothing was loaded")
      }
      return try file.unpacked(by: makeReader(), agreesToAnySize: true)
    } catch let error as UnpackingFault {
      throw Failure(unpacking: error, for: input)
    }
  }

  /// Asks whether the file is what it was taken for, unless the line says so.
  private func agree(to look: SourceLook) async throws {
    guard let facts = look.facts else { return }
    let isAgreed = !look.isQuestion || (input.agrees && look.mayBeAgreed)
    if isAgreed, look.repair == nil { return }
    guard session.console.isInteractive, look.repair == nil else {
      throw Failure(taking: facts, for: input, look, isAgreed: isAgreed)
    }
    session.console.tell(.data(.took(facts)))
    let question = Question.readAs(file: input.shownFile, isSure: facts.isSure)
    guard await session.console.confirm(question) == true else {
      throw Failure(.declined, "not agreed", consequence: "nothing was loaded")
    }
  }

  private func decoded(_ file: BroughtFile, _ look: SourceLook) throws -> BroughtFile {
    guard look.encoding.encoding != .utf8 else { return file }
    do {
      return try file.decoded(from: look.encoding.encoding)
    } catch let fault as TextConverter.Fault {
      throw Failure(
        .notInEncoding,
        "\(input.shownFile) is not all \(look.encoding.encoding.rawValue): byte \(fault.offset + 1)",
        consequence: "nothing was loaded",
        remedy: "find the encoding, and say it:  load \(input.writtenFile) as "
          + "\(input.name) --encoding NAME")
    }
  }

  private func loaded(
    _ file: BroughtFile, _ facts: SourceFacts?, conversion: ConvertingSource?,
    chatLine: String? = nil, pairsLine: String? = nil
  ) throws -> LoadResult {
    let outcome: LoadOutcome
    do {
      outcome = try load(conversion.map { .examples($0.examples) } ?? .file(file.path))
    } catch let error as WorkspaceError {
      throw failure(error, file, isConverted: conversion != nil)
    } catch let error as ConvertingSource.NeedsRepair {
      throw Failure(
        .repairableLines, "\(input.shownFile): \(ReadingFault.Code.nearJSON(error.kind).sentence)",
        consequence: "nothing was loaded", remedy: input.line(adding: ["--repair", "--yes"]))
    }
    let dataset = outcome.dataset
    session.currentDataset = dataset.name
    // A check keeps something of every example, and a load of any size stays within some megabytes.
    let report = dataset.exampleCount > Self.checkedAtLoad ? nil : try examine(outcome)
    // Not among the results: a script must say the same where the vocabulary is and is not.
    if dataset.tokenEncoding == nil, session.console.isInteractive {
      let fault = session.tokens.vocabularyFault(TokenCounting.datasetEncoding)
      session.console.tell(.data(.estimated(EstimateReason(fault: fault))))
    }
    // How JSON was arranged is no repair where rows were converted anyway.
    let converted = conversion?.repairs.subtracting(ConvertingSource.arrangements) ?? []
    let repairs = outcome.report.repairs.union(converted)
    let sources = try session.workspace.sources(of: dataset)
    return LoadResult(
      file: input.file, source: facts, conversion: conversion?.tally,
      chatLine: chatLine,
      pairsLine: offersPairs(facts, conversion) ? input.pairsLine(as: .preference) : pairsLine,
      dataset: DatasetFacts(dataset),
      findings: report.map {
        FindingList($0, of: dataset, limit: Self.shownFindings, sources: sources)
      },
      rejected: outcome.report.faults.map {
        LoadResult.RejectedLine(
          line: $0.line, column: $0.column, rule: $0.rule, sentence: $0.code.sentence)
      },
      rejectedCount: outcome.report.faultCount,
      hasByteOrderMark: outcome.report.hasByteOrderMark,
      carriageReturnCount: outcome.report.carriageReturnCount,
      repairs: NearJSONL.allCases.filter(repairs.contains))
  }

  /// Whether the further answers of a tree would make pairs: of those that are ranked, and of those
  /// that ChatGPT wrote again.
  private func offersPairs(_ facts: SourceFacts?, _ conversion: ConvertingSource?) -> Bool {
    let losses = conversion?.tally.losses.map(\.loss) ?? []
    return losses.contains(.worseAnswers)
      || facts?.shape == .chatGPTExport && losses.contains(.otherAnswers)
  }

  private func load(_ source: LoadSource) throws -> LoadOutcome {
    var options = LoadOptions()
    options.sourceName = input.shownFile
    options.skipsFaults = input.skipsFaults
    options.repairs = input.repairs
    options.collision = input.collision
    options.tokenEncoding =
      session.tokens.countsExactly() ? TokenCounting.datasetEncoding.rawValue : nil
    options.cell = session.cells.current
    options.shouldStop = { Task.isCancelled }
    options.countTexts { [session] in session.tokens.makeCounter() }
    options.examinedExamples = Self.checkedAtLoad
    options.progress = { [console = session.console, file = input.file] progress in
      guard let total = progress.totalBytes, total > Self.longFile else { return }
      let percent = progress.bytes * 100 / total
      // In a log every text is a line of its own, so there the steps are wide.
      let isFine = console.isInteractive
      console.tell(
        .data(
          .loading(
            file: file, percent: isFine ? percent : percent / 25 * 25,
            examples: isFine ? progress.examples : nil)))
    }
    defer { session.console.tell(.data(.loadingEnded)) }
    return try session.workspace.load(source, as: input.name, options: options)
  }

  private func failure(
    _ error: WorkspaceError, _ file: BroughtFile, isConverted: Bool
  ) -> Failure {
    switch error {
    case .datasetExists:
      return Failure(
        .datasetExists, error.description, consequence: "nothing was loaded",
        remedy:
          "load \(input.writtenFile) as \(input.name) --replace, or --append, or choose another name"
      )
    case .unreadableLines(_, let faults, _, _):
      if !isConverted, input.encoding == nil, faults.contains(where: { $0.code == .notUTF8 }),
        let failure = Failure(decoding: file, for: input)
      {
        return failure
      }
      let remedies = LoadRemedies(for: error, file, input, isConverted: isConverted)
      return Failure(loading: input, error, remedies: remedies)
    default: return Failure(loading: input, error)
    }
  }

  /// The report on a loaded dataset; kept where the load has examined all of it already.
  private func examine(_ outcome: LoadOutcome) throws -> CheckReport {
    let dataset = outcome.dataset
    return try session.checks.judged(
      examined(outcome), of: dataset, revision: dataset.revision)
  }

  private func examined(_ outcome: LoadOutcome) throws -> CheckReport {
    let (dataset, revision) = (outcome.dataset, outcome.dataset.revision)
    guard let examination = outcome.examination else {
      return try session.checks.check(dataset, revision: revision)
    }
    let report = session.checks.report(of: examination.checking, dataset, revision: revision)
    // Only spares a later `check` its work: a failure must not make a finished load look undone.
    try? session.workspace.keep(report, examination.statistics, of: dataset)
    return report
  }
}
