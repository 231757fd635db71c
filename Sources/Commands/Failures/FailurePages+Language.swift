import CommandLanguage

extension FailureKind {
  /// What the failures of the language mean, and what helps.
  static let languagePages: [FailureKind: String] = [
    .unknownVerb:
      "The first word of a line is a verb. help lists them all; help VERB explains one.",
    .unknownOption:
      "The verb has no such option. help VERB lists those it has; every reading verb also "
      + "takes --json.",
    .noVerb:
      "A line begins with a verb, such as show, or with a reference that shows itself: "
      + "#7, @demo, %3.",
    .unclosedQuote:
      "A quote goes on until the same quote closes it, over several lines if need be. "
      + "Within \"...\" write \\\" for a quote; '...' knows no escapes.",
    .unclosedTextBlock:
      "A text block starts on the line below three or more quotes and ends with as many "
      + "quotes alone on a line. The last line's indentation is taken from every line.",
    .unknownEscape:
      "Within double quotes \\n \\t \\r \\\" \\\\ \\$ and \\u{41} have a meaning. Single "
      + "quotes and text blocks keep every character as it is.",
    .badVariable:
      "A variable is $name or ${name}; its name is letters, digits and _. A $ before "
      + "anything else is a plain character.",
    .variableNotSet:
      "A variable gets its value from param, let, or --param on the command line.",
    .unfinishedLine:
      "A \\ at the end of a line goes on with the next line, and there is none.",
    .spaceAfterHash:
      "# begins a note when a space follows, and an example's number when a digit "
      + "follows.",
    .spaceAfterBar:
      "A line that begins with | is expected output in a script.",
    .lineTooLong:
      "Data belongs into files that load reads, not into the command itself.",
    .badOptionValue:
      "The option takes a number in a range, or one of a few words, and got something "
      + "else.",
    .missingArgument:
      "The line lacks something the verb needs. The help line shows one that is whole.",
    .unexpectedArgument:
      "There is one word more than the verb can use. A text of several words stands in "
      + "quotes.",
    .unknownTopic:
      "help knows verbs, such as help load, and codes, such as help E310 or help D08. explain "
      + "knows the words of the field, such as epoch.",
    .badCount:
      "head, sample and seed take whole numbers:  show marv sample 5 seed 1",
    .badPattern:
      "matches takes a regular expression, where ( [ . * and their like have a meaning. "
      + "For plain text use contains.",
    .badName:
      "Names are letters, digits, - and _, and start with a letter, so that they can "
      + "stand in references such as marv#7 and @demo without quotes.",
    .unknownSubcommand:
      "The verb is followed by one of a few words; help VERB lists them.",
    .unknownEncoding:
      "Tokens are counted in o200k_base, which all newer models use, or in cl100k_base. "
      + "The encoding of other models is not known here, and each encoding has ids of its "
      + "own.",
    .unexpectedClause:
      "where, sort, head and sample choose among examples; as, to and from name a thing. "
      + "Each verb takes those that its usage shows, and refuses the rest, since leaving "
      + "one out would answer another question.",
    .unknownChatCommand:
      "In a chat a line that begins with / is a command: /help lists them. Two slashes "
      + "send one, as in //etc.",
    .nothingToWorkOn:
      "The chat has no question or answer yet that the command could work on.",
    .dataAsCommand:
      "A line of JSON is an example, not a command. add NAME --raw takes one example in "
      + "single quotes; load takes a file of them.",
    .badProviderSetting:
      "A provider is described by an http or https address without secrets in it, the "
      + "name of the header that carries the key, and the name of the environment variable "
      + "that holds it. The key itself is never typed here.",
    .exclusiveOptions:
      "The two options ask for different things, and only one of them can be done. Leave "
      + "one out.",
    .badQuery:
      "The statement behind sql is not one that reads: a SELECT over the tables that help sql "
      + "lists, in the SQL of SQLite. Nothing else is allowed, and nothing can be changed by it.",
    .shellVerb:
      "The verb is about the program and not about a session, so it is typed in the shell: ft and "
      + "the verb. The session goes on meanwhile.",
    .missingOperand:
      "A clause says what it does in the next word: head 10, sort -tokens, as NAME, to "
      + "FILE.",
    .notACount:
      "head, sample and seed take a whole number.",
    .clauseName:
      "A name is a letter, then letters, digits, - and _; letters of any script count.",
    .clauseField:
      "A field is a name or a way such as .messages[2].content, counted from 0.",
    .clauseTwice:
      "A clause stands once in a line. Several tests are joined by and, or.",
    .missingTest:
      "where takes tests: where tokens > 100 and duplicate.",
    .unknownTest:
      "The tests without a value are duplicate, empty, error and warning; tagged takes a "
      + "tag. All others compare a field with a value.",
    .unknownComparison:
      "The comparisons are = != < <= > >= contains matches ~=.",
    .missingComparison:
      "A field is compared with a value: where .assistant contains \"text\".",
    .missingValue:
      "A comparison needs a value on its right side; text with spaces stands in quotes.",
    .tooManyTests:
      "Many tests are better told as tags: tag the examples in turns, then test tagged X.",
    .badReference:
      "Examples are marv#12, marv#3..7,9, #12 in the current dataset and marv#$ for the "
      + "last; marv@r3 is a revision, @demo a job, %3 the result of cell 3. Fields follow a "
      + "dot.",
    .missingOptionValue:
      "The option takes the next word as its value, or the one behind =.",
    .badOption:
      "An option is -- and a name. Behind a lone -- every word is text.",
    .flagWithValue:
      "The option stands alone.",
    .wideSign:
      "An input method has typed a sign of its own, such as a full-width ＃ or 「, where the "
      + "language has one of ASCII; the help is the same line with that. Text that holds such "
      + "signs stands in quotes, and an ideographic space is as good as a space.",
    .foreignHabit:
      "Another tool's habit; the help names what ft has in its place.",
  ]
}
