import Commands
import Files
import FineTuning
import JSON
import Workspaces

/// What a line can change in a lesson's workspace, as far as two lines that do the same must agree.
struct LessonState: Sendable, Hashable {
  private struct Row: Sendable, Hashable {
    var bytes: [UInt8]
    var tags: [String]
    var note: String?
  }

  /// What a job was launched with.
  private struct Launch: Sendable, Hashable {
    /// What its whole request comes to.
    var request: String
    var isCancelled: Bool
    var asked: [String: String]

    init(_ record: JobRecord) {
      request = record.launch.requestHash
      isCancelled = record.job?.status == .cancelled
      asked = record.asked
    }

    static func == (one: Self, other: Self) -> Bool {
      one.request == other.request && one.isCancelled == other.isCancelled
    }

    func hash(into hasher: inout Hasher) { hasher.combine(request) }

    /// The first option that is otherwise, in the order of a launch's line; nil where none is.
    func difference(from other: Self) -> String? {
      [
        "dataset", "validation_dataset", "base", "method", "epochs", "batch_size",
        "learning_rate_multiplier", "beta", "suffix", "seed",
      ].first { asked[$0] != other.asked[$0] }
    }
  }

  private var datasets: [String: [Int: Row]] = [:]
  /// The jobs by their names.
  private var jobs: [String: Launch] = [:]
  private var files: [String: [UInt8]] = [:]
  private var settings: [String] = []

  /// Reads the state of the session's workspace and of the folder beside it.
  init(of session: Session, in folder: Folder) throws {
    let workspace = session.workspace
    for dataset in try workspace.datasets() {
      var rows: [Int: Row] = [:]
      try workspace.forEachExample(of: dataset) { example in
        rows[example.number] = Row(
          bytes: example.bytes, tags: example.facts.tags.sorted(), note: example.facts.note)
        return true
      }
      datasets[dataset.name] = rows
      if dataset.isLocked { settings.append("\(dataset.name) locked") }
      settings += try workspace.snapshots(of: dataset).map {
        "\(dataset.name)@\($0.name) \($0.revision)"
      }
      settings += try workspace.waivers(of: dataset).map {
        "\(dataset.name) \($0.rule) \($0.number ?? 0)"
      }
    }
    for job in try workspace.jobs() {
      jobs[job.name] = Launch(job)
    }
    settings += try workspace.providers().map { "\($0.name) \($0.description.text)" }
    for key in ["rules", "provider"] {
      settings.append("\(key) \(try workspace.setting(key) ?? "")")
    }
    settings += session.variables.map { "$\($0.key) \($0.value)" }.sorted()
    for name in try folder.names() {
      guard let status = FileStatus(ofFileAt: folder.path(of: name)), status.kind == .file,
        let bytes = try folder.bytes(of: name)
      else { continue }
      files[name] = bytes
    }
  }

  /// The first thing that is not as in the state that should be; nil when all is.
  func difference(from wanted: LessonState) -> StateDifference? {
    if let name = wanted.datasets.keys.sorted().first(where: { datasets[$0] == nil }) {
      return .missingDataset(name)
    }
    if let name = datasets.keys.sorted().first(where: { wanted.datasets[$0] == nil }) {
      return .extraDataset(name)
    }
    for (name, rows) in datasets.sorted(by: { $0.key < $1.key }) {
      let other = wanted.datasets[name] ?? [:]
      if rows == other { continue }
      if rows.count != other.count {
        return .count(dataset: name, is: rows.count, should: other.count)
      }
      let numbers = Set(rows.keys).union(other.keys).sorted()
      if let number = numbers.first(where: { rows[$0] != other[$0] }) {
        return .example("\(name)#\(number)")
      }
    }
    return jobDifference(from: wanted) ?? fileDifference(from: wanted)
      ?? (settings == wanted.settings ? nil : .settings)
  }

  private func jobDifference(from wanted: LessonState) -> StateDifference? {
    for name in Set(jobs.keys).union(wanted.jobs.keys).sorted()
    where jobs[name] != wanted.jobs[name] {
      guard let job = jobs[name] else { return .missingJob(name) }
      guard let other = wanted.jobs[name] else { return .extraJob(name) }
      return .otherJob(name, field: job.difference(from: other))
    }
    return nil
  }

  private func fileDifference(from wanted: LessonState) -> StateDifference? {
    for name in Set(files.keys).union(wanted.files.keys).sorted()
    where files[name] != wanted.files[name] {
      return files[name] == nil ? .missingFile(name) : .otherFile(name)
    }
    return nil
  }
}
