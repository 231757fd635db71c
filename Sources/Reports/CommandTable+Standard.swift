import Commands

// What comes in: results of verbs, as values. What goes out: blocks that `Presentation` renders.
// Read `Report.swift` first, then `Data/FindResult+Report.swift` as an example.
//
// A new verb is one file in `Commands` (its `Verb`: declaration, input, result), one file here (the
// result's blocks) and one line in the table below; `explain` is the shortest of them.

extension CommandTable {
  /// Every verb of ft.
  package static let standard = CommandTable(
    data + curation + money + jobs + talk + models + sessions + teaching + tools + shell)

  private static let data: [Command] = [
    Command(.load),
    Command(.list),
    Command(.show),
    Command(.find),
    Command(.sql),
    Command(.stats),
    Command(.check),
    Command(.fix),
    Command(.waive),
    Command(.moderate),
    Command(.rule),
    Command(.edit),
    Command(.set),
    Command(.replace),
    Command(.add),
    Command(.drop),
    Command(.tag),
    Command(.note),
    Command(.diff),
    Command(.export),
    Command(.tokenize),
  ]
  private static let curation: [Command] = [
    Command(.split),
    Command(.fork),
    Command(.sample),
    Command(.duplicates),
    Command(.leaks),
    Command(.lock),
    Command(.unlock),
    Command(.facets),
    Command(.log),
    Command(.blame),
    Command(.snapshot),
    Command(.restore),
    Command(.merge),
    Command(.card),
    Command(.similar),
    Command(.next),
    Command(.review),
    Command(.redact),
    Command(.turn),
    Command(.tidy),
    Command(.pair),
    Command(.regenerate),
  ]
  private static let money: [Command] = [
    Command(.estimate),
    Command(.budget),
  ]
  private static let jobs: [Command] = [
    Command(.upload),
    Command(.launch),
    Command(.tail),
    Command(.plot),
    Command(.pause),
    Command(.resume),
    Command(.cancel),
  ]
  private static let talk: [Command] = [
    Command(.chat),
    Command(.ask),
    Command(.compare),
  ]
  private static let models: [Command] = [
    Command(.provider),
    Command(.engine),
  ]
  private static let sessions: [Command] = [
    Command(.undo),
    Command(.redo),
    Command(.ops),
    Command(.use),
    Command(.history),
    Command(.save { CommandTable.standard.catalog }),
    Command(.run),
    Command(.test),
  ]
  private static let teaching: [Command] = [
    Command(.param),
    Command(.let),
    Command(.expect),
    Command(.hint),
    Command(.auto),
    Command(.api),
    Command(.tour { CommandTable.standard.catalog }),
  ]
  private static let tools: [Command] = [
    Command(.help { CommandTable.standard.catalog.declarations }),
    Command(.explain),
    Command(.why { CommandTable.standard.catalog }),
    Command(.importSnippet),
    Command(.config),
    Command(.paths),
    Command(.quit),
  ]
  private static let shell: [Command] = [
    Command(ShellVerb.serve),
    Command(ShellVerb.record),
    Command(ShellVerb.update),
    Command(ShellVerb.guide),
    Command(ShellVerb.step),
    Command(ShellVerb.render),
    Command(ShellVerb.completions),
    Command(ShellVerb.vocabulary),
  ]
}
