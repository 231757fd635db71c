import Randomness
import TestSupport
import Testing

/// What a snippet does that no line of ft does, or that cannot be read from it.
@Suite struct SnippetRemarkTests {
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
      """
      settings = {"training_file": "a.jsonl", "model": "m"}
      if val:
          settings["validation_file"] = "v.jsonl"
      client.fine_tuning.jobs.create(**settings)
      """,
      ["load a.jsonl as a"],
      [
        "launch is not offered, as validation_file cannot be read from the source; the rest of it:  "
          + "launch a --model m --validation NAME as job"
      ]
    ),
    (
      "oai = OpenAI(**options)\noai.files.create(file='a.jsonl', purpose=purpose, expires_after=3)",
      ["load a.jsonl as a"],
      [
        "what * or ** stands for cannot be read from the source, and is left out",
        "expires_after is left out: load has no such option",
        "purpose cannot be read from the source, and is left out",
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
      requests.post("https://api.openai.com/v1/fine_tuning/jobs", json=body)
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
        "the request to /v1/fine_tuning/jobs is left out: only the client's calls are read",
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
}
