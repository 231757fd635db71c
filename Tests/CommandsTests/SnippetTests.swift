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
    // What is left of the arguments goes on to another call.
    (
      """
      def launch(file, model="m", **rest):
          return client.fine_tuning.jobs.create(training_file=file, model=model, **rest)

      launch("a.jsonl", seed=3, suffix="s")
      launch("a.jsonl", model="n")
      """,
      [
        "load a.jsonl as a", "launch a --model m --seed 3 --suffix s as job",
        "launch a --model n as job2",
      ]
    ),
    // A notebook as Jupyter writes it, and a page with Python between fences.
    (
      """
      {
       "cells": [
        {
         "cell_type": "code",
         "source": [
          "!pip install openai\\n",
          "job = client.fine_tuning.jobs.create(\\n",
          "    training_file=\\"a.jsonl\\", model='m')"
         ]
        },
        {
         "cell_type": "markdown",
         "source": [
          "client.models.list()"
         ]
        },
        {
         "cell_type": "code",
         "source": [
          "client.fine_tuning.jobs.cancel(job.id)"
         ]
        }
       ],
       "nbformat": 4
      }
      """,
      ["load a.jsonl as a", "launch a --model m as job", "cancel @job"]
    ),
    ("# It's a page\n\n```python\nclient.models.list()\n```\n\nThat's all.", ["list models"]),
  ]

  @Test(arguments: calls)
  func `A call is the line that does the same`(source: String, lines: [String]) async throws {
    #expect(try await ReadSnippet(source).lines == lines)
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
