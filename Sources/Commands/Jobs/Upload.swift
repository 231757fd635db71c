import CommandLanguage
import FineTuning
import JSON
import Presentation
import Quantities
import Synchronization
import Workspaces

extension Command {
  package static let upload = Command(
    "upload", .jobs, "send a dataset to the provider as a training file",
    usage: ["upload NAME"],
    options: [Option("provider", "NAME", "the provider; the one in use unless said")],
    examples: [Sample("upload marv", "the same bytes are never sent twice")],
    operands: [.dataset], clauses: Command.selecting
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let selection = try session.selection(invocation)
    let chosen = try session.service(invocation)
    let sent = try await session.upload(selection, to: chosen)
    return Outcome(
      [
        "file": .string(sent.file.rawValue), "provider": .string(chosen.provider.name),
        "bytes": .integer(sent.byteCount), "was_there": .bool(sent.wasThere),
      ], [.line(sent.line)])
  }
}

/// A file that the provider has now.
struct SentFile {
  var file: File.ID
  var byteCount: Int
  /// Whether the same bytes had been sent before.
  var wasThere: Bool
  var line: StyledText
}

extension Session {
  /// - Throws: ``Failure`` E207 for a part of a dataset.
  func requireWhole(_ selection: Selection) throws {
    guard selection.numbers == nil else {
      throw Failure(
        .partOfDataset, "only a whole dataset can be sent", consequence: "nothing was uploaded",
        remedy: "export \(selection.name) where … to part.jsonl, then load and launch that")
    }
  }

  /// Sends a revision's bytes unless the provider has them already.
  func upload(_ selection: Selection, to chosen: ChosenService) async throws -> SentFile {
    try requireWhole(selection)
    let dataset = selection.dataset
    let revision = selection.revision ?? dataset.revision
    let hash = try workspace.contentHash(of: dataset, revision: revision)
    let name: StyledText = "\(dataset.name, .accent) r\(revision)"
    let provider = chosen.provider.name
    if let known = try workspace.upload(withContent: hash.sha256, to: provider),
      (try? await chosen.service.file(known.file)) != nil
    {
      let line: StyledText = name + " is there already as \(known.file)"
      return SentFile(file: known.file, byteCount: hash.byteCount, wasThere: true, line: line)
    }
    if hash.byteCount > 100_000 {
      console.notice("uploading \(NumberFormat.bytes(hash.byteCount)) to \(provider)")
    }
    let file = try await chosen.service.uploadFile(
      FileUpload(
        name: "\(dataset.name)-r\(revision).jsonl", purpose: "fine-tune",
        byteCount: hash.byteCount, body: body(of: dataset, revision: revision)))
    try workspace.record(
      UploadedFile(
        provider: provider, file: file.id, dataset: dataset.id, revision: revision,
        sha256: hash.sha256, byteCount: hash.byteCount))
    return SentFile(
      file: file.id, byteCount: hash.byteCount, wasThere: false,
      line: "uploaded " + name + " as \(file.id)")
  }

  /// The revision's bytes, a megabyte at a time, each read only when the service takes it.
  private func body(of dataset: Dataset, revision: Int) throws -> ByteStream {
    let chunks = Mutex(try workspace.chunks(of: dataset, revision: revision))
    return ByteStream { try chunks.withLock { try $0.next() } }
  }
}
