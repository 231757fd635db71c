import CommandLanguage
import Reports
import Scripts
import Sessions
import Testing

/// A lesson in Markdown.
@Suite struct LessonMarkdownTests {
  @Test func `Markdown has the same`() {
    #expect(
      LessonMarkdown(shownScript(saying: "a `b` *c* <d> 1. e")).text == #"""
        # A lesson: a \`b\` \*c\* \<d\> 1. e

        What is behind it.
        - and a a \`b\` \*c\* \<d\> 1. e

        ## 1. Look a \`b\` \*c\* \<d\> 1. e

        Show a \`b\` \*c\* \<d\> 1. e.

        ```ft
        list
        ```

        ```text
        marv  a `b` *c* <d> 1. e
        2.00 ┤█
             │█
             │█
             │█
        1.44 ┤█                                                                        o
             │█
             │█
        1.00 ┤█                                                                        ▁
             └──────────────────────────────────────────────────────────────────────────
              step 1                                                                   3
              █ a `b` *c* <d> 1. e   o valid
        end
        ```

        ## 2. Talk

        ```ft
        @a `b` *c* <d> 1. e> Say a `b` *c* <d> 1. e
        ```

        ```text
        Hello, a `b` *c* <d> 1. e
        ```

        ```ft
        show marv#99
        ```

        ```text
        error E310: no
        ```

        `data.jsonl`:

        ```
        a `b` *c* <d> 1. e
        ```

        """#)
  }

  @Test func `Nothing that was said closes a fence`() {
    let fenced = LessonMarkdown(shownScript(saying: "````\n```\nx", drawing: false)).text
    #expect(
      fenced == #"""
        # A lesson: \`\`\`\` \`\`\` x

        What is behind it.
        - and a \`\`\`\` \`\`\` x

        ## 1. Look \`\`\`\` \`\`\` x

        Show \`\`\`\` \`\`\` x.

        ```ft
        list
        ```

        `````text
        marv  ````
        ```
        x
        end
        `````

        ## 2. Talk

        `````ft
        @````\n```\nx> Say ```` ``` x
        `````

        `````text
        Hello, ````
        ```
        x
        `````

        ```ft
        show marv#99
        ```

        ```text
        error E310: no
        ```

        `data.jsonl`:

        `````
        ```` ``` x
        `````

        """#)
  }

  @Test func `Lines that stand further in are code, on a page with a button to copy them`() {
    let script = ScriptDocument(
      """
      # Serve it
      # Two lines do it:
      #
      #   ft serve --port 8080
      #     python3 client.py <&1
      #
      # and a list:
      #
      #   - one
      #   - two
      """, file: "a.ft", parser: Parser(options: CommandTable.standard.catalog))
    let shown = ShownScript(script, [:])
    #expect(
      LessonMarkdown(shown).text.contains(
        "do it:\n\n```\nft serve --port 8080\n  python3 client.py <&1\n```\n\nand a list:\n\n  - one"
      ))
    #expect(
      LessonPage(shown, program: "ft").text.contains(
        "<pre class=\"line\"><code>ft serve --port 8080\n  python3 client.py &lt;&amp;1</code></pre>"
      ))
  }
}
