import CommandLanguage
import Testing

@Suite struct SessionTests {
  @Test(arguments: [
    "load marv.jsonl as marv", "shw #7", "show #7",
    "set #7.assistant \"Around 384,400 km. Give or take a few, like that really matters.\"",
    "drop where duplicate", "estimate --model gpt-4.1-nano --epochs 3",
    "launch --model gpt-4.1-nano --epochs 3 --max-cost 0.01 as demo", "tail @demo", "chat @demo",
    "undo", "save lesson.ft --cells 1..8 --clean", "quit",
  ])
  func `Every line of the design's session is one command`(_ line: String) throws {
    let statement = try #require(try parser.statement(line))
    #expect(statement.verb?.name == line.split(separator: " ").first.map(String.init))
    #expect(statement.range == 0..<line.utf8.count)
  }
}
