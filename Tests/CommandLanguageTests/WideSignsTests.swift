import CommandLanguage
import Testing

/// A line as an input method types it, and what is said of it: the line that can be typed, behind
/// the sign that is another; or how it reads where nothing else could be meant.
private struct Typed: Sendable {
  var line: String
  var answer: String

  init(_ line: String, _ answer: String) { (self.line, self.answer) = (line, answer) }
}

@Suite struct WideSignsTests {
  @Test(arguments: [
    Typed("show marv＃3", "'＃' is not the sign '#': show marv#3"),
    Typed("show 柚子＃３．．７，９", "'＃' is not the sign '#': show 柚子#3..7,9"),
    Typed("show #３、５", "'３' is not the sign '3': show #3,5"),
    Typed("show ＃3", "'＃' is not the sign '#': show #3"),
    Typed("show marv head １０", "'１' is not the sign '1': show marv head 10"),
    Typed("ｓｈｏｗ　marv", "'ｓ' is not the sign 's': show marv"),
    Typed("show marv where tokens ＞ １０", "'＞' is not the sign '>': show marv where tokens > 10"),
    Typed(
      "show marv where user＝「さくら　と 桜」 head 3",
      "'＝' is not the sign '=': show marv where user=\"さくら　と 桜\" head 3"),
    Typed(
      "set #1.assistant “It is 2, as $x.” # note",
      "'“' is not the sign '\"': set #1.assistant \"It is 2, as \\$x.\""),
    Typed("set #1.user 「無題", "'「' is not the sign '\"': set #1.user \"無題\""),
    Typed("launch marv ーーepochs 3", "'ー' is not the sign '-': launch marv --epochs 3"),
    Typed("launch marv —epochs 3", "'—' is not the sign '-': launch marv --epochs 3"),
    Typed("tail ＠demo", "'＠' is not the sign '@': tail @demo"),
    Typed("let x ＝ －３", "'＝' is not the sign '=': let x = -3"),
    Typed("! show marv＃3", "'＃' is not the sign '#': ! show marv#3"),
    Typed("＃　メモ", "'＃' is not the sign '#': # メモ"),
    // An ideographic space is a space.
    Typed("show　marv", "show word(marv)"), Typed("　show marv　", "show word(marv)"),
    Typed("show marv　#　メモ＃", "show word(marv) note(メモ＃)"),
    // In quotes everything is text, and bare words of a script of its own are.
    Typed("find \"＃　３「」\"", "find text(＃　３「」)"), Typed("find '１，２'", "find text(１，２)"),
    Typed("find こんにちは！", "find word(こんにちは！)"),
    Typed("load 資料１.jsonl", "load word(資料１.jsonl)"), Typed("find データー", "find word(データー)"),
    Typed("find What’s", "find word(What’s)"),
    Typed("load report–2.jsonl", "load word(report–2.jsonl)"),
  ])
  fileprivate func `A sign of an input method is named, with the line that is meant`(_ typed: Typed)
  {
    do throws(Diagnostic) {
      #expect(try parser.statement(typed.line).map(outline) == typed.answer)
    } catch {
      #expect("\(error.message): \(error.help ?? "")" == typed.answer)
      // What is offered can be typed: it reads, or is a note.
      #expect(throws: Never.self) { try parser.statement(error.help ?? "") }
    }
  }

  @Test func `The caret stands under the sign, which is two columns wide`() throws {
    do throws(Diagnostic) {
      _ = try parser.statement("show 柚子＃3")
      Issue.record("it reads")
    } catch {
      #expect(
        error.rendered == """
          error E019: '＃' is not the sign '#'
            show 柚子＃3
                     ^^  help: show 柚子#3
          """)
    }
  }

  @Test func `What a shell or a variable brings is text`() throws {
    let words = try #require(try parser.statement(arguments: ["find", "marv＃3"]))
    #expect(outline(words) == "find text(marv＃3)")
    #expect(Literal.word("marv＃3") == "\"marv＃3\"")
  }
}
