import Commands
import JSON
import Randomness
import Reports
import TestSupport
import Testing

/// What a source of Python gives: its lines of ft, then its remarks.
struct ReadSnippet {
  var lines: [String]
  var remarks: [String]

  init(_ source: String) async throws {
    try await self.init(source, in: SessionFixture())
  }

  init(_ source: String, in fixture: SessionFixture) async throws {
    try fixture.folder.write(source, to: "s.py")
    let text = await fixture.run("import-snippet s.py --json")
    let value = try? JSONValue(parsing: text)
    lines = (value?["lines"]?.array ?? []).compactMap { $0["command"]?.string }
    remarks =
      value.map { ($0["remarks"]?.array ?? []).compactMap { $0["text"]?.string } } ?? [text]
  }
}

/// Python that walk-throughs show, and what it is in ft.
@Suite struct SnippetTests {
  static let calls: [(source: String, lines: [String])] = [
    (
      "f = client.files.create(file=Path('a b.jsonl').open('rb'), purpose='fine-tune')",
      ["load \"a b.jsonl\" as a_b"]
    ),
    (
      """
      DATA = Path("data")
      client.files.create(file=(DATA / "a.jsonl").open("rb"), purpose="fine-tune")
      client.files.create(file=("b.jsonl", content), purpose="fine-tune")
      client.uploads.upload_file_chunked(
          file=os.path.join("big", "c.jsonl"), mime_type="text/jsonl", purpose="fine-tune")
      """,
      ["load data/a.jsonl as a", "load b.jsonl as b", "load big/c.jsonl as c"]
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
      client.fine_tuning.jobs.pause(job_id)
      client.fine_tuning.jobs.resume(job_id)
      client.fine_tuning.jobs.cancel(fine_tuning_job_id=job_id)
      client.fine_tuning.jobs.list()
      """,
      [
        "load prefs.jsonl as prefs",
        "launch prefs --model gpt-4.1-mini --method dpo --beta 0.2 --seed 7 as my_job",
        "pause @my_job", "resume @my_job", "cancel @my_job", "list jobs",
      ]
    ),
    // An id of a file that is not sent here is the path that it stands for.
    (
      """
      one = client.fine_tuning.jobs.create(training_file="a.jsonl", model="gpt-4.1")
      two = client.fine_tuning.jobs.create(training_file="b.jsonl", model="gpt-4.1")
      client.responses.create(model=one.fine_tuned_model, instructions='Be "short"', input='Hi')
      """,
      [
        "load a.jsonl as a", "launch a --model gpt-4.1 as one", "load b.jsonl as b",
        "launch b --model gpt-4.1 as two", #"ask @one Hi --system 'Be "short"'"#,
      ]
    ),
    ("[e.message for e in client.fine_tuning.jobs.list_events('ftjob-1').data]", ["tail @last"]),
    // Arguments that are kept in a dictionary.
    (
      """
      kw = dict(training_file="a.jsonl", model="m", seed=7)
      kw["method"] = {"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.2}}}
      kw.update(suffix="s")
      client.fine_tuning.jobs.create(**kw)
      """,
      [
        "load a.jsonl as a",
        "launch a --model m --method dpo --beta 0.2 --seed 7 --suffix s as job",
      ]
    ),
    // The client's own types, and dict.
    (
      """
      client.fine_tuning.jobs.create(
          training_file="a.jsonl", model="m", method=Method(type="dpo", dpo=DpoMethod(
              hyperparameters=DpoHyperparameters(beta=0.1, n_epochs="auto"))))
      client.fine_tuning.jobs.create(
          training_file="a.jsonl", model="m",
          method=dict(type="dpo", dpo=dict(hyperparameters=dict(beta=0.1))))
      """,
      [
        "load a.jsonl as a", "launch a --model m --method dpo --beta 0.1 as job",
        "launch a --model m --method dpo --beta 0.1 as job2",
      ]
    ),
    // Functions of the source's own, called before and after one another.
    (
      """
      def upload(path, purpose="fine-tune"):
          with open(path, "rb") as f:
              return client.files.create(file=f, purpose=purpose).id

      def main():
          train, val = upload("train_1.jsonl"), upload("val.jsonl")
          job = client.fine_tuning.jobs.create(
              training_file=train, validation_file=val, model=BASE)
          return job

      BASE = "m"
      if __name__ == "__main__":
          client.fine_tuning.jobs.cancel(main().id)
      """,
      [
        "load train_1.jsonl as train_1", "load val.jsonl as val",
        "launch train_1 --model m --validation val as job", "cancel @job",
      ]
    ),
    (
      """
      class Tuner:
          def start(self):
              self.job = self.client.fine_tuning.jobs.create(training_file="a.jsonl", model="m")

          def look(self):
              self.client.fine_tuning.jobs.retrieve(self.job.id)
      """,
      ["load a.jsonl as a", "launch a --model m as job", "tail @job --once"]
    ),
    // A name that is given another value is what it was, where it was read.
    (
      """
      f = client.files.create(file=open("t.jsonl", "rb"), purpose="fine-tune")
      train = f.id
      f = client.files.create(file=open("v.jsonl", "rb"), purpose="fine-tune")
      jobs = client.fine_tuning.jobs
      job = jobs.create(training_file=train, validation_file=f.id, model="m")
      while True:
          job = jobs.retrieve(job.id)
          if job.status == "succeeded":
              break
      messages = [{"role": "system", "content": "Be short."}]
      messages.append({"role": "user", "content": f"Hi {'you'}"})
      client.chat.completions.create(model=job.fine_tuned_model, messages=messages)
      """,
      [
        "load t.jsonl as t", "load v.jsonl as v", "launch t --model m --validation v as job",
        "tail @job --once", "ask @job \"Hi you\" --system \"Be short.\"",
      ]
    ),
    (
      """
      for rate in [0.1, 1]:
          client.fine_tuning.jobs.create(
              training_file="a.jsonl", model="m", suffix=f"r{rate}",
              method={"type": "supervised", "supervised": {
                  "hyperparameters": {"learning_rate_multiplier": rate}}})
      """,
      [
        "load a.jsonl as a", "launch a --model m --lr 0.1 --suffix r0.1 as job",
        "launch a --model m --lr 1 --suffix r1 as job2",
      ]
    ),
    (
      """
      job = await client.fine_tuning.jobs.create(training_file="a.jsonl", model="m")
      async for event in await client.fine_tuning.jobs.list_events(job.id):
          print(event)
      print(client.files.content(job.result_files[0]).read())
      """,
      ["load a.jsonl as a", "launch a --model m as job", "tail @job", "plot @job"]
    ),
    (
      "client.chat.completions.create(model='ft:m:org::id', messages=[{'role': 'user', "
        + "'content': [{'type': 'text', 'text': 'Q'}]}], seed=1, stream=True)",
      ["ask ft:m:org::id Q --seed 1"]
    ),
    // A page with Python between fences.
    ("# It's a page\n\n```python\nclient.models.list()\n```\n\nThat's all.", ["list models"]),
  ]

  @Test(arguments: calls)
  func `A call is the line that does the same`(source: String, lines: [String]) async throws {
    #expect(try await ReadSnippet(source).lines == lines)
  }

  // MARK: What has no line

  private static let job = "client.fine_tuning.jobs.create("

  static let leftOut: [(source: String, lines: [String], remarks: [String])] = [
    (
      job + "training_file='a.jsonl', model='m', **settings())", ["load a.jsonl as a"],
      [
        "launch is not offered, as what * or ** stands for cannot be read from the source; the rest "
          + "of it:  launch a --model m as job"
      ]
    ),
    (
      job + "training_file='a.jsonl', model='m', method=load_method())", ["load a.jsonl as a"],
      [
        "launch is not offered, as method cannot be read from the source; the rest of it:  launch a "
          + "--model m as job"
      ]
    ),
    (
      "m = 'a'\nif big:\n    m = 'b'\n" + job
        + "training_file='a.jsonl', model=m, seed=3 * 2, suffix='x' if big else 'y')",
      ["load a.jsonl as a"],
      [
        "launch is not offered, as model and seed and suffix cannot be read from the source; the rest "
          + "of it:  launch a as job"
      ]
    ),
    (
      "v = client.files.create(file=open_file('val.jsonl'), purpose='fine-tune')\n" + job
        + "training_file='file-abc', validation_file=v.id, model='m')",
      ["load val.jsonl as val"],
      [
        "file-abc is a file that only the service has; load the one it was made of",
        "launch is not offered, as training_file cannot be read from the source; the rest of it:  "
          + "launch NAME --model m --validation val as job",
      ]
    ),
    (
      job + "training_file='a.jsonl', metadata={'a': 'b'},\n  integrations=None, priority=1)",
      ["load a.jsonl as a", "launch a as job"],
      [
        "metadata is left out: launch has no such option",
        "no model is named, which the service asks for; launch takes sandbox-1",
        "priority is left out: launch has no such option",
      ]
    ),
    (
      job + "training_file='a.jsonl', model='m', method={'type': 'reinforcement', "
        + "'reinforcement': {'grader': g}})",
      ["load a.jsonl as a"],
      [
        "grader of method is left out: launch has no such option",
        "launch is not offered, as it trains supervised or by dpo, not by reinforcement; the rest "
          + "of it:  launch a --model m as job",
      ]
    ),
    (
      """
      client.chat.completions.create(
          model="gpt-4.1-2099-01-01", top_p=0.1, n=2,
          messages=[
              {"role": "system", "content": "Be short."}, {"role": "user", "content": "A"},
              {"role": "assistant", "content": "B"}, {"role": "user", "content": "C"}])
      """,
      ["ask gpt-4.1-2099-01-01 C --system \"Be short.\""],
      [
        "2 other messages are left out: ask sends one question; chat keeps a conversation",
        "n is left out: ask has no such option", "top_p is left out: ask has no such option",
      ]
    ),
    (
      "x = input()\nclient.responses.create(model='m', input=f'What is {x}?')", [],
      [
        "ask is not offered, as what is asked cannot be read from the source; the rest of it:  "
          + "ask m TEXT"
      ]
    ),
    (
      "client.responses.create(model=os.environ['M'], input='What is ' + x)", [],
      [
        "ask is not offered, as model and what is asked cannot be read from the source; the rest of it:  "
          + "ask MODEL TEXT"
      ]
    ),
    (
      """
      oai = OpenAI(base_url="https://x.y/v1", api_key="k", timeout=3)
      oai.fine_tuning.jobs.checkpoints.list("ftjob-1")
      oai.models.delete("m")
      oai.embeddings.create(model="m", input="x").data[0].embedding.tolist()
      oai.fine_tuning.jobs.list(limit=2)
      oai.fine_tuning.jobs.retrieve("ftjob-1")
      """,
      ["list jobs", "tail @last --once"],
      [
        "another address is another provider:  provider add NAME --url https://x.y/v1",
        "timeout is left out: provider has no such option",
        "fine_tuning.jobs.checkpoints.list is left out: ft has no line for it",
        "models.delete is left out: ft has no line for it",
        "embeddings.create is left out: ft has no line for it",
        "limit is left out: list has no such option",
        "which job ftjob-1 is cannot be read from the source; @last stands in its place",
      ]
    ),
  ]

  @Test(arguments: leftOut)
  func `What has no line is named`(
    source: String, lines: [String], remarks: [String]
  ) async throws {
    let read = try await ReadSnippet(source)
    #expect(read.lines == lines)
    #expect(read.remarks == remarks)
  }

  /// Arguments of a launch, each with what must be told of it.
  private static let arguments: [(source: String, told: String)] = [
    ("seed=7", "--seed 7"), ("seed=draw()", "seed"), ("suffix='s'", "--suffix s"),
    ("suffix=name + '-1'", "suffix"), ("validation_file='v.jsonl'", "--validation v"),
    ("validation_file=ids['val']", "validation_file"), ("metadata={}", "metadata"),
    ("extra_body={'a': 1}", "extra_body"), ("hyperparameters={'n_epochs': 9}", "--epochs 9"),
    ("hyperparameters={'n_epochs': n}", "n_epochs"), ("hyperparameters={'warmup': 1}", "warmup"),
    ("hyperparameters=h", "hyperparameters"), ("beta=0.3", "--beta 0.3"),
    ("method={'type': 'dpo', 'dpo': {'hyperparameters': {'batch_size': 4}}}", "--batch-size 4"),
    ("method={'type': kind}", "method"), ("method='dpo'", "--method dpo"), ("**rest", "**"),
    ("timeout=5", "timeout"),
  ]

  @Test func `Every argument of a launch is in its line, or in a remark`() async throws {
    let fixture = try SessionFixture()
    for seed in 0..<40 {
      var generator = SeededGenerator(seed: UInt64(seed))
      var names: Set<String> = []
      let chosen = Self.arguments.shuffled(using: &generator).prefix(5).filter { argument in
        names.insert(String(argument.source.prefix { $0 != "=" })).inserted
      }
      let source =
        "\(Self.job)training_file='a.jsonl', model='m', "
        + chosen.map(\.source).joined(separator: ", ") + ")"
      let read = try await ReadSnippet(source, in: fixture)
      let told = (read.lines + read.remarks).joined(separator: "\n")
      for argument in chosen { #expect(told.contains(argument.told), "\(source)\n\(told)") }
    }
  }

  @Test func `Whatever the source is, it is read to its end`() async throws {
    let fixture = try SessionFixture()
    let pieces = [
      "(", ")", "[", "]", "{", "}", "\"", "'''", "'", ",", "=", ":", ".", "\n", "\\", "#", "open",
      "client.files.create", "f", "x = ", "1e", "0.1", "\u{0}", "한", " ", "for i in val_x:\n",
      "fine_tuning.jobs.create(training_file=", "messages=[", "{\"role\": \"user\"", "\\u12",
      "def f(x):\n    ", "f(", "if x:\n  ", "else:\n", "return ", "with ", " as f", "f'{",
      "lambda ",
      " for x in ", "**", "import ", "```", "class A:\n", "+ ", "if ", "p5 ", "percentile(",
    ]
    for seed in 0..<300 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let count = Int.random(in: 1...60, using: &generator)
      let source = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      _ = try await ReadSnippet(source, in: fixture)
    }
    for source in ["f(x=[)", "f([1, 2)", "f({\"a\": )", "f({])", "x = [}]", "f((])", "f(x=f(x)["] {
      _ = try await ReadSnippet(source, in: fixture)
    }
    for (piece, count) in [
      ("(", 20_000), ("f(x=[", 5_000), ("f'{", 5_000), ("if x:\n", 2_000),
      ("def f(): f(); ", 2_000), ("- ", 20_000), ("for a in [1, 2]: ", 2_000), ("x = ", 5_000),
    ] {
      _ = try await ReadSnippet(String(repeating: piece, count: count), in: fixture)
    }
    let calls = (1...40).map { "def f\($0)():\n    f\($0 + 1)()\n    f\($0 + 1)()\n" }.joined()
    _ = try await ReadSnippet(calls + "f1()\n", in: fixture)
  }
}
