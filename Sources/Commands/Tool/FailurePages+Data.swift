/// What the failures of the language, of files, of changes and of names mean, and what helps.
let dataFailurePages: [String: String] = [
  "E001":
    "The first word of a line is a verb. help lists them all; help VERB explains one.",
  "E004":
    "The verb has no such option. help VERB lists those it has; every reading verb also "
    + "takes --json.",
  "E020":
    "The option takes a number in a range, or one of a few words, and got something else.",
  "E021":
    "The line lacks something the verb needs. The help line shows one that is whole.",
  "E022":
    "There is one word more than the verb can use. A text of several words stands in "
    + "quotes.",
  "E023":
    "help knows verbs, such as help load, and codes, such as help E310 or help D08.",
  "E024":
    "head, sample and seed take whole numbers:  show marv sample 5 seed 1",
  "E025":
    "matches takes a regular expression, where ( [ . * and their like have a meaning. For "
    + "plain text use contains.",
  "E026":
    "Names are letters, digits, - and _, and start with a letter, so that they can stand in "
    + "references such as marv#7 and @demo without quotes.",
  "E027":
    "The verb is followed by one of a few words; help VERB lists them.",
  "E028":
    "Tokens are counted in o200k_base, which all newer models use, or in cl100k_base. The "
    + "encoding of other models is not known here, and each encoding has ids of its own.",
  "E032":
    "A line of JSON is an example, not a command. add NAME --raw takes one example in single "
    + "quotes; load takes a file of them.",
  "E029":
    "where, sort, head and sample choose among examples; as, to and from name a thing. Each verb "
    + "takes those that its usage shows, and refuses the rest, since leaving one out would answer "
    + "another question.",
  "E030":
    "In a chat a line that begins with / is a command: /help lists them. Two slashes send "
    + "one, as in //etc.",
  "E031":
    "The chat has no question or answer yet that the command could work on.",
  "E101":
    "The file is not there. Paths start from the folder that ft was started in; a script's "
    + "paths start from the script's folder, and its own attachments go first.",
  "E102":
    "Some lines of the file are not examples, so nothing was loaded. Mend the file, or load "
    + "with --skip-bad, which keeps the rest and lists what was left out. tokenize --jsonl stops "
    + "at the first line that is no object with a text; what it printed before stands.",
  "E103":
    "The file is nearly JSONL: objects over several lines, several on one line, blank "
    + "lines, or one list. load with --repair reads it; examples that were fine keep their "
    + "bytes.",
  "E104":
    "A file of that name is there, and nothing is overwritten unasked. Choose another name, "
    + "or add --force.",
  "E105":
    "The result could not be written where standard output goes, such as a full disk. What "
    + "the command did in the workspace is done.",
  "E130":
    "Ctrl-C stopped the command. What was committed before is there; what was not finished "
    + "was not kept. A job goes on: tail shows it again.",
  "E201":
    "Another session changed the example after you looked at it. Your change was not made, "
    + "so that nothing is lost; look again and repeat it.",
  "E202":
    "There is no change to take back, or none to do again: a new change ends what redo "
    + "could restore. ops lists all changes.",
  "E203":
    "The text is not an example: it must be one JSON object with messages, with prompt and "
    + "completion, or with a preference's input and two answers.",
  "E204":
    "The example has no such place, or would not be an example with the new value. show "
    + "NAME#N --raw shows its bytes.",
  "E205":
    "The edited text cannot be read as an example. Your words are kept as a draft, and edit "
    + "opens them again.",
  "E206":
    "check finds errors that a provider would refuse, or that teach the model nothing. Mend "
    + "them, or launch with --anyway.",
  "E207":
    "A training file is always a whole revision, so that it can be found again. Export the "
    + "part, load it under a name of its own, and send that.",
  "E208":
    "edit opens the editor of VISUAL or EDITOR, which needs a terminal. set changes one "
    + "field without one.",
  "E210":
    "Many examples change at once. At the prompt ft asks; in a script write --yes after "
    + "looking at the same selection with show.",
  "E211":
    "A whole dataset goes. At the prompt its name is typed; in a script write --confirm "
    + "NAME. undo brings it back.",
  "E212":
    "Older revisions are for looking, comparing, exporting and training; changes are made "
    + "to the current one.",
  "E213":
    "The question was answered with no, so nothing was changed.",
  "E214":
    "tokens, number, line, kind and turns are computed from the text. Other names that providers "
    + "do not know would become part of the training data; --force writes them all the same.",
  "E300":
    "The workspace has nothing of that name or number.",
  "E301":
    "The verb works on something else here: a dataset is a name such as marv, examples are "
    + "marv#3..7, a job is @demo, a result is %3.",
  "E302":
    "There is no such field. Examples have system, user, assistant, tokens, tags, note and "
    + "any place such as messages[2].content; datasets have count, tokens, errors and more.",
  "E303":
    "The cell failed, printed nothing that could be referred to, or was typed in an earlier "
    + "sitting. % is the last result.",
  "E310":
    "Nothing has this name. Names are exact; list shows what there is. Numbers of dropped "
    + "examples are never given again.",
  "E311":
    "The name is taken. --replace puts the new dataset in its place, --append adds to it, "
    + "and undo takes either back.",
  "E312":
    "A bare #7 means the dataset in use, and there is none. Name it, as in marv#7, or "
    + "choose it with use marv.",
  "E320":
    "No job has this name. list jobs shows them all; @last is the newest.",
  "E321":
    "The name is taken by another job. Names of jobs are never given twice, since @demo "
    + "must always mean one.",
  "E322":
    "The job has made no model: it still runs, or it ended without one. tail shows how it "
    + "stands.",
  "E323":
    "Nothing was measured yet. tail follows the job to its first steps.",
  "E324":
    "The request for the job was sent and its answer never came, so the job may be training "
    + "and may be billed. Every launch carries a mark; tail looks for it among the provider's "
    + "jobs. A job that is not there ten minutes later is forgotten, its cost given back.",
  "E330":
    "No provider has this name. provider list shows them; provider add knows any service "
    + "with OpenAI's API.",
  "E331":
    "The sandbox trains sandbox-1 and models tuned from it. A provider's own model needs "
    + "--provider on the line, or provider use.",
]
