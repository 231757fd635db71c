import CommandLanguage
import Testing

/// A line with its cursor at `‸`, and what is being completed there.
struct Completing: Sendable, CustomTestStringConvertible {
  let line: String
  let kind: CompletionContext.Kind
  let partial: String
  let quote: Character?

  init(
    _ line: String, _ kind: CompletionContext.Kind, _ partial: String = "",
    quote: Character? = nil
  ) {
    self.line = line
    self.kind = kind
    self.partial = partial
    self.quote = quote
  }

  var testDescription: String { line }
}

private let marv7 = Reference.examples(
  dataset: "marv", revision: nil, ranges: [ExampleRange(.number(7))], field: FieldPath())

private let cursors: [Completing] = [
  Completing("‸", .verb), Completing("sh‸", .verb, "sh"), Completing("! la‸", .verb, "la"),
  Completing("?la‸", .verb, "la"), Completing("list\nsh‸", .verb, "sh"),
  Completing("list\n‸", .verb),
  Completing("show ‸", .argument(verb: "show", index: 0)),
  Completing("show ma‸ head", .argument(verb: "show", index: 0), "ma"),
  Completing("show --json marv ‸", .argument(verb: "show", index: 1)),
  Completing("launch --model m ma‸", .argument(verb: "launch", index: 0), "ma"),
  Completing("load \"my f‸", .argument(verb: "load", index: 0), "my f", quote: "\""),
  Completing("load 'my f‸", .argument(verb: "load", index: 0), "my f", quote: "'"),
  Completing("tail @de‸", .job, "de"), Completing("@‸", .job),
  Completing("tail @demo.st‸", .field(of: .job("demo", field: FieldPath())), "st"),
  Completing("set marv#7.‸", .field(of: marv7)),
  Completing("show marv#1‸", .example(dataset: "marv"), "1"),
  Completing("show #3..‸", .example(dataset: nil)),
  Completing("show marv#3,1‸", .example(dataset: "marv"), "1"),
  Completing("%‸", .result),
  Completing("show %3.c‸", .field(of: .result(cell: 3, field: FieldPath())), "c"),
  Completing("launch --mo‸", .option(verb: "launch"), "mo"),
  Completing("launch marv --‸", .option(verb: "launch")),
  Completing("launch --model ‸", .optionValue(verb: "launch", option: "model")),
  Completing("launch --model gpt‸", .optionValue(verb: "launch", option: "model"), "gpt"),
  Completing("launch --model=gpt‸", .optionValue(verb: "launch", option: "model"), "gpt"),
  Completing(
    "launch --model=\"g‸", .optionValue(verb: "launch", option: "model"), "g", quote: "\""),
  Completing("launch --json ‸", .argument(verb: "launch", index: 0)),
  Completing("show marv where ‸", .test), Completing("show where tok‸", .test, "tok"),
  Completing("show where .tok‸", .test, "tok"),
  Completing("show where tokens ‸", .comparison(field: "tokens")),
  Completing("show where tokens > ‸", .value(field: "tokens")),
  Completing("show where tagged e‸", .value(field: "tagged"), "e"),
  Completing("show where duplicate ‸", .clauseWord),
  Completing("show where tokens > 5 a‸", .clauseWord, "a"),
  Completing("show where tokens > 5 and ‸", .test),
  Completing("show where not ‸", .test), Completing("show where not (tok‸", .test, "tok"),
  Completing("show where (empty) ‸", .clauseWord), Completing("show where D14 ‸", .clauseWord),
  Completing("show where $sl‸", .variable, "sl"), Completing("show where $slow ‸", .clauseWord),
  Completing("show where rule ‸", .value(field: "rule")),
  Completing("show marv sort ‸", .sortField), Completing("show marv sort -to‸", .sortField, "to"),
  Completing("show marv sort tokens ‸", .clauseWord), Completing("show marv head ‸", .nothing),
  Completing("load x.jsonl as ‸", .name), Completing("export marv to ou‸", .path, "ou"),
  Completing("export marv to \"my o‸", .path, "my o", quote: "\""),
  Completing("launch --model $mo‸", .variable, "mo"), Completing("show $‸", .variable),
  Completing("show ${m‸", .nothing), Completing("# sh‸", .nothing),
  Completing("| sh‸", .nothing), Completing("show marv # sh‸", .nothing),
  Completing("show \"a\"‸", .nothing), Completing("set a \"\"\"\nx‸", .nothing),
  Completing("help wh‸", .argument(verb: "help", index: 0), "wh"),
  Completing("help where ‸", .argument(verb: "help", index: 1)),
  Completing("show 마‸", .argument(verb: "show", index: 0), "마"),
]

@Suite struct CompletionTests {
  @Test(arguments: cursors)
  func `The words before the cursor say what it is`(_ completing: Completing) throws {
    let text = completing.line.replacing("‸", with: "")
    let place = try #require(completing.line.firstIndex(of: "‸"))
    let cursor = completing.line[..<place].utf8.count
    let expected = CompletionContext(
      kind: completing.kind, partial: completing.partial,
      range: cursor - completing.partial.utf8.count..<cursor, quote: completing.quote)
    #expect(parser.completionContext(of: text, cursor: cursor) == expected)
  }

  @Test(arguments: [
    ("load ", "plain.jsonl", "plain.jsonl"), ("load ", "my file.jsonl", "\"my file.jsonl\""),
    ("load ", "a \"b", "'a \"b'"), ("load ", "to", "\"to\""), ("load \"", "my file", "my file\""),
    ("load '", "my file", "my file'"), ("load ", "#note", "\"#note\""),
  ])
  func `A candidate is quoted when it is no bare word`(
    _ line: String, _ candidate: String, _ written: String
  ) {
    let context = parser.completionContext(of: line, cursor: line.utf8.count)
    #expect(context.written(candidate) == written)
  }
}
