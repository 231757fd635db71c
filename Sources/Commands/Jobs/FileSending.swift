import CommandLanguage
import FineTuning
import Synchronization
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

  /// Sends a revision's bytes unless the provider has them already.
  func send(_ selection: Selection) async throws -> SentFile {
    try Self.requireWhole(selection)
    let dataset = selection.dataset
    let revision = selection.revision ?? dataset.revision
    let hash = try session.workspace.contentHash(of: dataset, revision: revision)
    let provider = chosen.provider.name
    if let known = try session.workspace.upload(withContent: hash.sha256, to: provider),
      (try? await chosen.service.file(known.file)) != nil
    {
      return SentFile(
        dataset: dataset.name, revision: revision, file: known.file, provider: provider,
        byteCount: hash.byteCount, wasThere: true)
    }
    if hash.byteCount > 100_000 {
      session.console.tell(.training(.uploading(byteCount: hash.byteCount, provider: provider)))
    }
    let file = try await chosen.service.uploadFile(
      FileUpload(
        name: "\(dataset.name)-r\(revision).jsonl", purpose: "fine-tune",
        byteCount: hash.byteCount, body: body(of: dataset, revision: revision)))
    try session.workspace.record(
      UploadedFile(
        provider: provider, file: file.id, dataset: dataset.id, revision: revision,
        sha256: hash.sha256, byteCount: hash.byteCount))
    return SentFile(
      dataset: dataset.name, revision: revision, file: file.id, provider: provider,
      byteCount: hash.byteCount, wasThere: false)
  }

  /// The revision's bytes, a megabyte at a time, each read only when the service takes it.
  private func body(of dataset: Dataset, revision: Int) throws -> ByteStream {
    let chunks = Mutex(try session.workspace.chunks(of: dataset, revision: revision))
    return ByteStream { try chunks.withLock { try $0.next() } }
  }
}
