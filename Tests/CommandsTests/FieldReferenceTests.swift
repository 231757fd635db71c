import CommandLanguage
import Commands
import Reports
import Testing
import Workspaces

/// A field in a reference is what the verb is about, or the line is refused; nothing ignores it.
@Suite struct FieldReferenceTests {
  /// Lines with a field for each verb that chooses examples; what they ask for is there.
  static let lines: [(verb: String, lines: [String])] = [
    ("show", ["show marv#2.user", "show marv.count"]),
    ("set", ["set marv#2.user \"Hello\"", "set marv.user \"Hello\" --yes"]),
    ("tokenize", ["tokenize marv#2.user"]),
    (
      "drop",
      ["drop marv#2.assistant", "drop marv#2.messages[1]", "drop marv.system --confirm marv"]
    ),
    ("replace", ["replace marv#2.user who whom", "replace marv.user nowhere x --yes"]),
    ("tag", ["tag marv#2.user funny", "tag marv.user funny --yes"]),
    ("note", ["note marv#2.user \"ask Mina\"", "note marv#2.user --remove"]),
    ("edit", ["edit marv#2.assistant"]),
    ("add", ["add marv.user Hi Hello"]),
    ("expect", ["expect marv#2.user contains who", "expect marv.count = 12"]),
    ("stats", ["stats marv.assistant", "stats marv#1..3.assistant"]),
    ("find", ["find marv.assistant Paris"]),
    ("check", ["check marv.assistant"]),
    ("export", ["export marv.assistant to out.jsonl"]),
    ("fix", ["fix marv.assistant", "fix marv#3.assistant W27"]),
    ("waive", ["waive D08 marv#3.assistant \"on purpose\""]),
    ("fork", ["fork marv.assistant as answers"]),
    ("duplicates", ["duplicates marv.assistant"]),
    ("facets", ["facets marv.assistant by system"]),
    ("similar", ["similar marv#2.assistant"]),
    ("next", ["next marv.assistant"]),
    ("review", ["review marv.assistant", "review marv#2.user"]),
    ("turn", ["turn drop marv#2.messages[0]", "turn merge marv.user"]),
    ("tidy", ["tidy marv.user trim --yes", "tidy marv#2.assistant trim"]),
    ("redact", ["redact marv.user --yes", "redact marv#2.assistant email"]),
    ("merge", ["merge marv#1.assistant into marv"]),
    ("regenerate", ["regenerate marv.assistant as better --model parrot-1"]),
    ("pair", ["pair marv#2.assistant marv#5 as prefs"]),
    ("diff", ["diff marv@r1.assistant", "diff marv#1 marv#2.user"]),
    ("estimate", ["estimate marv.assistant --model gpt-4o-mini"]),
    ("upload", ["upload marv.assistant"]),
    ("launch", ["launch marv.assistant --model small"]),
  ]

  @Test(arguments: lines.flatMap(\.lines))
  func `A field is honored or refused`(_ line: String) async throws {
    let fixture = try SessionFixture()
    _ = await fixture.run("load marv.jsonl as marv")
    let before = try fixture.workspace.dataset(named: "marv")
    let answer = await fixture.run(line)
    let verb = try #require(CommandTable.standard.catalog.declaration(of: line))
    if verb.traits.takesField {
      #expect(!answer.contains("E301"), "\(answer)")
    } else {
      #expect(answer.contains("error E301: \(verb.name) is about whole examples"), "\(answer)")
      #expect(try fixture.workspace.dataset(named: "marv") == before)
    }
  }

  @Test func `Every verb that chooses examples is among the lines`() {
    let tried = Set(Self.lines.map(\.verb))
    let choosing = CommandTable.standard.catalog.declarations.filter {
      $0.operands.contains(where: \.choosesExamples)
    }
    for verb in choosing { #expect(tried.contains(verb.name), "\(verb.name)") }
  }
}

extension VerbCatalog {
  /// The declaration of the verb that a line begins with.
  fileprivate func declaration(of line: String) -> VerbDeclaration? {
    line.split(separator: " ").first.flatMap { declaration(named: String($0)) }
  }
}
