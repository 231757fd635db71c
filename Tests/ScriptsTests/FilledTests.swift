import CommandLanguage
import Scripts
import Testing

/// `|` lines for a script that has none, from what two runs of it said.
@Suite struct FilledTests {
  @Test func `Lines on which two runs agree are written, with masks where they are sure to differ`()
    throws
  {
    let script = ScriptDocument(
      """
      # A lesson
      load marv.jsonl as marv
      tail @demo
      | any (glob)
      expect marv.count = 12
      show marv
      launch marv
      stats
      -- a.jsonl --
      {}

      """, file: "lesson.ft", parser: parser)
    let first = [
      2: ["marv  r1", ""], 3: ["any"], 6: ["..."], 7: ["10:02:11  ftjob-8hQz is ft:gpt:acme"],
      8: ["seen 3 times"],
    ]
    var second = first
    second[7] = ["23:59:01  ftjob-Zz is ft:gpt:other"]
    second[8] = ["seen 4 times"]
    let filled = script.filled(with: first, second)
    #expect(filled.unsteadyLines == [8])
    #expect(
      filled.text == #"""
        # A lesson
        load marv.jsonl as marv
        | marv  r1
        |
        tail @demo
        | any (glob)
        expect marv.count = 12
        show marv
        | \.\.\. (regex)
        launch marv
        | <time>  <job> is <model>
        stats
        -- a.jsonl --
        {}

        """#)
    let again = ScriptDocument(filled.text, file: "lesson.ft", parser: parser)
    #expect(again.diagnostics == [])
  }
}
