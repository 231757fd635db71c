import CommandLanguage

extension FailureKind {
  /// What the failures of money, providers, the workspace and scripts mean, and what helps.
  static let servicePages: [FailureKind: String] = [
    .overLimit:
      "The launch would cost more than a limit allows: --max-cost on the line, budget in "
      + "the script, or the day's cap. Nothing was uploaded.",
    .notAgreed:
      "A launch that costs money was not agreed to: no at the prompt; no --max-cost on "
      + "the line where nobody can be asked or no price is known; or no budget line in a "
      + "script. No option agrees to any amount.",
    .noPrice:
      "No price is known for the model, so nothing can be promised about its cost. "
      + "estimate --all lists the models with a price.",
    .badAmount:
      "An amount is a number of dollars, such as 0.50.",
    .unreachable:
      "The provider could not be reached. What was done before is in the workspace; try "
      + "again when the network is back.",
    .keyRefused:
      "The provider answers, and does not accept the key. provider list names the "
      + "variable that holds it; keys are never written to the workspace.",
    .trainingClosed:
      "OpenAI closed fine-tuning: since 2026-05-07 to organizations new to it, and from "
      + "2027-01-06 to all. The sandbox trains here; providers with the same API can be "
      + "added with provider add.",
    .notAtProvider:
      "The provider does not have what was asked for: it was deleted there, or belongs to "
      + "another project or key.",
    .rateLimited:
      "The provider asks to wait, as it had too many requests. A pause of up to --patience seconds, "
      + "120 unless said, is waited for; this one is longer, or was asked for too often.",
    .quotaUsedUp:
      "The provider answers as if it were asked too often, but says that the account has no credit "
      + "left or has used up its quota. Waiting does not change that.",
    .fileRefused:
      "The provider took the file and then could not use it; its own words say why. No job was "
      + "created.",
    .unreadableAnswer:
      "The provider's answer is not JSON, or lacks what it must say. Something between may have "
      + "answered in its place, such as a proxy; provider list shows the address.",
    .jobFailed:
      "The job has ended without a model. The provider's own words say why: mostly it refuses the "
      + "data, or failed itself. A failed job is not charged.",
    .serviceFailed:
      "The provider failed while answering, so nobody knows whether the request was "
      + "carried out. A launch is noted before it is sent: list jobs finds it.",
    .refused:
      "The provider refused the request; its own words say why.",
    .providerIncomplete:
      "The provider's settings lack something, mostly its key's variable in the "
      + "environment.",
    .sandboxStore:
      "The sandbox cannot use its folder, which paths names. What it had saved is still "
      + "there.",
    .portTaken:
      "The port is taken, or only an administrator may use it. Without --port any free "
      + "one is used.",
    .newerWorkspace:
      "The workspace was written by a newer ft. This one does not touch it. If the newer one found "
      + "it as an older workspace, it left a copy beside it, with .v and a number behind the name, "
      + "which an older ft reads.",
    .notAWorkspace:
      "The file is another program's, or damaged beyond reading. It was not touched.",
    .damagedWorkspace:
      "The file is a workspace, but what it holds does not fit together: a disk or another "
      + "program has changed it. What failed changed nothing. Copies are made with cp while no ft "
      + "has the file open.",
    .workspaceBusy:
      "Another ft writes to the workspace and did not finish in time. Nothing is lost on "
      + "either side.",
    .diskFull:
      "The disk is full. What was committed before is safe; free some space and try again.",
    .fileSystem:
      "The system refused to read or write a file that the command needs; the message "
      + "names it.",
    .noVocabulary:
      "Exact tokens need the vocabulary, which set-up stores in ft's cache (paths names "
      + "it), and which is missing or damaged. scripts/vocabulary fetches what is missing, "
      + "checks it, and stores it anew. Until then counts are estimates, marked ~.",
    .noFolder:
      "The workspace's folder is not there. A mistyped path makes no folders; only ft's "
      + "own is made when it is missing.",
    .malformedExpectation:
      "expect compares two values, expect marv.count = 12, or names the error of the line "
      + "above that is marked with !: expect error E401.",
    .unreadablePattern:
      "A line of expected output that ends with (regex) is a regular expression for the "
      + "whole line, and this one cannot be read.",
    .outputWithoutCommand:
      "Lines with | say what the command above them prints; an expect or a hint may stand "
      + "between.",
    .repeatedAttachment:
      "Files at the end of a script, each behind -- NAME --, have names of their own.",
    .unportable:
      "A saved script runs elsewhere: paths are relative to it, and jobs have names.",
    .missingCell:
      "A saved script has no such cell, because it failed, was undone or was not chosen.",
    .nothingToSave:
      "save had nothing to write: no cell ran in that range, or all were left out.",
    .expectationDiffers:
      "A value was not as the script expects. The script stopped there.",
    .noEditorInScript:
      "A script has nobody who could edit. set, add and drop make the same changes in "
      + "words.",
    .runsDiffer:
      "Two runs of the script said different things, so no expected output can be right "
      + "for both. Put a mask such as <time> where they differ, or give a seed.",
    .nestedScript:
      "A script runs in a workspace of its own and cannot start another; run both from "
      + "the shell or the prompt.",
    .scriptStopped:
      "The script stopped; the message above says where and why. Its workspace was its "
      + "own and is gone, yours is as it was.",
    .shellLine:
      "No shell is started, so that a script does the same everywhere. $ cat FILE shows a file "
      + "that lies in the script's folder.",
    .noChatOpen:
      "A line behind > goes to the model of the open chat, and none is open. chat @demo opens "
      + "one, > /done leaves it.",
    .lessonOffline:
      "A lesson costs nothing and needs no network: it runs in a workspace of its own, where the "
      + "sandbox is the only provider that answers.",
    .noEngine:
      "There is no engine of that name. engine list shows those there are; engine add NAME "
      + "--model FOLDER makes one of a model folder.",
    .notAModelFolder:
      "An engine trains a folder in the form of transformers: config.json, weights, a tokenizer "
      + "with a chat template. The folder is never changed.",
    .engineFailed:
      "The program that trains a model of your own did not do its work. engine check NAME says "
      + "what is missing; what the libraries printed is in the log that the message names.",
    .noTape:
      "Scripts replay what services answered once, so that they cost nothing and need no network. "
      + "This one asks a service and has no tape, or none for these parameters: ft record FILE.ft "
      + "writes it, and ft run FILE.ft --live --budget N goes without.",
    .tapeDiffers:
      "The script asks a service something else than when its tape was recorded. Each line says a "
      + "field, what was asked then, and what is asked now. Put the script back, or record it again: "
      + "ft record FILE.ft --again.",
    .unreadableTape:
      "A tape is JSON Lines, a header first, as ft record writes it; this file is something else, "
      + "or is damaged. Record it again: ft record FILE.ft --again.",
    .unforeseen:
      "An error that nobody foresaw. Its words are all that is known; history and ops "
      + "show what was done.",
  ]
}
