import CommandLanguage
import Testing

/// The session that the language's design shows, whole.
private let session = #"""
  $ ft -w tutorial.ftdb
  ft 0.1 · workspace tutorial.ftdb (new) · key from OPENAI_API_KEY (…x4Qz) · help, or tour
  1 > load marv.jsonl as marv
  marv  r1  12 examples  ~612 tokens  0 errors  2 warnings
    W201 marv#7   assistant reply is empty       marv.jsonl:7  messages[2].content
    W210 marv#11  same conversation as marv#4    marv.jsonl:11
  2 marv> shw #7
  error E001: no command "shw"
    shw #7
    ^^^  help: did you mean show?
  3 marv> show #7
  marv#7  r1  ~38 tokens  W201
    system     Marv is a factual chatbot that is also sarcastic.
    user       How far is the Moon from Earth?
    assistant  (empty)
  4 marv> set #7.assistant "Around 384,400 km. Give or take a few, like that really matters."
  marv r1 → r2   #7.assistant: (empty) → "Around 384,400 km. Give or…"   +17 tokens   (undo)
  5 marv> drop where duplicate
  marv r2 → r3   dropped 1 of 12: marv#11   −52 tokens   (undo)
  6 marv> estimate --model gpt-4.1-nano --epochs 3
  11 examples · ~577 tokens × 3 epochs = ~1,731 · $1.50/M (price table 2026-01) = about $0.003
  7 marv> launch --model gpt-4.1-nano --epochs 3 --max-cost 0.01 as demo
  uploaded marv r3 as file-Q7…, created @demo ftjob-8h…, about $0.003 of $1.00
  8 marv> tail @demo
  10:02:11  validating_files, then queued
  10:03:40  running
  10:05:02  step 33/33  loss 0.61  █▆▅▄▄▃▃▂▁▁  (first 2.41, lowest 0.58)
  10:06:13  succeeded   @demo.model is ft:gpt-4.1-nano:acme:marv:Ab12   4m 02s
  9 marv> chat @demo
  chat 1 with @demo.model · plain lines are sent · /help · Ctrl-D leaves
  @demo> What's the capital of France?
  Paris. You know, the one with the tower.                            12+11 tokens  0.8 s
  @demo> /keep
  marv r3 → r4   added marv#13 from chat 1, turn 1   (undo)
  @demo> /done
  10 marv> undo
  undid cell 9 /keep: marv r4 → r3 (1 example removed)   redo to restore
  11 marv> save lesson.ft --cells 1..8 --clean
  lesson.ft: 7 commands kept, cell 2 dropped (failed), ids made portable, tape of 9 exchanges
  12 marv> quit
  """#

@Suite struct TranscriptTests {
  @Test func `A pasted session is its twelve commands`() {
    let document = parser.document(commands(inTranscript: session))
    #expect(document.diagnostics == [])
    #expect(
      document.statements.map(\.text).joined(separator: "\n") == #"""
        load marv.jsonl as marv
        shw #7
        show #7
        set #7.assistant "Around 384,400 km. Give or take a few, like that really matters."
        drop where duplicate
        estimate --model gpt-4.1-nano --epochs 3
        launch --model gpt-4.1-nano --epochs 3 --max-cost 0.01 as demo
        tail @demo
        chat @demo
        undo
        save lesson.ft --cells 1..8 --clean
        quit
        """#)
  }

  @Test(arguments: [
    ("list\nshow #7", "list\nshow #7"), ("", ""), ("1 > list", "list"),
    ("12 마브> list\r\nx\r\n", "list"),
    ("    3 m> a\n    out\n    4 m> b", "a\nb"),
    (
      "1 m> set #1.user \"\"\"\n  ...     hi\n  ... \n  ...     \"\"\"\nm r1 → r2",
      "set #1.user \"\"\"\n    hi\n\n    \"\"\""
    ),
    ("1 > list\n  ... and more", "list\nand more"), ("3 > 2", "2"), ("1 >", ""),
    ("x 1 > y", "x 1 > y"),
  ])
  func `Prompts and printed lines go`(_ text: String, _ expected: String) {
    #expect(commands(inTranscript: text) == expected)
  }
}
