/// What each of the language's codes means and what helps, for `help CODE`.
package let languageFaultPages: [String: String] = [
  "E005": "A line begins with a verb, such as show, or with a reference that shows itself: #7, "
    + "@demo, %3.",
  "E010": "A quote goes on until the same quote closes it, over several lines if need be. Within "
    + "\"...\" write \\\" for a quote; '...' knows no escapes.",
  "E011": "A text block starts on the line below three or more quotes and ends with as many "
    + "quotes alone on a line. The last line's indentation is taken from every line.",
  "E012":
    "Within double quotes \\n \\t \\r \\\" \\\\ \\$ and \\u{41} have a meaning. Single quotes "
    + "and text blocks keep every character as it is.",
  "E013": "A variable is $name or ${name}; its name is letters, digits and _. A $ before anything "
    + "else is a plain character.",
  "E014": "A variable gets its value from param, let, or --param on the command line.",
  "E015": "A \\ at the end of a line goes on with the next line, and there is none.",
  "E016": "# begins a note when a space follows, and an example's number when a digit follows.",
  "E017": "A line that begins with | is expected output in a script.",
  "E018": "Data belongs into files that load reads, not into the command itself.",
  "E040": "A clause says what it does in the next word: head 10, sort -tokens, as NAME, to FILE.",
  "E041": "head, sample and seed take a whole number.",
  "E042": "A name is a letter, then letters, digits, - and _; letters of any script count.",
  "E043": "A field is a name or a way such as .messages[2].content, counted from 0.",
  "E044": "A clause stands once in a line. Several tests are joined by and, or.",
  "E050": "where takes tests: where tokens > 100 and duplicate.",
  "E051": "The tests without a value are duplicate, empty, error and warning; tagged takes a tag. "
    + "All others compare a field with a value.",
  "E052": "The comparisons are = != < <= > >= contains matches ~=.",
  "E053": "A field is compared with a value: where .assistant contains \"text\".",
  "E054": "A comparison needs a value on its right side; text with spaces stands in quotes.",
  "E055": "Many tests are better told as tags: tag the examples in turns, then test tagged X.",
  "E060": "Examples are marv#12, marv#3..7,9, #12 in the current dataset and marv#$ for the last; "
    + "marv@r3 is a revision, @demo a job, %3 the result of cell 3. Fields follow a dot.",
  "E070": "The option takes the next word as its value, or the one behind =.",
  "E071": "An option is -- and a name. Behind a lone -- every word is text.",
  "E072": "The option stands alone.",
  "E090": "Another tool's habit; the help names what ft has in its place.",
]
