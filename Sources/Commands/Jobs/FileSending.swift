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
      let there = try? await chosen.service.file(known.file), !there.isRefused
    {
      sent.file = known.file
      return sent
    }
    if content.byteCount > 100_000 {
      session.console.tell(
        .training(.uploading(byteCount: content.byteCount, provider: provider)))
    }
    let uploaded = try await chosen.service.uploadFile(
      FileUpload(
        name: "\(dataset.name)-r\(revision).jsonl", purpose: "fine-tune",
        byteCount: content.byteCount, body: content.body()))
    let file = try await usable(uploaded, of: dataset.name)
    try session.workspace.record(
      UploadedFile(
        provider: provider, file: file.id, dataset: dataset.id, revision: revision,
        sha256: content.sha256, byteCount: content.byteCount))
    sent.file = file.id
    sent.wasThere = false
    return sent
  }

  /// The file once the provider has looked at it.
  ///
  /// - Throws: ``Failure`` E512 with the provider's reason where it cannot be used.
  private func usable(_ uploaded: File, of dataset: String) async throws -> File {
    var file = uploaded
    var pause = 0.25
    var waited = 0.0
    while file.isPending, waited < Double(Patience.current.seconds) {
      try await session.context.sleep(.seconds(pause))
      waited += pause
      pause = min(2 * pause, 5)
      file = try await chosen.service.file(file.id)
    }
    guard file.isRefused || file.isPending else { return file }
    let details = file.statusDetails.map { ["the service says: \($0)"] } ?? []
    throw file.isPending
      ? Failure(
        .fileRefused,
        "\(chosen.provider.name) has not looked at \(file.id.rawValue) within "
          + "\(Patience.current.seconds) s",
        context: details, consequence: "no job was created; the file is there",
        remedy: "launch again later, or wait longer:  --patience 600")
      : Failure(
        .fileRefused, "\(chosen.provider.name) cannot use the file \(file.id.rawValue)",
        context: details, consequence: "no job was created",
        remedy: "upload \(dataset) --show  prints what was sent")
  }
}

extension File {
  /// Whether the provider has looked at the file and cannot use it.
  fileprivate var isRefused: Bool { ["error", "failed", "deleted"].contains(status) }

  /// Whether the provider still has to look at the file; OpenAI's `uploaded` can be used.
  fileprivate var isPending: Bool {
    ["pending", "running", "queued", "importing"].contains(status)
  }
}
