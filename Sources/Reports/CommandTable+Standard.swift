package import Commands

// What comes in: results of verbs, as values. What goes out: blocks that `Presentation` renders.
// Read `Report.swift` first, then `Data/FindResult+Report.swift` as an example.
//
// A new verb is one file in `Commands` (its `Verb`: declaration, input, result), one file here (the
// result's blocks) and one line in the table below; `explain` is the shortest of them.

extension CommandTable {
  /// Every verb of ft.
  package static let standard = CommandTable(
    data + money + jobs + talk + models + sessions + teaching + tools)

  private static let data: [Command] = [
    .load,
    .list,
    .show,
    Command(.find),
    .stats,
    .check,
    .edit,
    .set,
    Command(.add),
    .drop,
    .tag,
    .note,
    .diff,
    .export,
    Command(.tokenize),
  ]
  private static let money: [Command] = [
    .estimate,
    .budget,
  ]
  private static let jobs: [Command] = [
    .upload,
    .launch,
    .tail,
    .plot,
    .pause,
    .resume,
    .cancel,
  ]
  private static let talk: [Command] = [
    Command(.chat),
    Command(.ask),
    Command(.compare),
  ]
  private static let models: [Command] = [
    .provider
  ]
  private static let sessions: [Command] = [
    .undo,
    .redo,
    .ops,
    .use,
    .history,
    .save { .standard },
    .run,
    .test,
  ]
  private static let teaching: [Command] = [
    .param,
    .let,
    .expect,
    .hint,
    .auto,
  ]
  private static let tools: [Command] = [
    .help { .standard },
    Command(.explain),
    .paths,
    .quit,
  ]
}
