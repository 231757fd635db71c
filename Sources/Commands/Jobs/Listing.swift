import CommandLanguage
import FineTuning
import JSON
import Presentation
import Quantities
import Workspaces

extension Session {
  func listJobs() async throws -> Outcome {
    let follower = JobFollower(session: self)
    var records: [JobRecord] = []
    for record in try workspace.jobs() {
      // A provider that does not answer must not hide what the workspace knows.
      let refreshed = try? await follower.refresh(record)
      // A launch that turns out to have made no job is gone now.
      if refreshed == nil, (try? workspace.job(named: record.name)) == nil { continue }
      records.append(refreshed ?? record)
    }
    if records.isEmpty {
      return Outcome(.array([]), [.note("no jobs yet:  launch NAME as JOB")])
    }
    let rows = try records.map { record -> [StyledText] in
      let job = record.job
      return [
        StyledText("@\(record.name)", .accent), StyledText(job?.status.rawValue ?? "unknown"),
        StyledText(try progress(of: record)), StyledText(try trainedOn(record)),
        StyledText(job?.model ?? ""), StyledText(record.provider, .dim),
        StyledText(job?.id.rawValue ?? "", .dim),
      ]
    }
    let table = Table(
      [
        .init("job"), .init("status"), .init("step", alignment: .trailing, priority: 1),
        .init("data"), .init("base", priority: 2), .init("provider", priority: 3),
        .init("id", priority: 4),
      ], rows: rows)
    return Outcome(.array(records.map(\.json)), [.table(table)])
  }

  /// What a job was trained on, and whether the dataset has moved on since.
  private func trainedOn(_ record: JobRecord) throws -> String {
    guard let id = record.launch.dataset, let revision = record.launch.revision,
      let dataset = try workspace.dataset(id)
    else { return "" }
    let now = dataset.revision
    return "\(dataset.name) r\(revision)" + (now == revision ? "" : ", now r\(now)")
  }

  private func progress(of record: JobRecord) throws -> String {
    guard let last = try JobFollower(session: self).metrics(of: record).last else { return "" }
    return "\(last.step)/\(last.stepCount ?? last.step)"
  }

  func listFiles() throws -> Outcome {
    let uploads = try workspace.uploads()
    if uploads.isEmpty { return Outcome(.array([]), [.note("no files yet:  upload NAME")]) }
    let rows = try uploads.map { upload -> [StyledText] in
      let dataset = try upload.dataset.flatMap { try workspace.dataset($0)?.name } ?? ""
      let revision = upload.revision.map { " r\($0)" } ?? ""
      return [
        StyledText(upload.file.rawValue, .accent), StyledText(dataset + revision),
        StyledText(NumberFormat.bytes(upload.byteCount)), StyledText(upload.provider, .dim),
        StyledText(String(upload.sha256.prefix(12)), .dim),
      ]
    }
    let table = Table(
      [
        .init("file"), .init("data"), .init("size", alignment: .trailing),
        .init("provider", priority: 1), .init("sha256", priority: 2),
      ], rows: rows)
    return Outcome(
      .array(
        uploads.map {
          [
            "file": .string($0.file.rawValue), "provider": .string($0.provider),
            "bytes": .integer($0.byteCount), "sha256": .string($0.sha256),
          ]
        }), [.table(table)])
  }

  func listModels() async throws -> Outcome {
    let chosen = try service(nil)
    let models = try await chosen.service.models()
    try workspace.record(models, at: chosen.provider.name)
    let names = try Dictionary(
      workspace.jobs().compactMap { record in
        record.job?.fineTunedModel.map { ($0, record.name) }
      }, uniquingKeysWith: { first, _ in first })
    let rows = models.map { model -> [StyledText] in
      [
        StyledText(model.id, .accent), StyledText(names[model.id].map { "@\($0)" } ?? ""),
        StyledText(model.ownedBy, .dim), StyledText(model.shutdownDate ?? "", .caution),
      ]
    }
    let table = Table(
      [
        .init("model"), .init("job"), .init("owner", priority: 2),
        .init("shuts down", priority: 1),
      ], rows: rows)
    return Outcome(
      .array(
        models.map {
          [
            "model": .string($0.id), "job": names[$0.id].map(JSONValue.string) ?? .null,
            "owned_by": .string($0.ownedBy), "created_at": .integer($0.createdAt),
            "shutdown_date": $0.shutdownDate.map(JSONValue.string) ?? .null,
          ]
        }), [.table(table), .note("models of \(chosen.provider.name)")])
  }

  func listChats() throws -> Outcome {
    let chats = try workspace.chats()
    if chats.isEmpty { return Outcome(.array([]), [.note("no chats yet:  chat @JOB")]) }
    let rows = try chats.map { chat -> [StyledText] in
      let turns = try workspace.turns(of: chat.id)
      return [
        StyledText("\(chat.id)", .accent), StyledText(chat.job.map { "@\($0)" } ?? chat.model),
        StyledText("\(turns.count)"), StyledText(turns.first?.text ?? "", .dim),
      ]
    }
    let table = Table(
      [
        .init("chat", alignment: .trailing), .init("with"),
        .init("turns", alignment: .trailing), .init("begins", minimumWidth: 16),
      ], rows: rows)
    return Outcome(
      .array(
        chats.map {
          [
            "chat": .integer($0.id), "model": .string($0.model),
            "job": $0.job.map(JSONValue.string) ?? .null, "created_at": .integer($0.createdAt),
          ]
        }), [.table(table)])
  }
}
