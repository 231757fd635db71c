import CommandLanguage
import Commands
package import Presentation
import Quantities

extension ListResult: Report {
  package var blocks: [Block] {
    switch self {
    case .datasets([]): [.hint(":  load FILE.jsonl as NAME", after: "no datasets yet")]
    case .datasets(let datasets): [.table(table(of: datasets))]
    case .jobs([]): [.hint(":  launch NAME as JOB", after: "no jobs yet")]
    case .jobs(let jobs): [.table(table(of: jobs))]
    case .files([]): [.hint(":  upload NAME", after: "no files yet")]
    case .files(let files): [.table(table(of: files))]
    case .models(let models, let provider):
      [.table(table(of: models)), .note("models of \(provider)")]
    case .chats([]): [.hint(":  chat @JOB", after: "no chats yet")]
    case .chats(let chats): [.table(table(of: chats))]
    case .selections(let selections) where selections.isEmpty:
      [.hint(":  let NAME = where TEST", after: "no selections yet")]
    case .selections(let selections):
      [.table(table(of: selections)), .hint("show NAME where $\(selections[0].name)")]
    case .snapshots([]): [.hint(":  snapshot NAME as TEXT", after: "no snapshots yet")]
    case .snapshots(let snapshots): [.table(table(of: snapshots))]
    }
  }
}

private func table(of datasets: [DatasetFacts]) -> Table {
  let rows = datasets.map { dataset -> [StyledText] in
    [
      StyledText(dataset.name, .accent), "r\(dataset.revision)",
      StyledText(NumberFormat.count(dataset.exampleCount)), StyledText(dataset.tokenWords),
      StyledText(
        [dataset.fileName, dataset.isLocked ? "locked" : nil].compactMap(\.self)
          .joined(separator: ", "), .dim),
    ]
  }
  return Table(
    [
      .init("dataset"), .init("revision", priority: 1),
      .init("examples", alignment: .trailing), .init("tokens", alignment: .trailing, priority: 1),
      .init("from", priority: 2),
    ], rows: rows)
}

private func table(of jobs: [ListedJob]) -> Table {
  let rows = jobs.map { job -> [StyledText] in
    [
      StyledText("@\(job.name)", .accent), StyledText(job.status ?? "unknown"),
      StyledText(job.progress.map { "\($0.step)/\($0.stepCount)" } ?? ""),
      StyledText(job.training?.words ?? ""), StyledText(job.base ?? ""),
      StyledText(job.provider, .dim), StyledText(job.id ?? "", .dim),
    ]
  }
  return Table(
    [
      .init("job"), .init("status"), .init("step", alignment: .trailing, priority: 1),
      .init("data"), .init("base", priority: 2), .init("provider", priority: 3),
      .init("id", priority: 4),
    ], rows: rows)
}

extension ListedJob.Training {
  /// What a job was trained on, and whether the dataset has moved on since.
  fileprivate var words: String {
    "\(dataset) r\(revision)"
      + (isRemoved ? ", removed" : currentRevision == revision ? "" : ", now r\(currentRevision)")
  }
}

private func table(of files: [ListedFile]) -> Table {
  let rows = files.map { file -> [StyledText] in
    let revision = file.revision.map { " r\($0)" } ?? ""
    return [
      StyledText(file.id, .accent), StyledText((file.dataset ?? "") + revision),
      StyledText(NumberFormat.bytes(file.byteCount)), StyledText(file.provider, .dim),
      StyledText(String(file.sha256.prefix(12)), .dim),
    ]
  }
  return Table(
    [
      .init("file"), .init("data"), .init("size", alignment: .trailing),
      .init("provider", priority: 1), .init("sha256", priority: 2),
    ], rows: rows)
}

private func table(of models: [ListedModel]) -> Table {
  let rows = models.map { model -> [StyledText] in
    [
      StyledText(model.id, .accent), StyledText(model.job.map { "@\($0)" } ?? ""),
      StyledText(model.owner, .dim), StyledText(model.shutdownDate ?? "", .caution),
    ]
  }
  return Table(
    [
      .init("model"), .init("job"), .init("owner", priority: 2),
      .init("shuts down", priority: 1),
    ], rows: rows)
}

private func table(of selections: [SavedSelection]) -> Table {
  Table(
    [.init("selection"), .init("where", minimumWidth: 16)],
    rows: selections.map { [StyledText("$\($0.name)", .accent), StyledText($0.condition.text)] })
}

private func table(of chats: [ListedChat]) -> Table {
  let rows = chats.map { chat -> [StyledText] in
    [
      StyledText("\(chat.id)", .accent), StyledText(chat.job.map { "@\($0)" } ?? chat.model),
      StyledText("\(chat.turnCount)"), StyledText(chat.firstText ?? "", .dim),
    ]
  }
  return Table(
    [
      .init("chat", alignment: .trailing), .init("with"),
      .init("turns", alignment: .trailing), .init("begins", minimumWidth: 16),
    ], rows: rows)
}

private func table(of snapshots: [ListedSnapshot]) -> Table {
  let rows = snapshots.map { snapshot -> [StyledText] in
    [
      StyledText("\(snapshot.dataset)@\(snapshot.name)", .accent),
      StyledText("r\(snapshot.revision)" + (snapshot.isRemoved ? ", removed" : "")),
      StyledText(NumberFormat.count(snapshot.exampleCount)),
    ]
  }
  return Table(
    [.init("snapshot"), .init("revision"), .init("examples", alignment: .trailing)], rows: rows)
}
