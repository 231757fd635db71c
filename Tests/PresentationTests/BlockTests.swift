import Presentation
import Testing

/// Conversations, fields and lines.
@Suite struct BlockTests {
  private let turns: [Turn] = [
    .init(role: "system", text: "Marv is a factual chatbot that is also sarcastic."),
    .init(role: "user", text: "달까지의 거리는\n얼마나 되나요?"),
    .init(role: "assistant", text: "", remark: "weight 0"),
  ]

  @Test func `A conversation is read as a chat`() {
    #expect(
      render([.turns(turns)], Layout(width: 50)) == """
          system     Marv is a factual chatbot that is
                     also sarcastic.
          user       달까지의 거리는
                     얼마나 되나요?
          assistant  (empty)  (weight 0)

        """)
  }

  @Test func `A long turn is folded at the lines that it takes here`() {
    var turn = Turn(role: "user", text: "one\ntwo\nthree\nfour\nfive and six")
    turn.fold = Turn.Fold(lineCount: 2, hint: ";  f  shows all")
    #expect(
      render([.turns([turn])], Layout(width: 50)) == """
          user       one
                     two
                     … 3 lines more;  f  shows all

        """)
    // A line that says so is not worth less than the lines that it stands for.
    turn.fold?.lineCount = 3
    #expect(render([.turns([turn])], Layout(width: 50)).contains("five and six"))
    #expect(
      render([.turns([turn])], Layout(width: 38)).hasSuffix(
        """
                     three
                     four
                     five and six

        """))
  }

  @Test func `A narrow conversation has its roles on lines of their own`() {
    #expect(
      render([.turns(turns)], Layout(width: 30)) == """
          system
            Marv is a factual chatbot
            that is also sarcastic.
          user
            달까지의 거리는
            얼마나 되나요?
          assistant
            (empty)  (weight 0)

        """)
  }

  @Test func `Fields have their values aligned`() {
    let fields: [Field] = [
      .init("model", "ft:gpt-4.1-nano:acme:marv:Ab12"), .init("이름", StyledText("마브", .accent)),
      .init("note", ""),
    ]
    #expect(
      render([.fields(fields)], Layout(width: 24)) == """
        model  ft:gpt-4.1-nano:a
               cme:marv:Ab12
        이름   마브
        note

        """)
  }

  @Test func `A long line hangs under itself, preformatted text stays`() {
    let line = "marv  r1  12 examples  ~612 tokens  0 errors"
    #expect(
      render(
        [.text(line), .blank, .preformatted("  shw #7\n  ^^^"), .note("aside")], Layout(width: 24))
          == """
          marv  r1  12 examples
            ~612 tokens  0 errors

            shw #7
            ^^^
          aside

          """)
  }
}
