import Commands
package import Reports
package import Scripts

/// Asks of each command whose `|` lines would change whether they may, with the keys of `git add -p`.
package struct UpdateReview: Sendable {
  private let script: ScriptDocument
  private let outputs: [Int: [String]]
  private let console: any TextConsole

  package init(
    _ script: ScriptDocument, with outputs: [Int: [String]], asking console: any TextConsole
  ) {
    self.script = script
    self.outputs = outputs
    self.console = console
  }

  /// Returns what was said by the commands that may change, by their lines; nil when the person
  /// broke off with Ctrl-C or Ctrl-D, so that nothing may.
  package func taken() async -> [Int: [String]]? {
    let changed = script.commands.compactMap { command in
      outputs[command.line].flatMap { output in
        script.comparison(of: command, with: output).passes ? nil : (command, output)
      }
    }
    var taken: [Int: [String]] = [:]
    for (index, (command, output)) in changed.enumerated() {
      console.tell(
        .script(
          .change(
            place: "\(script.file):\(command.line)", line: command.text,
            difference: script.difference(of: command, with: output))))
      switch await key(number: index + 1, count: changed.count) {
      case "y": taken[command.line] = output
      case "n": continue
      case "a":
        for (command, output) in changed[index...] { taken[command.line] = output }
        return taken
      case "q": return taken
      default: return nil
      }
    }
    return taken
  }

  /// The next answer that is one; nil when nobody answers.
  private func key(number: Int, count: Int) async -> String? {
    while let answer = await console.ask(Question.takeChange(number: number, count: count)) {
      let key = answer.lowercased().filter { !$0.isWhitespace }
      if ["y", "n", "a", "q"].contains(key) { return key }
      console.tell(.script(.changeKeys))
    }
    return nil
  }
}
