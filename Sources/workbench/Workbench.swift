import ArgumentParser

// The developers' measurements, which are too long or too dependent on the machine for a test, and
// the making of the base model: arguments come in, tables go out. Run as
// `swift run -c release workbench SUBJECT …`; there is one file for each subject.

/// The developers' tools that make and measure the parts of ft.
@main
struct Workbench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench",
    abstract: "make and measure the parts of ft",
    subcommands: [
      BaseCommand.self, CorpusCommand.self, DataCommand.self, EncodeCommand.self,
      LearnCommand.self, PersonasCommand.self, TokenizeCommand.self, TrainCommand.self,
    ])
}
