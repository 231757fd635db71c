/// The tables, as the steps that led to them; `PRAGMA user_version` counts the steps taken.
///
/// A step that has been released never changes: the next change is a step of its own.
enum Schema {
  /// Pages of 16 KB: segments are about 1 MB, and longer pages make their chains shorter.
  static let pageSize = 16_384

  static let steps: [[String]] = [
    [datasets, examples, operations, service, sessions, spending],
    [examinations],
    [cellFacts],
    [revisionSource],
    [modelReports],
    [layers],
    [versions],
    [moderations],
    [readFiles],
  ]

  /// A dataset's revisions are a tree; `revision.parent` leads to the root, which has none.
  private static let datasets = """
    CREATE TABLE dataset(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      revision INTEGER NOT NULL,
      last_revision INTEGER NOT NULL,
      is_visible INTEGER NOT NULL DEFAULT 1,
      created_at INTEGER NOT NULL,
      source TEXT,
      token_encoding TEXT
    );
    CREATE UNIQUE INDEX dataset_name ON dataset(name) WHERE is_visible;
    CREATE TABLE revision(
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      number INTEGER NOT NULL,
      parent INTEGER,
      operation INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      last_example INTEGER NOT NULL,
      example_count INTEGER NOT NULL,
      uncounted INTEGER NOT NULL,
      tokens INTEGER NOT NULL,
      trained_tokens INTEGER NOT NULL,
      PRIMARY KEY(dataset, number)
    ) WITHOUT ROWID;
    """

  /// Loaded lines lie in segments; every later state of an example is a row of `version`.
  ///
  /// `overlay` points from an example to its version in the current revision; an
  /// example without a row there is as it was loaded. Long columns come last, so that reading the
  /// others does not walk their pages.
  private static let examples = """
    CREATE TABLE segment(
      id INTEGER PRIMARY KEY,
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      revision INTEGER NOT NULL,
      first_example INTEGER NOT NULL,
      example_count INTEGER NOT NULL,
      first_line INTEGER NOT NULL,
      line_count INTEGER NOT NULL,
      entries BLOB NOT NULL,
      bytes BLOB NOT NULL
    );
    CREATE INDEX segment_place ON segment(dataset, first_example, revision, example_count);
    CREATE TABLE version(
      id INTEGER PRIMARY KEY,
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      number INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      previous INTEGER REFERENCES version(id),
      content INTEGER REFERENCES content(id),
      is_dropped INTEGER NOT NULL DEFAULT 0,
      tags TEXT NOT NULL DEFAULT '',
      note TEXT
    );
    CREATE UNIQUE INDEX version_example ON version(dataset, number, revision);
    CREATE INDEX version_revision ON version(dataset, revision);
    CREATE TABLE content(
      id INTEGER PRIMARY KEY,
      tokens INTEGER,
      trained_tokens INTEGER,
      bytes BLOB NOT NULL
    );
    CREATE TABLE overlay(
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      number INTEGER NOT NULL,
      version INTEGER NOT NULL REFERENCES version(id),
      PRIMARY KEY(dataset, number)
    ) WITHOUT ROWID;
    CREATE TABLE draft(
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      number INTEGER NOT NULL,
      text TEXT NOT NULL,
      saved_at INTEGER NOT NULL,
      PRIMARY KEY(dataset, number)
    ) WITHOUT ROWID;
    """

  /// What the rules found in a revision, and its figures, by the rules of that version.
  private static let examinations = """
    CREATE TABLE examination(
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      revision INTEGER NOT NULL,
      version INTEGER NOT NULL,
      report BLOB NOT NULL,
      statistics BLOB NOT NULL,
      PRIMARY KEY(dataset, revision)
    );
    """

  /// An operation is what one command changed, as a list of effects that can be taken back.
  private static let operations = """
    CREATE TABLE operation(
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      summary TEXT NOT NULL,
      cell INTEGER,
      created_at INTEGER NOT NULL,
      state TEXT NOT NULL DEFAULT 'done' CHECK(state IN ('done', 'undone', 'discarded'))
    );
    CREATE INDEX operation_state ON operation(state, id);
    CREATE TABLE effect(
      operation INTEGER NOT NULL REFERENCES operation(id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK(kind IN ('revision', 'visibility', 'name')),
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      PRIMARY KEY(operation, position)
    ) WITHOUT ROWID;
    """

  /// What services know of us: files, jobs and their logs, and what was asked of them.
  private static let service = """
    CREATE TABLE uploaded_file(
      provider TEXT NOT NULL,
      file TEXT NOT NULL,
      dataset INTEGER REFERENCES dataset(id),
      revision INTEGER,
      sha256 TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      uploaded_at INTEGER NOT NULL,
      PRIMARY KEY(provider, file)
    ) WITHOUT ROWID;
    CREATE INDEX uploaded_content ON uploaded_file(provider, sha256);
    CREATE TABLE job(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      provider TEXT NOT NULL,
      service_id TEXT,
      dataset INTEGER REFERENCES dataset(id),
      revision INTEGER,
      validation_dataset INTEGER REFERENCES dataset(id),
      validation_revision INTEGER,
      request_hash TEXT NOT NULL,
      reservation INTEGER,
      launch_id TEXT,
      training_file TEXT,
      is_complete INTEGER NOT NULL DEFAULT 0,
      shown_events INTEGER NOT NULL DEFAULT 0,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      state TEXT,
      UNIQUE(provider, service_id)
    );
    CREATE INDEX job_request ON job(provider, request_hash);
    CREATE TABLE event(
      job INTEGER NOT NULL REFERENCES job(id),
      position INTEGER NOT NULL,
      service_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      level TEXT NOT NULL,
      type TEXT NOT NULL,
      message TEXT NOT NULL,
      data TEXT NOT NULL,
      PRIMARY KEY(job, position),
      UNIQUE(job, service_id)
    ) WITHOUT ROWID;
    CREATE TABLE checkpoint(
      job INTEGER NOT NULL REFERENCES job(id),
      service_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      model TEXT NOT NULL,
      step INTEGER NOT NULL,
      metrics TEXT NOT NULL,
      PRIMARY KEY(job, service_id)
    ) WITHOUT ROWID;
    CREATE TABLE model(
      provider TEXT NOT NULL,
      service_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      owned_by TEXT NOT NULL,
      shutdown_date TEXT,
      PRIMARY KEY(provider, service_id)
    ) WITHOUT ROWID;
    CREATE TABLE exchange(
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      provider TEXT NOT NULL,
      method TEXT NOT NULL,
      path TEXT NOT NULL,
      status INTEGER,
      duration_us INTEGER NOT NULL,
      request_id TEXT
    );
    """

  private static let sessions = """
    CREATE TABLE chat(
      id INTEGER PRIMARY KEY,
      model TEXT NOT NULL,
      provider TEXT NOT NULL,
      job TEXT,
      system TEXT,
      created_at INTEGER NOT NULL
    );
    CREATE TABLE turn(
      chat INTEGER NOT NULL REFERENCES chat(id),
      position INTEGER NOT NULL,
      role TEXT NOT NULL,
      text TEXT NOT NULL,
      state TEXT NOT NULL CHECK(state IN ('whole', 'partial')),
      is_active INTEGER NOT NULL DEFAULT 1,
      prompt_tokens INTEGER,
      completion_tokens INTEGER,
      created_at INTEGER NOT NULL,
      PRIMARY KEY(chat, position)
    ) WITHOUT ROWID;
    CREATE TABLE cell(
      number INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      duration_us INTEGER,
      exit_code INTEGER,
      outcome TEXT
    );
    CREATE TABLE input(
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL,
      entered_at INTEGER NOT NULL
    );
    CREATE TABLE setting(
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE provider(
      name TEXT PRIMARY KEY,
      description TEXT NOT NULL
    ) WITHOUT ROWID;
    """

  /// Amounts in micro-dollars; `settled` is null until the actual cost is known.
  private static let spending = """
    CREATE TABLE spend(
      id INTEGER PRIMARY KEY,
      provider TEXT NOT NULL,
      purpose TEXT NOT NULL,
      reserved INTEGER NOT NULL CHECK(reserved >= 0),
      settled INTEGER,
      is_released INTEGER NOT NULL DEFAULT 0,
      reserved_at INTEGER NOT NULL,
      settled_at INTEGER
    );
    """

  /// The files that a line read, as they were then: a list of objects.
  ///
  /// A line is unfinished that was left while what it follows went on.
  private static let readFiles = """
    ALTER TABLE cell ADD COLUMN files TEXT;
    ALTER TABLE cell ADD COLUMN is_unfinished INTEGER;
    """

  /// What `save` asks of a cell; older cells told it by the keys of their value.
  private static let cellFacts = """
    ALTER TABLE cell ADD COLUMN failure TEXT;
    ALTER TABLE cell ADD COLUMN dataset TEXT;
    ALTER TABLE cell ADD COLUMN changed_count INTEGER;
    ALTER TABLE cell ADD COLUMN removed_dataset TEXT;
    ALTER TABLE cell ADD COLUMN job TEXT;
    ALTER TABLE cell ADD COLUMN chat INTEGER;
    ALTER TABLE cell ADD COLUMN next_turn INTEGER;
    UPDATE cell SET failure = outcome ->> '$.error' WHERE exit_code <> 0 AND json_valid(outcome);
    UPDATE cell SET
      dataset = CASE WHEN json_type(outcome, '$.dataset') <> 'text' THEN NULL
        WHEN instr(outcome ->> '$.dataset', '@') = 0 THEN outcome ->> '$.dataset'
        ELSE substr(outcome ->> '$.dataset', 1, instr(outcome ->> '$.dataset', '@') - 1) END,
      changed_count = CASE
        WHEN json_type(outcome, '$.changed') = 'integer' THEN outcome ->> '$.changed'
        WHEN json_type(outcome, '$.dropped') = 'integer' THEN outcome ->> '$.dropped' END,
      removed_dataset = CASE WHEN source LIKE 'drop %' AND json_type(outcome, '$.removed') = 'text'
        THEN outcome ->> '$.removed' END,
      job = CASE WHEN source LIKE 'launch %' AND json_type(outcome, '$.name') = 'text'
        THEN outcome ->> '$.name' END,
      chat = CASE WHEN json_type(outcome, '$.chat') = 'integer' THEN outcome ->> '$.chat' END,
      next_turn = CASE WHEN json_type(outcome, '$.next_turn') = 'integer'
        THEN outcome ->> '$.next_turn' END
      WHERE exit_code = 0 AND json_valid(outcome) AND json_type(outcome) = 'object';
    """

  /// What the rules about one model found in a revision, by what tells that reading of it.
  private static let modelReports = """
    CREATE TABLE model_report(
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      revision INTEGER NOT NULL,
      reading TEXT NOT NULL,
      version INTEGER NOT NULL,
      report BLOB NOT NULL,
      PRIMARY KEY(dataset, revision, reading)
    );
    """

  /// The file that a revision was loaded from; older ones had it in the line of their operation.
  private static let revisionSource = """
    ALTER TABLE revision ADD COLUMN source TEXT;
    UPDATE revision SET source = (
      SELECT substr(o.summary, 8, length(o.summary) - 11 - length(d.name))
      FROM operation o JOIN dataset d ON d.id = revision.dataset
      WHERE o.id = revision.operation AND o.kind = 'load'
        AND o.summary LIKE 'loaded % as ' || d.name);
    """

  /// What a change of many examples made of those of one segment; see `LayerState`.
  ///
  /// A text is the older one with a stretch replaced, so that a new system prompt for every example
  /// takes the space of the prompt and not of the examples; undoing it moves one number.
  private static let layers = """
    CREATE TABLE layer(
      id INTEGER PRIMARY KEY,
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      segment INTEGER NOT NULL REFERENCES segment(id),
      revision INTEGER NOT NULL,
      dropped_count INTEGER NOT NULL,
      states BLOB NOT NULL
    );
    CREATE UNIQUE INDEX layer_place ON layer(segment, revision);
    CREATE INDEX layer_revision ON layer(dataset, revision);
    """

  /// Names of revisions; which examples are copies of which; and what a revision's examples are
  /// from and counted with, since a dataset's revisions may begin anew with another file.
  private static let versions = """
    ALTER TABLE revision ADD COLUMN origin TEXT;
    ALTER TABLE revision ADD COLUMN token_encoding TEXT;
    UPDATE revision SET
      origin = (SELECT d.source FROM dataset d WHERE d.id = revision.dataset),
      token_encoding = (SELECT d.token_encoding FROM dataset d WHERE d.id = revision.dataset);
    ALTER TABLE draft ADD COLUMN root INTEGER NOT NULL DEFAULT 1;
    CREATE TABLE snapshot(
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      name TEXT NOT NULL,
      revision INTEGER NOT NULL,
      cell INTEGER,
      created_at INTEGER NOT NULL,
      PRIMARY KEY(dataset, name),
      FOREIGN KEY(dataset, revision) REFERENCES revision(dataset, number)
    ) WITHOUT ROWID;
    CREATE TABLE kinship(
      dataset INTEGER NOT NULL REFERENCES dataset(id),
      revision INTEGER NOT NULL,
      source INTEGER NOT NULL REFERENCES dataset(id),
      source_revision INTEGER NOT NULL,
      numbers BLOB NOT NULL,
      PRIMARY KEY(dataset, revision)
    ) WITHOUT ROWID;
    """

  /// What moderation services said of what examples train, whichever dataset they are in.
  private static let moderations = """
    CREATE TABLE moderation(
      identity INTEGER PRIMARY KEY,
      provider TEXT NOT NULL,
      flagged TEXT NOT NULL,
      scores TEXT NOT NULL,
      asked_at INTEGER NOT NULL
    );
    """
}
