import CommandLanguage
import FineTuning
import Workspaces

/// A revision of a dataset that the provider has as a file now.
package struct SentFile: Sendable {
  package var dataset: String
  package var revision: Int
  var file: File.ID
  var provider: String
  var byteCount: Int
  /// Whether the same bytes had been sent before.
  package var wasThere: Bool

  /// The provider's name of the file.
  package var id: String { file.rawValue }
}

/// Sends revisions of datasets to a provider, the same bytes only once.
struct FileSending {
  let session: Session
  let chosen: ChosenService

  /// Refuses a part of a dataset.
  ///
  /// - Throws: ``Failure`` E207.
  static func requireWhole(_ selection: Selection) throws {
    guard selection.numbers == nil else {
      throw Failure(
        .partOfDataset, "only a whole dataset can be sent", consequence: "nothing was uploaded",
        remedy: "export \(selection.name) where … to part.jsonl, then load and launch that")
    }
  }

  /// Sends what training uses of a revision, unless the provider has the same bytes already.
  func send(_ selection: Selection) async throws -> SentFile {
    try Self.requireWhole(selection)
    return try await send(SentContent(of: selection, in: session.workspace))
  }

  /// Sends bytes that are known by their digest, unless the provider has them already.
  func send(_ content: SentContent) async throws -> SentFile {
    let (dataset, revision) = (content.dataset, content.revision)
    let provider = chosen.provider.name
    var sent = SentFile(
      dataset: dataset.name, revision: revision, file: File.ID(""), provider: provider,
      byteCount: content.byteCount, wasThere: true)
    if let known = try session.workspace.upload(withContent: content.sha256, to: provider),
      (try? await chosen.service.file(known.file)) != nil
    {
      sent.file = known.file
      return sent
    }
    if content.byteCount > 100_000 {
      session.console.tell(
        .training(.uploading(byteCount: content.byteCount, provider: provider)))
    }
    let file = try await chosen.service.uploadFile(
      FileUpload(
        name: "\(dataset.name)-r\(revision).jsonl", purpose: "fine-tune",
        byteCount: content.byteCount, body: content.body()))
    try session.workspace.record(
      UploadedFile(
        provider: provider, file: file.id, dataset: dataset.id, revision: revision,
        sha256: content.sha256, byteCount: content.byteCount))
    sent.file = file.id
    sent.wasThere = false
    return sent
  }
}
