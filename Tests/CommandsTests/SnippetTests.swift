import Commands
import JSON
import Randomness
import Reports
import TestSupport
import Testing

/// Python that walk-throughs show, and what it is in ft.
@Suite struct SnippetTests {
  /// What a source gives: its lines, then its remarks.
  private func read(_ source: String) async throws -> (lines: [String], remarks: [String]) {
    let fixture = try SessionFixture()
    try fixture.folder.write(source, to: "s.py")
    let text = await fixture.run("import-snippet s.py --json")
    guard let value = try? JSONValue(parsing: text) else { return ([], [text]) }
    return (
      (value["lines"]?.array ?? []).compactMap { $0["command"]?.string },
      (value["remarks"]?.array ?? []).compactMap { $0["text"]?.string }
    )
  }

  static let calls: [(source: String, lines: [String])] = [
    (
      "f = client.files.create(file=Path('a b.jsonl').open('rb'), purpose='fine-tune')",
      ["load \"a b.jsonl\" as a_b"]
    ),
    (
      "file_id = 'file-abc'\nclient.fine_tuning.jobs.create(training_file=file_id, model='gpt-4.1')",
      ["launch data --model gpt-4.1 as job"]
    ),
    (
      """
      m = {"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.2, "n_epochs": "auto"}}}
      f = client.files.create(
          file=open("prefs.jsonl", "rb"),  # the pairs
          purpose="fine-tune")
      my_job = client.fine_tuning.jobs.create(
          training_file=f.id, model="gpt-4.1-mini", seed=7, method=m)
      job_id = my_job.id
      client.fine_tuning.jobs.cancel(job_id)
      client.fine_tuning.jobs.list(limit=3)
      """,
      [
        "load prefs.jsonl as prefs",
        "launch prefs --model gpt-4.1-mini --method dpo --beta 0.2 --seed 7 as my_job",
        "cancel @my_job", "list jobs",
      ]
    ),
    (
      """
      one = client.fine_tuning.jobs.create(training_file="a.jsonl", model="gpt-4.1")
      two = client.fine_tuning.jobs.create(training_file="b.jsonl", model="gpt-4.1")
      client.responses.create(model=one.fine_tuned_model, instructions='Be "short"', input='Hi')
      """,
      [
        "launch a --model gpt-4.1 as one", "launch b --model gpt-4.1 as two",
        #"ask @one Hi --system 'Be "short"'"#,
      ]
    ),
    (
      "[e.message for e in client.fine_tuning.jobs.list_events('ftjob-1').data]",
      ["tail @last"]
    ),
  ]

  @Test(arguments: calls)
  func `A call is the line that does the same`(source: String, lines: [String]) async throws {
    #expect(try await read(source).lines == lines)
  }

  /// The sixteen defects of the walk-throughs that this project started from, each with the words
  /// that explain it.
  static let defects: [(defect: String, source: String, words: String)] = [
    ("D1", "x = '''{\n \"messages\": []\n}'''", "an example goes over several lines"),
    ("D2", "x = '''{\"messages\": []} {\"messages\": []}'''", "two examples stand on one line"),
    ("D3", "x = '''{\"messages\": []}\n\n{\"messages\": []}'''", "an empty line stands between"),
    ("D4", "n += len(encoding.encode(value))", "such as weight"),
    ("D5", "print('p5 / p95', q(x, 0.1), q(x, 0.9))", "p5 and p95 are 0.05 and 0.95"),
    ("D6", "m = 'gpt-4o-mini'\ne = get_encoding('cl100k_base')", "reads o200k_base"),
    ("D7", "if not content and not function_call: bad()", "content may be null"),
    ("D8", "m = 'gpt-4o-mini'\nLIMIT = 16_385", "are the limit of gpt-3.5-turbo"),
    (
      "D9",
      "f = client.files.create(file=open('marv.jsonl', 'rb'), purpose='fine-tune')\n"
        + "client.fine_tuning.jobs.create(training_file=f.id, model='gpt-4.1', "
        + "method={'type': 'dpo'})",
      "marv.jsonl holds chats"
    ),
    (
      "D10", "client.fine_tuning.jobs.create(training_file='a', model='m', method='dpo', beta=0.1)",
      "beta is no parameter of its own"
    ),
    ("D11", "# Hyperparameters cannot be adjusted", "hyperparameters can be set"),
    ("D12", "while job.status == 'pending': pass", "no job is ever \"pending\""),
    ("D13", "for i in val_idx:\n    r = train_df.iloc[i]", "measured on what it was trained on"),
    ("D14", "f = open('a.jsonl')", "say encoding=\"utf-8\""),
    ("D15", "m = 'ft:gpt-4.1-mini:abc123'", "ft:BASE:ORGANIZATION:SUFFIX:ID"),
    ("D16", "# training is 2x the inference output price", "a price of its own"),
  ]

  @Test(arguments: defects)
  func `Each defect of the walk-throughs is found and explained`(
    defect: String, source: String, words: String
  ) async throws {
    let found = try await read(source).remarks
    #expect(found.contains { $0.contains(words) }, "\(defect): \(found)")
  }

  @Test func `A sound snippet gets no remark`() async throws {
    let found = try await read(
      """
      with open("marv.jsonl", "rb") as source:
          f = client.files.create(file=source, purpose="fine-tune")
      job = client.fine_tuning.jobs.create(
          training_file=f.id, model="gpt-4.1-2099-01-01",
          method={"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 3}}})
      """)
    #expect(found.remarks == [])
    #expect(
      found.lines == [
        "load marv.jsonl as marv", "launch marv --model gpt-4.1-2099-01-01 --epochs 3 as job",
      ])
  }

  @Test func `Whatever the source is, it is read to its end`() async throws {
    let pieces = [
      "(", ")", "[", "]", "{", "}", "\"", "'''", "'", ",", "=", ":", ".", "\n", "\\", "#", "open",
      "client.files.create", "f", "x = ", "1e", "0.1", "\u{0}", "한", " ", "for i in val_x:\n",
      "fine_tuning.jobs.create(training_file=", "messages=[", "{\"role\": \"user\"", "\\u12",
    ]
    for seed in 0..<200 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let count = Int.random(in: 1...60, using: &generator)
      let source = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      _ = try await read(source)
    }
    for source in ["f(x=[)", "f([1, 2)", "f({\"a\": )", "f({])", "x = [}]", "f((])"] {
      _ = try await read(source)
    }
    _ = try await read(String(repeating: "(", count: 100_000))
    _ = try await read(String(repeating: "f(x=[", count: 20_000))
  }
}
