import CommandLanguage
import Files
package import JSON
package import Workspaces

/// What `export` is asked.
package struct ExportInput: Sendable {
  var selection: SelectionRequest
  /// The path after `to`.
  var file: Argument
  /// Whether a file that is there already is replaced.
  var replacesFile: Bool
}

/// Examples that were written to a file.
package struct ExportResult: VerbResult {
  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var exampleCount: Int
  package var byteCount: Int
  /// The path as it was typed.
  package var file: String
  var dataset: String

  package var json: JSONValue {
    [
      "dataset": .string(name), "count": .integer(exampleCount),
      "bytes": .integer(byteCount), "file": .string(file),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == ExportInput, Result == ExportResult {
  /// `export`: a dataset, or some of it, as a JSONL file.
  package static var export: Self {
    Self(
      VerbDeclaration(
        "export", .data, "write a dataset to a JSONL file; untouched examples keep their bytes",
        usage: ["export NAME to FILE", "export NAME where TEST to FILE"],
        options: [.init("force", nil, "replace FILE when it is there")],
        examples: [
          .init("export marv to marv-fixed.jsonl", "the dataset as a file"),
          .init("export marv@r1 to before.jsonl", "as it was in an older revision"),
        ], operands: [.dataset, .path], traits: VerbTraits(writesFile: true),
        clauses: VerbDeclaration.selecting.union([.to])),
      read: { reader throws(Failure) in
        let dataset = reader.optionalArgument()
        guard let file = reader.clause(.to) else {
          throw reader.missing("a file:  export NAME to FILE")
        }
        return ExportInput(
          selection: reader.selection(dataset), file: file, replacesFile: reader.flag("force"))
      },
      perform: { input, session in try Exporting(input, in: session).result() })
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
    selection = try session.selections.selection(input.selection)
    path = session.path(input.file.text)
  }

  func result() throws -> ExportResult {
    if !input.replacesFile, LocalFile.exists(path) {
      let file = input.file.text
      throw Failure(
        .fileExists, "\(file) is there already", at: input.file.span,
        consequence: "nothing was written",
        remedy: "choose another name, or:  export \(selection.name) to \(file) --force")
    }
    let count = try session.selections.count(selection)
    return ExportResult(
      name: selection.name, exampleCount: count, byteCount: try write(), file: input.file.text,
      dataset: selection.dataset.name)
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
