import CommandLanguage
import Files
import FineTuning
import JSON
import Presentation
import Quantities
import Scripts
import Workspaces

extension Command {
  /// `save`; the table is a parameter, since it holds this command too.
  package static func save(_ table: @escaping @Sendable () -> CommandTable) -> Command {
    Command(
      "save", .session, "write what was typed as a script that does the same again",
      usage: ["save FILE.ft [--cells A..B] [--clean]"],
      options: [
        Option("cells", "A..B", "these cells only, such as 3..8 or 1..4,7"),
        Option("clean", nil, "leave out what failed and what was taken back"),
        Option("title", "TEXT", "the script's first line of prose"),
        Option("force", nil, "replace FILE when it is there"),
      ],
      examples: [
        Sample("save lesson.ft --clean", "everything that stayed, as a script"),
        Sample("save lesson.ft --cells 1..8", "eight cells; failures become expected ones"),
      ], operands: [.path]
    ) { invocation, session in
      try invocation.expectArguments(atMost: 1)
      let file = try invocation.argument(0, "a file:  save lesson.ft")
      let path = session.path(file.text)
      if !invocation.has("force"), LocalFile.exists(path) {
        throw Failure(
          .fileExists, "\(file.text) is there already", at: file.span,
          consequence: "nothing was saved",
          remedy: "choose another name, or:  save \(file.text) --force")
      }
      let numbers = try invocation.text("cells").map { try cellNumbers($0, invocation) }
      let parser = Parser(options: table())
      let cells = SavedCells(session: session, parser: parser, scriptFolder: folder(of: path))
      let recording = Recording(
        try cells.all().filter { numbers?.contains($0.number) ?? true },
        isClean: invocation.has("clean"), references: try session.portableReferences())
      let script = recording.script(title: invocation.text("title"), parser: parser)
      try refuseFaults(of: script, file.text)
      try LocalFile.write(Array(script.text.utf8), to: path)
      return outcome(of: script, file.text)
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// `3..8`, `4` and `1..4,7` as numbers.
  private static func cellNumbers(_ text: String, _ invocation: Invocation) throws -> Set<Int> {
    var numbers: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let bounds = part.split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
      guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2,
        first > 0, first <= last, last - first < 1_000_000
      else {
        throw Failure(
          .badOptionValue, "\"\(text)\" is not a range of cells",
          at: invocation.statement.option("cells")?.value?.span, consequence: "nothing was saved",
          remedy: "save FILE.ft --cells 1..8")
      }
      numbers.formUnion(first...last)
    }
    return numbers
  }

  private static func refuseFaults(of script: Recording.Script, _ file: String) throws {
    if let fault = script.faults.first {
      var failure = Failure(fault)
      failure.message = (fault.place.map { "\($0): " } ?? "") + fault.message
      failure.context = script.faults.dropFirst().prefix(5).map {
        "also \($0.place ?? ""): \($0.message)"
      }
      failure.consequence = "nothing was saved"
      throw failure
    }
    guard !script.kept.isEmpty else {
      throw Failure(
        .nothingToSave, "there is no cell to save", consequence: "nothing was saved",
        remedy: "history shows the cells")
    }
  }

  private static func outcome(of script: Recording.Script, _ file: String) -> Outcome {
    let kept = Set(script.kept).count
    var line = "\(file): \(NumberFormat.count(kept, "cell")) kept"
    let dropped = script.dropped.map { "\($0.cell) (\($0.reason.rawValue))" }
    if !dropped.isEmpty { line += ", left out \(dropped.joined(separator: ", "))" }
    return Outcome(
      [
        "file": .string(file), "kept": .array(Set(script.kept).sorted().map(JSONValue.integer)),
        "dropped": .array(
          script.dropped.map {
            ["cell": .integer($0.cell), "reason": .string($0.reason.rawValue)]
          }),
      ], [.line(StyledText(line)), .note("ft test \(file)  runs it in a workspace of its own")])
  }
}

extension Session {
  /// What a provider's ids are called in this workspace: `ftjob-8hQ…` and `ft:…` are `@demo`.
  fileprivate func portableReferences() throws -> [String: String] {
    var references: [String: String] = [:]
    for record in try workspace.jobs() {
      guard let job = record.job else { continue }
      references[job.id.rawValue] = "@\(record.name)"
      if let model = job.fineTunedModel { references[model] = "@\(record.name)" }
    }
    return references
  }
}
