import CommandLanguage

extension FailureKind {
  /// What the failures of files, changes and references mean, and what helps.
  static let dataPages: [FailureKind: String] = [
    .noFile:
      "The file is not there. Paths start from the folder that ft was started in; a "
      + "script's paths start from the script's folder, and its own attachments go first.",
    .unreadableLines:
      "Some lines of the file are not examples, so nothing was loaded. Mend the file, or "
      + "load with --skip-bad, which keeps the rest and lists what was left out. tokenize "
      + "--jsonl stops at the first line that is no object with a text; what it printed "
      + "before stands.",
    .repairableLines:
      "The file is nearly JSONL: objects over several lines, several on one line, blank "
      + "lines, one list, comments, other quotes, or Python's words. load with --repair reads "
      + "it and says what it mended; examples that were fine keep their bytes.",
    .fileExists:
      "A file of that name is there, and nothing is overwritten unasked. Choose another "
      + "name, or add --force.",
    .outputFailed:
      "The result could not be written where standard output goes, such as a full disk. "
      + "What the command did in the workspace is done.",
    .otherForm:
      "The file can be read, but it is not JSONL of examples in UTF-8: another encoding, a "
      + "table, or rows that other tools train from. At a terminal load shows what it took it "
      + "for and asks; in a script --yes agrees, or --encoding, --as and --map say it.",
    .foreignFile:
      "The file holds no text: it is packed, or of a program such as Excel. The message has a "
      + "line for a shell that writes its text.",
    .unknownColumns:
      "Nothing in the names of the columns tells which is the question and which the answer. "
      + "--map says it: user=COLUMN,assistant=COLUMN, and system=COLUMN where there is one.",
    .notInEncoding:
      "Some bytes of the file are no text in the encoding. Without --encoding load finds out "
      + "which encoding fits, and says how sure that is.",
    .lossyExport:
      "Rows of the shape cannot say all that the examples say, and what is lost is listed with "
      + "the first examples. --lossy writes them all the same and leaves out what has no row; "
      + "another shape may say more. Tab behind --as lists them.",
    .unwritableFile:
      "ft writes text: JSONL, JSON and tables. The message has an export that is possible and a "
      + "line for a shell that makes the wanted file of it.",
    .interrupted:
      "Ctrl-C stopped the command. What was committed before is there; what was not "
      + "finished was not kept. A job goes on: tail shows it again.",
    .changedMeanwhile:
      "Another session changed the example, or an editor the script, after you looked at it. "
      + "Your change was not made, so that nothing is lost; look again and repeat it.",
    .nothingToUndo:
      "There is no change to take back, or none to do again: a new change ends what redo "
      + "could restore. ops lists all changes.",
    .notAnExample:
      "The text is not an example: it must be one JSON object with messages, with prompt "
      + "and completion, or with a preference's input and two answers.",
    .editFailed:
      "The example has no such place, or would not be an example with the new value. show "
      + "NAME#N --raw shows its bytes.",
    .draftKept:
      "The edited text cannot be read as an example. Your words are kept as a draft, and "
      + "edit opens them again.",
    .dataHasErrors:
      "check finds errors that a provider would refuse, or that teach the model nothing. "
      + "Mend them, or launch with --anyway.",
    .wrongShape:
      "Supervised training learns from conversations, dpo from preferences: an input and two "
      + "answers. A dataset holds examples of one kind, and so does what is launched with it.",
    .mergeConflict:
      "Both datasets changed the same examples since they had everything in common, each in its own "
      + "way, so nothing was merged. --ours keeps them as they are where the changes go to, "
      + "--theirs takes them over; or make them equal first, with set or edit, and merge again.",
    .unrelatedDatasets:
      "Only a dataset that was made of another, by fork, sample or split, has a state in common "
      + "with it, from which the changes of both can be told. A file that was loaded in its place "
      + "ends that. diff compares any two datasets.",
    .cannotDivide:
      "Every part of a split needs an example, and a stratified one an example of each class. "
      + "facets NAME by FIELD tells how many examples a class has; other shares, or no classes, "
      + "divide the rest.",
    .partOfDataset:
      "A training file is always a whole revision, so that it can be found again. Export "
      + "the part, load it under a name of its own, and send that.",
    .noEditor:
      "edit opens the editor of VISUAL or EDITOR, which needs a terminal. set changes one "
      + "field without one.",
    .manyExamples:
      "Many examples change at once. At the prompt ft asks; in a script write --yes after "
      + "looking at the same selection with show.",
    .wholeDataset:
      "A whole dataset goes. At the prompt its name is typed; in a script write --confirm "
      + "NAME. undo brings it back.",
    .oldRevision:
      "Older revisions are for looking, comparing, exporting and training; changes are "
      + "made to the current one.",
    .declined:
      "The question was answered with no, so nothing was changed.",
    .notSettable:
      "tokens, number, line, kind and turns are computed from the text. Other names that "
      + "providers do not know would become part of the training data; --force writes them "
      + "all the same.",
    .measuredOnTrained:
      "Every example of the validation data is trained on too, or is nearly the same as one that "
      + "is: the loss on it would follow the training loss and tell nothing. check TRAIN "
      + "--validation TEST names each pair; a split that is grouped by near keeps what is alike "
      + "on one side; --anyway launches all the same.",
    .lockedDataset:
      "The dataset is locked: kept unseen and unchanged for the last test, since data that was "
      + "looked at, trained on or tuned against no longer tells how a model does on new data. "
      + "Counting, checking and comparing go on. unlock NAME opens it, and how often "
      + "that was done is counted.",
    .notInWorkspace:
      "The workspace has nothing of that name or number.",
    .wrongReference:
      "The verb works on something else here: a dataset is a name such as marv, examples "
      + "are marv#3..7, a job is @demo, a result is %3. A field, as in marv#3.user, is for "
      + "show, set and tokenize; the other verbs are about whole examples and refuse it.",
    .noField:
      "There is no such field. Examples have system, user, assistant, tokens, tags, note "
      + "and any place such as messages[2].content; datasets have count, tokens, errors and "
      + "more.",
    .noResult:
      "The cell failed, printed nothing that could be referred to, or was typed in an "
      + "earlier session. % is the last result.",
    .noDatasetOrExample:
      "Nothing has this name. Names are exact; list shows what there is. Numbers of "
      + "dropped examples are never given again.",
    .datasetExists:
      "The name is taken. --replace puts the new dataset in its place, --append adds to "
      + "it, and undo takes either back.",
    .noCurrentDataset:
      "A bare #7 means the dataset in use, and there is none. Name it, as in marv#7, or "
      + "choose it with use marv.",
    .noJob:
      "No job has this name. list jobs shows them all; @last is the newest.",
    .jobExists:
      "The name is taken by another job. Names of jobs are never given twice, since @demo "
      + "must always mean one.",
    .noModelYet:
      "The job has made no model: it still runs, or it ended without one. tail shows how "
      + "it stands.",
    .noSteps:
      "Nothing was measured yet. tail follows the job to its first steps.",
    .launchUnanswered:
      "The request for the job was sent and its answer never came, so the job may be "
      + "training and may be billed. Every launch carries a mark; tail looks for it among "
      + "the provider's jobs. A job that is not there ten minutes later is forgotten, its "
      + "cost given back.",
    .noProvider:
      "No provider has this name. provider list shows them; provider add knows any "
      + "service with OpenAI's API.",
    .foreignModel:
      "The sandbox trains sandbox-1 and models tuned from it. A provider's own model "
      + "needs --provider on the line, or provider use.",
    .modelEnded:
      "The provider has shut the model down, or creates no jobs any more: the table of prices "
      + "knows the day. estimate --all lists what still trains.",
    .builtInProvider:
      "The provider comes with ft: it cannot be removed, and no other can have its name. "
      + "provider use chooses another.",
  ]
}
