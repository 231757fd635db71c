import CommandLanguage
import JSON
import Presentation
import Quantities
import Spelling
import Workspaces

extension Command {
  package static let list = Command(
    "list", aliases: ["ls"], .data, "list datasets, or jobs, files, models, chats",
    usage: ["list", "list jobs", "list files", "list models", "list chats"],
    examples: [
      Sample("list", "the datasets of this workspace"),
      Sample("list jobs", "the jobs, newest first"),
    ], operands: [.words(["datasets", "jobs", "files", "models", "chats"])], isReading: true
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let what = invocation.arguments.first
    switch what?.text ?? "datasets" {
    case "datasets": return try session.listDatasets()
    case "jobs": return try await session.listJobs()
    case "files": return try session.listFiles()
    case "models": return try await session.listModels()
    case "chats": return try session.listChats()
    case let other:
      throw Failure(
        .unknownSubcommand, "there is no list of \"\(other)\"", at: what?.span,
        remedy: nearest(to: other, in: ["datasets", "jobs", "files", "models", "chats"])
          .map { "did you mean list \($0)?" } ?? "list, list jobs, list files or list models")
    }
  }
}

extension Session {
  fileprivate func listDatasets() throws -> Outcome {
    let datasets = try workspace.datasets()
    if datasets.isEmpty {
      return Outcome(.array([]), [.note("no datasets yet:  load FILE.jsonl as NAME")])
    }
    let rows = datasets.map { dataset -> [StyledText] in
      [
        StyledText(dataset.name, .accent), "r\(dataset.revision)",
        StyledText(NumberFormat.count(dataset.exampleCount)), StyledText(tokenText(dataset)),
        StyledText(dataset.source?.split(separator: "/").last.map(String.init) ?? "", .dim),
      ]
    }
    let table = Table(
      [
        .init("dataset"), .init("revision", priority: 1),
        .init("examples", alignment: .trailing), .init("tokens", alignment: .trailing, priority: 1),
        .init("from", priority: 2),
      ], rows: rows)
    return Outcome(.array(datasets.map(\.json)), [.table(table)])
  }
}

extension Dataset {
  /// The dataset as every verb's `--json` names it.
  var json: JSONValue {
    [
      "name": .string(name), "revision": .integer(revision), "count": .integer(exampleCount),
      "tokens": tokens.map(JSONValue.integer) ?? .null,
      "trained_tokens": trainedTokens.map(JSONValue.integer) ?? .null,
      "tokens_are_exact": .bool(tokenEncoding != nil),
      "source": source.map(JSONValue.string) ?? .null, "created_at": .integer(createdAt),
    ]
  }
}
