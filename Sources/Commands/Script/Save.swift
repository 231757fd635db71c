import CommandLanguage
import Files
import FineTuning
package import JSON
import Scripts
import Workspaces

/// Which cells are written, and where to.
package struct SaveInput: Sendable {
  var file: Argument
  /// nil for all cells.
  var numbers: Set<Int>?
  /// Whether what failed and what was taken back is left out.
  var isClean: Bool
  var title: String?
  /// Whether a file of that name is replaced.
  var replaces: Bool
  /// Whether it is run, and what its lines say written below them.
  var writesOutput: Bool
}

/// A script that was written.
package struct SaveResult: VerbResult {
  /// A cell with a word on it.
  package struct Dropped: Sendable, Hashable {
    package var cell: Int
    /// Why it is not in the script, in a word or a sentence; or what to know of it.
    package var reason: String
  }

  package var file: String
  /// The numbers of the cells that are in it, ascending.
  package var kept: [Int]
  package var dropped: [Dropped]
  /// Cells that mean nothing elsewhere, each a comment in the script; why, in a sentence.
  package var notPortable: [Dropped]
  /// Cells that read a file which is another one by now, or gone, as a comment in the script says;
  /// and cells that are not in it, since they depended on a person.
  package var remarks: [Dropped]
  /// Files that the script brings along.
  package var attached: [String]
  /// What came of writing below each line what it says; nil where that was not asked for.
  package var output: Output?

  /// The `|` lines of a script that was run for them.
  package enum Output: Sendable, Hashable {
    /// So many stand in it; these of its lines say something else each time, and have none.
    case written(count: Int, unsteadyLines: [Int])
    /// The run did not come to its end, for this reason.
    case stopped(String)

    var json: JSONValue {
      switch self {
      case .written(let count, let unsteady):
        ["lines": .integer(count), "unsteady": .array(unsteady.map(JSONValue.integer))]
      case .stopped(let message): ["stopped": .string(message)]
      }
    }
  }

  package var json: JSONValue {
    [
      "file": .string(file), "kept": .array(kept.map(JSONValue.integer)),
      "dropped": .array(
        dropped.map { ["cell": .integer($0.cell), "reason": .string($0.reason)] }),
      "not_portable": .array(
        notPortable.map { ["cell": .integer($0.cell), "reason": .string($0.reason)] }),
      "remarks": .array(
        remarks.map { ["cell": .integer($0.cell), "text": .string($0.reason)] }),
      "attached": .array(attached.map(JSONValue.string)),
      "output": output?.json ?? .null,
    ]
  }
}

extension Verb where Input == SaveInput, Result == SaveResult {
  /// `save`: the session as a script; the catalog is a parameter, since it holds this verb too.
  package static func save(_ catalog: @escaping @Sendable () -> VerbCatalog) -> Self {
    Self(
      VerbDeclaration(
        "save", .session, "write what was typed as a script that does the same again",
        usage: ["save FILE.ft [--cells A..B] [--clean] [--output]"],
        options: [
          .init("cells", "A..B", "these cells only, such as 3..8 or 1..4,7"),
          .init("clean", nil, "leave out what failed and what was taken back"),
          .init("output", nil, "run it twice, and write what each line says below it"),
          .init("title", "TEXT", "the script's first line of prose"),
          .init("force", nil, "replace FILE when it is there"),
        ],
        examples: [
          .init("save lesson.ft --clean", "everything that stayed, as a script"),
          .init("save lesson.ft --cells 1..8", "eight cells; failures become expected ones"),
          .init("save lesson.ft --clean --output", "a script that ft test compares word by word"),
        ], operands: [.path], traits: VerbTraits(replay: .omitted)),
      read: { reader throws(Failure) in
        SaveInput(
          file: try reader.argument("a file:  save lesson.ft"),
          numbers: try reader.value("cells").map { value throws(Failure) in
            try cellNumbers(value)
          },
          isClean: reader.flag("clean"), title: reader.text("title"),
          replaces: reader.flag("force"), writesOutput: reader.flag("output"))
      },
      perform: { input, session in try await ScriptWriting(input, catalog(), session).result() })
  }

  /// `3..8`, `4` and `1..4,7` as numbers.
  private static func cellNumbers(_ argument: Argument) throws(Failure) -> Set<Int> {
    var numbers: Set<Int> = []
    for part in argument.text.split(separator: ",", omittingEmptySubsequences: false) {
      let bounds = part.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
      guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2,
        first > 0, first <= last, last - first < 1_000_000
      else {
        throw Failure(
          .badOptionValue, "\"\(argument.text)\" is not a range of cells", at: argument.span,
          consequence: "nothing was saved", remedy: "save FILE.ft --cells 1..8")
      }
      numbers.formUnion(first...last)
    }
    return numbers
  }
}

/// One script on its way to its file.
private struct ScriptWriting {
  let input: SaveInput
  let catalog: VerbCatalog
  let session: Session
  let path: String

  init(_ input: SaveInput, _ catalog: VerbCatalog, _ session: Session) {
    self.input = input
    self.catalog = catalog
    self.session = session
    path = session.path(input.file.text)
  }

  func result() async throws -> SaveResult {
    let file = input.file.text
    if input.writesOutput, session.context.runScript == nil {
      throw Failure(
        .nestedScript, "a script cannot run another", at: input.file.span,
        consequence: "nothing was saved", remedy: "save \(file)")
    }
    if !input.replaces, LocalFile.exists(path) {
      throw Failure(
        .fileExists, "\(file) is there already", at: input.file.span,
        consequence: "nothing was saved",
        remedy: "choose another name, or:  save \(file) --force")
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    var cells = SessionScript(
      session: session, catalog: catalog, scriptFolder: folder, isClean: input.isClean)
    let all = try cells.all()
    let recording = Recording(
      all.filter { input.numbers?.contains($0.number) ?? true },
      isClean: input.isClean, references: try portableReferences(),
      mayBePath: { [catalog] argument, statement in
        statement.verb.flatMap { catalog.declaration(named: $0.name) }?.mayBePath(
          argument, of: statement) ?? true
      })
    let script = recording.script(title: input.title, parser: Parser(options: catalog))
    guard !script.kept.isEmpty else {
      throw Failure(
        .nothingToSave, "there is no cell to save", consequence: "nothing was saved",
        remedy: "history shows the cells")
    }
    let attached = cells.attachments.sorted { $0.key < $1.key }.filter {
      script.text.contains($0.key)
    }
    let text = script.text + attached.map { "-- \($0.key) --\n\($0.value)" }.joined()
    let earlier = LocalFile.exists(path) ? try LocalFile.contents(of: path) : nil
    try LocalFile.write(Array(text.utf8), to: path)
    let output: SaveResult.Output?
    do {
      output = input.writesOutput ? try await writeOutput(of: text) : nil
    } catch let error as CancellationError {
      // What is not finished is not kept.
      if let earlier {
        try LocalFile.write(earlier, to: path)
      } else {
        try Folder(path: folder).remove(path.split(separator: "/").last.map(String.init) ?? "")
      }
      throw error
    }
    return SaveResult(
      file: file, kept: Set(script.kept).sorted(),
      dropped: script.dropped.map {
        SaveResult.Dropped(cell: $0.cell, reason: $0.reason.rawValue)
      },
      notPortable: script.faults.map { fault in
        let number = (fault.place ?? "").split(separator: " ").last.flatMap { Int($0) }
        return SaveResult.Dropped(cell: number ?? 0, reason: fault.message)
      }, remarks: cells.remarks.filter { input.numbers?.contains($0.cell) ?? true },
      attached: attached.map(\.key), output: output)
  }

  /// Runs the script twice, each time in a workspace of its own, and writes what both runs say.
  private func writeOutput(of text: String) async throws -> SaveResult.Output? {
    guard let runScript = session.context.runScript else { return nil }
    var outputs: [[Int: [String]]] = []
    for _ in 0..<2 {
      let outcome = try await runScript(path, input.file.text, .update, [], .instant)
      guard outcome.exitCode == .success else {
        let line = (outcome.message ?? "").split(separator: "\n").first.map(String.init)
        return .stopped(line ?? "")
      }
      outputs.append(outcome.outputs)
    }
    let script = ScriptDocument(text, file: input.file.text, parser: Parser(options: catalog))
    let filled = script.filled(with: outputs[0], outputs[1])
    try LocalFile.write(Array(filled.text.utf8), to: path)
    let count = filled.text.split(separator: "\n").count - text.split(separator: "\n").count
    return .written(count: count, unsteadyLines: filled.unsteadyLines)
  }

  /// What a provider's ids are called in this workspace: `ftjob-8hQ…` and `ft:…` are `@demo`.
  private func portableReferences() throws -> [String: String] {
    var references: [String: String] = [:]
    for record in try session.workspace.jobs() {
      guard let job = record.job else { continue }
      references[job.id.rawValue] = "@\(record.name)"
      if let model = job.fineTunedModel { references[model] = "@\(record.name)" }
    }
    return references
  }
}
