import Files
import FineTuning
import JSON

/// The jobs of a store, with their events.
struct JobStore: Sendable {
  let store: Store
  /// Seconds since 1970.
  let now: @Sendable () -> Int
  private let pages = EventPages()

  init(store: Store, now: @escaping @Sendable () -> Int) {
    self.store = store
    self.now = now
  }

  func folder(_ id: Job.ID) -> Folder { store.jobs.folder(id.rawValue) }

  /// The job's record; nil when there is none.
  func record(_ id: Job.ID) throws(FileError) -> StoredJob? {
    guard Store.isName(id.rawValue) else { return nil }
    return try folder(id).value(of: "job.json").flatMap { StoredJob($0) }
  }

  /// All jobs in the order of creation.
  func records() throws(FileError) -> [StoredJob] {
    var records: [StoredJob] = []
    for name in try store.jobs.names() {
      if let record = try record(Job.ID(name)) { records.append(record) }
    }
    return records.sorted { $0.sequence < $1.sequence }
  }

  /// Keeps a new job, with its own hold on the files that it learns from.
  func add(_ job: Job, files: FileStore) throws {
    try store.changing {
      let draft = store.jobs.folder(".new-\(job.id)")
      try draft.create()
      try files.folder(job.trainingFile).link("content", to: draft.path(of: "training"))
      if let validation = job.validationFile {
        try files.folder(validation).link("content", to: draft.path(of: "validation"))
      }
      let record = StoredJob(job: job, sequence: try store.nextSequence())
      try draft.replace("job.json", with: record.value)
      try append([.created(job)] + job.integrations.map(NewEvent.ignored), of: job.id, in: draft)
      try store.jobs.move(".new-\(job.id)", to: folder(job.id).path)
      try store.jobs.sync()
    }
  }

  /// Removes what new jobs left when their process ended before they were complete.
  func removeLeftovers() throws {
    try store.changing {
      for name in try store.jobs.allNames() where name.hasPrefix(".") {
        try store.jobs.folder(name).removeAll()
      }
    }
  }

  /// Changes a job and adds the events that `change` returns, unless it is not there.
  ///
  /// A process that dies between the two leaves the events, and the same change may come again;
  /// what happens once to a job has only one event.
  func update(_ id: Job.ID, _ change: (inout StoredJob) throws -> [NewEvent]) throws -> StoredJob? {
    try store.changing {
      guard var record = try record(id) else { return nil }
      let before = record.value
      let new = try untold(change(&record), of: id)
      if record.job.status != .running { record.job.estimatedFinish = nil }
      try append(new, of: id, in: folder(id))
      if record.value != before { try folder(id).replace("job.json", with: record.value) }
      return record
    }
  }

  /// The events without those that the job's log already tells of.
  ///
  /// The log is read only where it can matter; steps are compared by whoever takes them.
  private func untold(_ events: [NewEvent], of id: Job.ID) throws -> [NewEvent] {
    let isRepeatable = { (event: NewEvent) in
      switch event.kind {
      case .step: true
      case .other: false
      default: !event.kind.isToldOnce
      }
    }
    if events.allSatisfy(isRepeatable) { return events }
    let told = try self.events(of: id)
    let kinds = Set(told.map(\.kind))
    // What has no kind of its own is known by its words.
    let messages = Set(told.map(\.message))
    return events.filter { event in
      isRepeatable(event)
        || !(event.kind == .other ? messages.contains(event.message) : kinds.contains(event.kind))
    }
  }

  /// The size of the job's events in bytes; it grows with every event.
  func logSize(of id: Job.ID) -> Int {
    (try? OpenFile(folder(id).path(of: "events.jsonl"), for: .reading).size()) ?? 0
  }

  /// Waits until the job's events are on the disk.
  func syncEvents(of id: Job.ID) throws(FileError) {
    try OpenFile(folder(id).path(of: "events.jsonl"), for: .appending).sync()
  }

  private func append(_ events: [NewEvent], of id: Job.ID, in folder: Folder) throws(FileError) {
    guard !events.isEmpty else { return }
    let log = try OpenFile(folder.path(of: "events.jsonl"), for: .appending)
    var number = try repairedLineCount(of: log)
    var bytes: [UInt8] = []
    for new in events {
      number += 1
      let event = JobEvent(
        id: JobEvent.ID("ftevent-" + derivedLetters(id.rawValue, String(number), count: 24)),
        createdAt: now(), level: new.level, message: new.message, type: new.type,
        data: new.data, kind: new.kind)
      bytes += event.record(number: number).encoded() + [UInt8(ascii: "\n")]
    }
    try log.write(bytes)
  }

  /// Cuts off a line that was not finished, and returns the number of the last whole one.
  private func repairedLineCount(of log: borrowing OpenFile) throws(FileError) -> Int {
    let size = try log.size()
    let start = max(0, size - 4096)
    let tail = try log.bytes(at: start, count: size - start)
    guard let end = tail.lastIndex(of: UInt8(ascii: "\n")) else {
      try log.truncate(to: start)
      return 0
    }
    if start + end + 1 < size { try log.truncate(to: start + end + 1) }
    let before = tail[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let last = try? JSONValue(parsing: Array(tail[before..<end]))
    return last?["n"]?.integer ?? 0
  }

  /// The page of events that `query` asks for; only its own lines are parsed.
  ///
  /// A page from the start, the end or the end of another page reads no more than its own lines.
  func events(of id: Job.ID, _ query: PageQuery, limit: Int) throws -> Page<JobEvent> {
    let path = folder(id).path(of: "events.jsonl")
    if LocalFile.exists(path), let page = try pages.page(of: path, query, limit: limit) {
      return page
    }
    let bytes = try folder(id).bytes(of: "events.jsonl") ?? []
    let lines = bytes[..<(bytes.lastIndex(of: UInt8(ascii: "\n")) ?? 0)]
      .split(separator: UInt8(ascii: "\n"))
    let page = try Page(of: lines, query, limit: limit) { line in
      (try? JSONValue(parsing: Array(line)))?["id"]?.string ?? ""
    }
    let events = page.elements.compactMap { line in
      (try? JSONValue(parsing: Array(line))).flatMap { JobEvent(record: $0) }
    }
    return Page<JobEvent>(elements: events, hasMore: page.hasMore)
  }

  /// All events, oldest first.
  func events(of id: Job.ID) throws(FileError) -> [JobEvent] {
    let bytes = try folder(id).bytes(of: "events.jsonl") ?? []
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    return bytes[...end].split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSONValue(parsing: Array(line))).flatMap { JobEvent(record: $0) }
    }
  }
}

extension JobEvent {
  init?(record value: JSONValue) {
    guard let id = value["id"]?.string, let createdAt = value["created_at"]?.integer,
      let level = value["level"]?.string, let message = value["message"]?.string,
      let type = value["type"]?.string
    else { return nil }
    self.init(
      id: ID(id), createdAt: createdAt, level: level, message: message, type: type,
      data: value["data"] ?? .null, kind: value["kind"].flatMap(Kind.init(record:)))
  }

  /// `number` counts the job's events from 1.
  fileprivate func record(number: Int) -> JSONValue {
    [
      "n": .integer(number), "id": .string(id.rawValue), "created_at": .integer(createdAt),
      "level": .string(level), "message": .string(message), "type": .string(type), "data": data,
      "kind": kind.record,
    ]
  }
}
