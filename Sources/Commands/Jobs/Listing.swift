import FineTuning
import JSON
import Workspaces

/// A job as `list` shows it.
package struct ListedJob: Sendable, Hashable {
  /// How many steps are done, and of how many.
  package struct Progress: Sendable, Hashable {
    package var step: Int
    package var stepCount: Int
  }

  /// What was trained on, and what has become of it.
  package struct Training: Sendable, Hashable {
    package var dataset: String
    /// The revision that was trained on.
    package var revision: Int
    /// The revision that the dataset has now.
    package var currentRevision: Int
    /// Whether the dataset is off the list.
    package var isRemoved: Bool
  }

  package var name: String
  /// As the provider says it; nil while the launch has had no answer.
  package var status: String?
  /// nil before the first step that is known of.
  package var progress: Progress?
  /// nil where the dataset is gone, or was never here.
  package var training: Training?
  /// The model that the training starts from.
  package var base: String?
  package var provider: String
  /// The provider's name for it.
  package var id: String?
  let json: JSONValue
}

/// A file at a provider, as `list` shows it.
package struct ListedFile: Sendable, Hashable {
  package var id: String
  /// What was uploaded; nil where the dataset is gone.
  package var dataset: String?
  package var revision: Int?
  package var byteCount: Int
  package var provider: String
  /// In lower-case hexadecimal.
  package var sha256: String

  var json: JSONValue {
    [
      "file": .string(id), "provider": .string(provider), "bytes": .integer(byteCount),
      "sha256": .string(sha256), "dataset": dataset.map(JSONValue.string) ?? .null,
      "revision": revision.map(JSONValue.integer) ?? .null,
    ]
  }
}

/// A model of a provider, as `list` shows it.
package struct ListedModel: Sendable, Hashable {
  package var id: String
  /// The job of this workspace that made it.
  package var job: String?
  package var owner: String
  /// `YYYY-MM-DD`, when the provider has said that the model will go.
  package var shutdownDate: String?
  var createdAt: Int

  var json: JSONValue {
    [
      "model": .string(id), "job": job.map(JSONValue.string) ?? .null,
      "owned_by": .string(owner), "created_at": .integer(createdAt),
      "shutdown_date": shutdownDate.map(JSONValue.string) ?? .null,
    ]
  }
}

/// A conversation, as `list` shows it.
package struct ListedChat: Sendable, Hashable {
  package var id: Int
  package var model: String
  /// The job whose model it is.
  package var job: String?
  package var turnCount: Int
  /// The first thing that was said; nil when nothing was.
  package var firstText: String?
  var createdAt: Int

  var json: JSONValue {
    [
      "chat": .integer(id), "model": .string(model), "job": job.map(JSONValue.string) ?? .null,
      "created_at": .integer(createdAt),
    ]
  }
}

/// A named revision, as `list` shows it.
package struct ListedSnapshot: Sendable, Hashable {
  package var dataset: String
  package var name: String
  package var revision: Int
  package var exampleCount: Int
  /// Whether the dataset is off the list.
  package var isRemoved: Bool
  var createdAt: Int

  var json: JSONValue {
    [
      "dataset": .string(dataset), "name": .string(name), "revision": .integer(revision),
      "count": .integer(exampleCount), "removed": .bool(isRemoved),
      "created_at": .integer(createdAt),
    ]
  }
}

/// Gathers what `list` shows besides datasets.
struct Listing {
  let session: Session

  private var workspace: Workspace { session.workspace }
  private var follower: JobFollower { JobFollower(session: session) }

  /// Every job as its provider says it now, where the provider answers.
  func jobs() async throws -> [ListedJob] {
    var records: [JobRecord] = []
    for record in try workspace.jobs() {
      // A provider that does not answer must not hide what the workspace knows.
      let refreshed = try? await follower.refresh(record)
      // A launch that turns out to have made no job is gone now.
      if refreshed == nil, (try? workspace.job(named: record.name)) == nil { continue }
      records.append(refreshed ?? record)
    }
    return try records.map { record in
      ListedJob(
        name: record.name, status: record.job?.status.rawValue, progress: try progress(of: record),
        training: try training(of: record), base: record.job?.model, provider: record.provider,
        id: record.job?.id.rawValue, json: record.json)
    }
  }

  private func training(of record: JobRecord) throws -> ListedJob.Training? {
    guard let id = record.launch.dataset, let revision = record.launch.revision,
      let dataset = try workspace.dataset(id)
    else { return nil }
    return ListedJob.Training(
      dataset: dataset.name, revision: revision, currentRevision: dataset.revision,
      isRemoved: try !workspace.isVisible(dataset))
  }

  private func progress(of record: JobRecord) throws -> ListedJob.Progress? {
    try follower.metrics(of: record).last.map {
      ListedJob.Progress(step: $0.step, stepCount: $0.stepCount ?? $0.step)
    }
  }

  /// The files that were uploaded from this workspace.
  func files() throws -> [ListedFile] {
    try workspace.uploads().map { upload in
      ListedFile(
        id: upload.file.rawValue,
        dataset: try upload.dataset.flatMap { try workspace.dataset($0)?.name },
        revision: upload.revision, byteCount: upload.byteCount, provider: upload.provider,
        sha256: upload.sha256)
    }
  }

  /// The named revisions of this workspace.
  func snapshots() throws -> [ListedSnapshot] {
    try workspace.snapshots().compactMap { snapshot in
      guard let dataset = try workspace.dataset(snapshot.dataset) else { return nil }
      return ListedSnapshot(
        dataset: dataset.name, name: snapshot.name, revision: snapshot.revision,
        exampleCount: try workspace.revision(snapshot.revision, of: dataset).exampleCount,
        isRemoved: try !workspace.isVisible(dataset), createdAt: snapshot.createdAt)
    }
  }

  /// The models that a provider offers now; kept for completion.
  func models(of chosen: ChosenService) async throws -> [ListedModel] {
    let models = try await chosen.service.models()
    try workspace.record(models, at: chosen.provider.name)
    let names = try Dictionary(
      workspace.jobs().compactMap { record in
        record.job?.fineTunedModel.map { ($0, record.name) }
      }, uniquingKeysWith: { first, _ in first })
    return models.map {
      ListedModel(
        id: $0.id, job: names[$0.id], owner: $0.ownedBy, shutdownDate: $0.shutdownDate,
        createdAt: $0.createdAt)
    }
  }

  /// The conversations of this workspace.
  func chats() throws -> [ListedChat] {
    try workspace.chats().map { chat in
      let turns = try workspace.turns(of: chat.id)
      return ListedChat(
        id: chat.id, model: chat.model, job: chat.job, turnCount: turns.count,
        firstText: turns.first?.text, createdAt: chat.createdAt)
    }
  }
}
