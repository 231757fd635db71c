import Commands
import Reports
import Testing

/// The lines that help shows are typed, one after another, in a session with what they speak of.
@Suite struct SampleTests {
  /// Those that are refused here: the dataset, the script, the job and lab are there already, nobody
  /// answers questions, no faq.csv is there and nothing on standard input, there is no editor, no
  /// vocabulary and no key, no lessons lie there, and the job is done.
  private static let refused = [
    "load marv.jsonl as marv": "E311",
    "load marv.jsonl as marv --repair": "E311",
    "load faq.csv as faq --map user=question,assistant=answer": "E101",
    // No completions are there.
    "turn split old.prompt \"A:\"": "E310",
    // Made by a later line.
    "check learn --validation exam": "E310",
    // What is proposed was taken over by the line before.
    "pair marv#1 better#1 as prefs": "E216",
    "load - as faq": "E021", "pair marv#2 marv#5 as prefs": "E216",
    "edit marv#7": "E208",
    "replace marv.assistant \"some guy\" \"a man\"": "E210",
    "tokenize --text \"Hello, world\" --show": "E606",
    "tokenize marv#3 --show": "E606",
    "launch marv --model gpt-4.1-mini --provider openai --max-cost 0.10": "E503",
    "load chat.txt as chat --map assistant=Mina": "E101",
    "pause @demo": "E507",
    "resume @demo": "E507",
    "cancel @demo": "E507",
    "save lesson.ft --cells 1..8": "E104", "save lesson.ft --clean --output": "E104",
    "tour": "E101", "tour 10": "E101", "test lesson.ft --format tap": "E022",
    "api": "E303", "api python": "E303",
    "import-snippet train.py": "E101", "import-snippet guide.md": "E101",
    // There is no model folder, and so no engine; the job is the small model's.
    "engine add llama --model ~/models/llama": "E337", "engine check llama": "E336",
    "engine export @demo to demo-adapter": "E514",
    "tokenize marv#3 --model llama --show": "E028",
    "provider add lab --url http://127.0.0.1:8080/v1 --key-variable LAB_KEY": "E332",
    "expect marv.count = 49": "E710",
    "expect % contains \"Leonardo\"": "E710",
    "expect error E401": "E710",
  ]

  @Test func `Documented lines do what they say`() async throws {
    let fixture = try SessionFixture()
    for entry in [
      "load marv.jsonl as marv", "set marv#3.assistant \"Far.\"", "provider use sandbox",
      "launch marv as demo", "tail @demo", "set marv#1.assistant \"Paris.\"",
    ] {
      _ = await fixture.run(entry)
    }
    var refused: [String: String] = [:]
    // What only the shell has runs in no session.
    let verbs = CommandTable.standard.catalog.declarations.filter { !$0.traits.isShellOnly }
    for line in verbs.flatMap({ $0.examples.map(\.line) }) {
      let said = await fixture.run(line)
      if fixture.session.chat != nil { fixture.session.chat = nil }
      guard said.hasPrefix("error ") else { continue }
      refused[line] = String(said.dropFirst(6).prefix(4))
    }
    #expect(refused == Self.refused)
  }
}
