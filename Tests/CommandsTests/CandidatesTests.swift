import CommandLanguage
import Commands
import Reports
import Sessions
import Testing

/// What Tab offers, by where the cursor stands.
@Suite struct CandidatesTests {
  /// Lines with the cursor at their end, and the texts that are offered.
  static let lines: [(line: String, texts: [String])] = [
    ("lo", ["load", "lock", "log"]),
    (
      "s",
      ["sample", "save", "set", "show", "similar", "snapshot", "split", "sql", "stats"]
    ),
    ("zz", []),
    ("show m", ["marv"]),
    ("show ", ["@demo", "marv", "prefer"]),
    ("show marv ", ["head", "sample", "sort", "where"]),
    ("export marv t", ["to"]),
    ("show marv#1", ["1", "10", "11", "12"]),
    ("show #1", ["1", "10", "11", "12"]),
    ("show marv#3.a", ["assistant"]),
    ("expect marv.c", ["marv.count"]),
    ("set marv.s", ["marv.source", "marv.system"]),
    ("launch marv a", ["as"]),
    ("load marv.jsonl a", ["as"]),
    ("show marv where a", ["assistant"]),
    ("show marv where t", ["tagged", "tags", "tokens", "tools", "turns"]),
    ("show marv where tokens ", ["!=", "<", "<=", "=", ">", ">=", "contains", "matches", "~="]),
    ("show marv sort -t", ["tags", "tokens", "tools", "turns"]),
    ("tail @d", ["demo"]),
    ("show @demo.st", ["status"]),
    ("%1.r", ["rejected", "revision"]),
    ("launch marv --ep", ["epochs"]),
    ("launch marv --model s", ["sandbox-1"]),
    ("launch marv --provider l", ["lab"]),
    ("launch marv --method ", ["dpo", "supervised"]),
    ("launch marv --validation p", ["prefer"]),
    ("list j", ["jobs"]),
    ("provider u", ["use"]),
    ("help lau", ["launch"]),
    ("explain ep", ["epoch"]),
    ("explain 배", ["배치크기"]),
    ("explain サ", ["サフィックス", "サンドボックス"]),
    ("explain loss --lang ", ["en", "ja", "ko"]),
    ("load m", ["marv.jsonl"]),
    ("tokenize m", ["marv", "marv.jsonl"]),
    ("tokenize marv#1", ["1", "10", "11", "12"]),
    ("tokenize marv#1 --encoding o", ["o200k_base"]),
    ("export marv to s", ["sub/"]),
    ("ask @demo $que", ["question"]),
    ("ask @demo \"", []),
  ]

  @Test func `Tab offers what fits`() async throws {
    let fixture = try SessionFixture(SessionFixture.Needs(trains: false, hasKey: false))
    for entry in [
      "load marv.jsonl as marv", "load prefer.jsonl as prefer", "use marv",
      "launch marv --anyway as demo", "let question = \"Why?\"",
    ] {
      _ = await fixture.run(entry)
    }
    let candidates = Candidates(session: fixture.session, catalog: CommandTable.standard.catalog) {
      partial in
      ["marv.jsonl", "sub/"].filter { $0.hasPrefix(partial) }
    }
    for (line, texts) in Self.lines {
      let context = fixture.interpreter.parser.completionContext(of: line, cursor: line.utf8.count)
      #expect(candidates.matching(context).map(\.text) == texts, "\(line)")
    }
  }

  @Test func `Models come with what they cost`() throws {
    let fixture = try SessionFixture()
    let candidates = Candidates(session: fixture.session, catalog: CommandTable.standard.catalog) {
      _ in []
    }
    let line = "launch marv --model gpt-4.1-mini"
    let context = fixture.interpreter.parser.completionContext(of: line, cursor: line.utf8.count)
    #expect(candidates.matching(context).map(\.note) == ["$5.00/M to train"])
  }
}
