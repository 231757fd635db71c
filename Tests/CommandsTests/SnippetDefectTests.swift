import TestSupport
import Testing

/// What walk-throughs get wrong, in the ways that people write it.
@Suite struct SnippetDefectTests {
  private static let job = "client.fine_tuning.jobs.create("

  /// The sixteen defects of the walk-throughs that this project started from: the words that explain
  /// each, and the sources that they are found in.
  static let defects: [(defect: String, words: String, sources: [String])] = [
    (
      "D1", "JSON Lines has a line for each",
      [
        "x = '''{\n \"messages\": []\n}'''",
        "x = '''\n{ \"prompt\": \"a\",\n  \"completion\": \"b\" }'''",
        "with open('a.jsonl', 'w') as f:\n  for e in x:\n    json.dump(e, f, indent=2)",
        "with open(p, 'w') as f:\n  for e in x:\n    f.write(json.dumps(e, indent=4) + '\\n')",
        "# A page\n```jsonl\n{\n\"messages\": []}\n```\n",
      ]
    ),
    (
      "D2", "on one line; JSON Lines has a line for each",
      [
        "x = '''{\"messages\": []} {\"messages\": []}'''",
        "x = '{ \"messages\": []}{ \"messages\": []}'",
        "x = '{\"prompt\": \"a\", \"completion\": \"b\"}, { \"prompt\": \"c\"}'",
        "for e in x:\n  f.write(json.dumps(e))",
        "for e in x:\n  line = json.dumps(e, ensure_ascii=False)\n  f.write(line)",
        "for e in x:\n  json.dump(e, f)",
      ]
    ),
    (
      "D3", "an empty line stands between",
      [
        "x = '''{\"messages\": []}\n\n{\"messages\": []}'''",
        "x = '''\n{\"prompt\": \"a\", \"completion\": \"b\"}\n \n{\"prompt\": \"a\"}'''",
        "f.write(json.dumps(e) + '\\n\\n')", "'\\n\\n'.join(json.dumps(e) for e in x)",
      ]
    ),
    (
      "D4", "such as weight",
      [
        "n += len(encoding.encode(value))",
        "n = sum(len(enc.encode(val)) for val in m.values())",
        "for key, text in message.items():\n    n += len(enc.encode(text))",
        "for k in message:\n    n += len(enc.encode(message[k]))",
        "for k in m.keys():\n    n += len(enc.encode(m[k]))",
      ]
    ),
    (
      "D5", "p5 and p95 are 0.05 and 0.95",
      [
        "print('p5 / p95', q(x, 0.1), q(x, 0.9))",
        "print(f'p5 / p95: {np.quantile(x, 0.1)}, {np.quantile(x, 0.9)}')",
        "p5 = np.percentile(x, 10)", "p95 = percentile(x, 90)",
        "print('p5 / p95:',\n  df['n'].quantile(.1),\n  df['n'].quantile(.9))",
        "p5, p95 = np.percentile(x, [10, 90])", "q_05 = sorted(x)[int(len(x) * 0.10)]",
        "deciles = statistics.quantiles(x, n=10)\nprint('5th, 95th', deciles[0], deciles[-1])",
        "low, high = np.quantile(x, [0.1, 0.9])\nprint('5% and 95%', low, high)",
      ]
    ),
    (
      "D6", "reads o200k_base; cl100k_base",
      [
        "m = 'gpt-4o-mini'\ne = get_encoding('cl100k_base')",
        "m = 'o4-mini'\ne = tiktoken.get_encoding(\"cl100k_base\")",
        "e = tiktoken.encoding_for_model('gpt-3.5-turbo')\n" + job + "'a', model='gpt-4.1-mini')",
        "COUNTER = 'gpt-4'\ne = encoding_for_model(model_name=COUNTER)\n" + job
          + "'a', model='gpt-4.1')",
      ]
    ),
    (
      "D7", "content may be null",
      [
        "if not content and not function_call: bad()",
        "if not function_call and not content: bad()",
        "if (not content and not tool_calls) or not isinstance(content, str):\n  bad()",
        "if not m.get('content') and not m.get('function_call'): bad()",
        "if not isinstance(content, str):\n    errors += 1",
        "ok = isinstance(m['content'], str) is False or not isinstance(m['content'], str)",
        "if type(content) is not str: bad()",
      ]
    ),
    (
      "D8", "tokens are the limit of gpt-3.5-turbo",
      [
        "m = 'gpt-4o-mini'\nLIMIT = 16_385", "m = 'gpt-4.1'\nMAX_TOKENS_PER_EXAMPLE = 4096",
        "m = 'gpt-4.1'\nlong = sum(n > 16384 for n in token_counts)",
        "m = 'gpt-4.1'\nn = min(4096, length)",
        "m = 'gpt-4.1'\nprint(f'{n} may be over the 16,385 token limit')",
        "m = 'gpt-4.1'\n# 4096 토큰을 넘으면 잘립니다",
      ]
    ),
    (
      "D9", "dpo wants input, preferred_output and non_preferred_output",
      [
        "f = client.files.create(file=open('marv.jsonl', 'rb'), purpose='fine-tune')\n" + job
          + "training_file=f.id, model='gpt-4.1', method={'type': 'dpo'})",
        "x = [{'messages': []}]\n" + job + "'none.jsonl', model='m', method={'type': 'dpo'})",
        "x = '{\"messages\": []}'\n" + job + "'none.jsonl', model='m', method='dpo')",
        job + "training_file='none.jsonl', model='m', method={'type': 'dpo'})",
        "x = [{'input': 1, 'preferred_output': 2}]\n" + job
          + "'none.jsonl', validation_file='marv.jsonl', model='m', method={'type': 'dpo'})",
      ]
    ),
    (
      "D10", "method[\"dpo\"][\"hyperparameters\"]",
      [
        job + "training_file='a', model='m', method='dpo', beta=0.1)",
        job + "training_file='a', model='m', method={'type': 'dpo', 'beta': 0.1})",
        job + "training_file='a', model='m', method={'type': 'dpo', 'dpo': {'beta': 0.1}})",
        job + "'a', model='m', method={'type': 'dpo', 'hyperparameters': {'beta': 0.1}})",
        job + "'a', model='m', method={'type': 'dpo'}, hyperparameters={'beta': 0.1})",
      ]
    ),
    (
      "D11", "hyperparameters can be set",
      [
        "# Hyperparameters cannot be adjusted", "# You can't tune the hyperparameters here.",
        "# Note: the hyper-parameters are not configurable.",
        "# 하이퍼파라미터는 조정할 수 없습니다", "'''\n하이퍼 파라미터는\n직접 설정할 수 없다\n'''",
        "print('하이퍼파라미터 변경 불가')", "# ハイパーパラメータは調整できません",
        "x = 1  # ハイパーパラメーターを変更することはできない。",
        "# 案内\n\nハイパーパラメータの指定は不可です。\n\n```python\nx = 1\n```\n",
      ]
    ),
    (
      "D12", "no job is ever",
      [
        "while job.status == 'pending': pass", "if job['status'] in ['pending', 'running']: pass",
        "status = client.fine_tuning.jobs.retrieve(i).status\nwhile status != 'completed': pass",
        "if tune.status == \"finished\": break", "# status: pending, running, succeeded",
        "# 상태가 pending 이면 기다립니다", "'''ステータスは pending から始まる'''",
      ]
    ),
    (
      "D13", "measured on what it was trained on",
      [
        "for i in val_idx:\n    r = train_df.iloc[i]",
        "for i in df_val.index:\n    p = prompt(df_val)\n    print(df_train['user'][i])",
        "for n, row in validDf.iterrows():\n    a = train_df.loc[n, 'a']",
        "texts = [train_df.text[i] for i in val_idx]",
        "for i in range(len(val_df)): print(train_df.text[i])",
        "pairs = {i: df_train.loc[i] for i in splits['val']}",
      ]
    ),
    (
      "D14", "say encoding=\"utf-8\"",
      [
        "f = open('a.jsonl')", "with open('a', 'w') as f: pass", "t = Path('a.jsonl').read_text()",
        "path.write_text(t)", "with Path('a').open('w') as f: pass",
        "p = Path('a')\nwith p.open() as f: pass",
        "with io.open('a', mode='a') as f: pass",
      ]
    ),
    (
      "D15", "ft:BASE:ORGANIZATION:SUFFIX:ID",
      [
        "m = 'ft:gpt-4.1-mini:abc123'", "m = 'ft:gpt-4o'", "m = 'ft-gpt-4o-mini-abc'",
        "m = 'ft:gpt-4o:org:suffix'", "m = 'ft::org:suffix:id'",
        "m = 'ft:gpt-4o:org:suffix:id:step-3'",
      ]
    ),
    (
      "D15", "names no snapshot: it is gpt-4.1-mini-2025-04-14 today",
      [
        job + "training_file='a', model='gpt-4.1-mini')",
        "BASE = 'gpt-4.1-mini'\n" + job + "training_file='a', model=BASE)",
      ]
    ),
    (
      "D16", "a price of its own",
      [
        "# training is 2x the inference output price",
        "# Training costs about double what output costs\n# at inference.",
        "train_price = output_price * 2", "training = 2 * prices['output']",
        "training_rate = 2.0 * inference_rate", "# 학습 비용은 추론 출력 가격의 약 2배입니다",
        "print('훈련 단가 = 출력 단가의 두 배')", "# 学習の料金は推論の出力価格の約2倍です",
        "# トレーニングのコストは、\n# 推論の出力の二倍",
      ]
    ),
  ]

  @Test(arguments: defects)
  func `Each defect is found and explained, however it is written`(
    defect: String, words: String, sources: [String]
  ) async throws {
    let fixture = try SessionFixture()
    for source in sources {
      let found = try await ReadSnippet(source, in: fixture).remarks
      #expect(found.contains { $0.contains(words) }, "\(defect): \(source)\n\(found)")
    }
  }

  static let closing: [(source: String, isClosed: Bool)] = [
    ("f = open('a', 'rb')", false), ("x = json.load(open('a', 'rb'))", false),
    ("f = Path('a').open('rb')", false), ("f = open('a', 'rb')\nf.read()\nf.close()", true),
    ("self.f = open('a', 'rb')\nself.f.close()", true),
    ("with (\n  open('a', 'rb') as f,\n  open('b', 'rb') as g,\n):\n  pass", true),
    ("with open('a', 'rb') as f, \\\n    open('b', 'rb') as g:\n  pass", true),
    ("f = stack.enter_context(open('a', 'rb'))", true),
    ("def f():\n  return open('a', 'rb')", true),
    ("image = Image.open('a')", true),
  ]

  @Test(arguments: closing)
  func `A file that is never closed is told`(source: String, isClosed: Bool) async throws {
    let found = try await ReadSnippet(source).remarks
    #expect(found.contains("the file is never closed; with open(...) as f: closes it") != isClosed)
  }

  /// What looks like a defect and is none.
  static let sound: [String] = [
    """
    with open("marv.jsonl", "rb") as source:
        f = client.files.create(file=source, purpose="fine-tune")
    job = client.fine_tuning.jobs.create(
        training_file=f.id, model="gpt-4.1-2099-01-01",
        method={"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 3}}})
    """,
    "print(json.dumps(x, indent=2))\nwith open('a.json', 'w', encoding='utf-8') as f:\n"
      + "    json.dump(x, f, indent=2)",
    "for e in x:\n    json.dump(e, f)\n    f.write('\\n')",
    "for e in x:\n    f.write(json.dumps(e) + '\\n')",
    "x = '''{\"messages\": []}\n{\"messages\": []}\n'''",
    "x = json.loads('''{\n\"messages\": []}''')",
    "for k, v in m.items():\n    if isinstance(v, str):\n        n += len(enc.encode(v))",
    "for v in texts:\n    n += len(enc.encode(v))", "n += len(enc.encode(str(value)))",
    "print('p5', q(x, 0.05), 'p10', q(x, 0.1), 'p90', q(x, 0.9), 'p95', q(x, 0.95))",
    "print('p5/p95', np.percentile(x, 5), np.percentile(x, 95))\n"
      + "print('p10/p90', np.percentile(x, 10), np.percentile(x, 90))",
    "m = 'gpt-4o-2099-01-01'\ne = tiktoken.encoding_for_model('gpt-4o-2099-01-01')",
    "if not isinstance(content, str):\n    content = join(content)",
    "if not isinstance(name, str): bad()", "# 하이퍼파라미터를 지정하지 않으면 자동입니다",
    "# ハイパーパラメータを指定しない場合は自動です", "# hyperparameters: not set, so auto",
    "print('pending orders')\nx = {'role': 'user', 'content': 'pending'}",
    "t = 'What is the status of my pending order?'",
    "if response.status == 'completed': pass\nif batch.status == 'completed': pass",
    "for i in val_idx:\n    x = val_df.loc[i]\n    y = train_df['a']",
    "for i in train_idx:\n    x = train_df.loc[i]", "for v in values:\n    x = train[v]",
    "n = output_tokens * 2\nprice = 3", "# train twice, and look at the output",
    "m = 'ft:m:org::id'\nn = 'ft:m:org:suffix:id:ckpt-step-3'\nprint('ft: the tool')",
    "t = p.read_text(encoding='utf-8')\np.write_text(t, 'utf-8')",
  ]

  @Test(arguments: sound)
  func `A sound snippet gets no remark`(source: String) async throws {
    let read = try await ReadSnippet(source + "\nclient.models.list()\n")
    #expect(read.remarks == [])
    #expect(read.lines.last == "list models")
  }

  @Test func `A limit of a reply is no limit of an example`() async throws {
    let found = try await ReadSnippet(
      """
      LONGEST = 4096
      model = "gpt-4o-mini"
      client.responses.create(model="gpt-4o-mini", input="Hi", max_output_tokens=LONGEST)
      client.responses.create(model="gpt-4o-mini", input="Hi", max_output_tokens=16384)
      data = source.read(4096)
      """
    ).remarks
    #expect(Set(found) == ["gpt-4o-mini-2024-07-18 ends on 2027-01-14"])
  }

  @Test func `A source with mistakes alone is answered with them`() async throws {
    let fixture = try SessionFixture()
    try fixture.folder.write("p5 = np.percentile(x, 10)\n", to: "s.py")
    #expect(
      await fixture.run("import-snippet s.py") == """
        no call in it has a line of ft

        s.py:1: 0.1 and 0.9 are p10 and p90; p5 and p95 are 0.05 and 0.95:  stats NAME

        """)
  }
}
