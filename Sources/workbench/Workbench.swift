import ArgumentParser

/// The developers' own tools: what makes and measures ft's parts.
struct Workbench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench",
    abstract: "make and measure the parts of ft",
    subcommands: [
      BaseCommand.self, CorpusCommand.self, DataCommand.self, EncodeCommand.self,
      LearnCommand.self, TokenizeCommand.self, TrainCommand.self,
    ])
}
