/// What each of a script's codes means and what helps, for `help CODE`.
package let scriptFaultPages: [String: String] = [
  "E702": "expect compares two values, expect marv.count = 12, or names the error of the line "
    + "above that is marked with !: expect error E401.",
  "E703": "A line of expected output that ends with (regex) is a regular expression for the whole "
    + "line, and this one cannot be read.",
  "E704": "Lines with | say what the command above them prints; an expect or a hint may stand "
    + "between.",
  "E705": "Files at the end of a script, each behind -- NAME --, have names of their own.",
  "E706": "A saved script runs elsewhere: paths are relative to it, and jobs have names.",
  "E707": "A saved script has no such cell, because it failed, was undone or was not chosen.",
  "E709": "No shell is started, so that a script does the same everywhere. $ cat FILE shows a file "
    + "that lies in the script's folder.",
  "E715": "A line behind > goes to the model of the open chat, and none is open. chat @demo opens "
    + "one, > /done leaves it.",
]
