import CommandLanguage
import Files
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let export = Command(
    "export", .data, "write a dataset to a JSONL file; untouched examples keep their bytes",
    usage: ["export NAME to FILE", "export NAME where TEST to FILE"],
    options: [Option("force", nil, "replace FILE when it is there")],
    examples: [
      Sample("export marv to marv-fixed.jsonl", "the dataset as a file"),
      Sample("export marv@r1 to before.jsonl", "as it was in an older revision"),
    ], operands: [.dataset, .path], traits: VerbTraits(writesFile: true),
    clauses: Command.selecting.union([.to])
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    guard let target = invocation.clause(.to) else {
      throw invocation.missing("a file:  export NAME to FILE")
    }
    let selection = try session.selection(invocation)
    let path = session.path(target.text)
    if !invocation.has("force"), LocalFile.exists(path) {
      throw Failure(
        .fileExists, "\(target.text) is there already", at: target.span,
        consequence: "nothing was written",
        remedy: "choose another name, or:  export \(selection.name) to \(target.text) --force")
    }
    let bytes: Int
    let count = try session.count(selection)
    if selection.numbers == nil {
      bytes = try session.workspace.export(
        selection.dataset, revision: selection.revision, to: path)
    } else {
      bytes = try LocalFile.write(to: path) { append in
        var lines: [UInt8] = []
        try session.forEach(selection) { stored in
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
    return Outcome(
      [
        "dataset": .string(selection.name), "count": .integer(count),
        "bytes": .integer(bytes), "file": .string(target.text),
      ],
      [
        .line(
          """
          wrote \(NumberFormat.count(count, "example")) of \(selection.name, .accent) to \
          \(target.text)  \(NumberFormat.bytes(bytes))
          """)
      ])
  }
}
