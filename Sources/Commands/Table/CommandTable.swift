package import CommandLanguage

/// Every verb there is: parser, help, completion and reference all read this one list.
package struct CommandTable: Sendable {
  /// In the order of help: by group, then as they are used in a first session.
  package let commands: [Command]
  private let byName: [String: Command]

  package init(_ commands: [Command]) {
    self.commands = commands
    var byName: [String: Command] = [:]
    for command in commands {
      for name in [command.name] + command.aliases {
        precondition(byName[name] == nil, "two commands are called \(name)")
        byName[name] = command
      }
    }
    self.byName = byName
  }

  /// The command of a name or an alias; nil when there is none.
  package func command(named name: String) -> Command? { byName[name] }

  /// What the verbs say of themselves, in the order of ``commands``.
  package var declarations: [VerbDeclaration] { commands.map(\.declaration) }

  /// Names and aliases, sorted.
  package var names: [String] { byName.keys.sorted() }
}

extension CommandTable: OptionCatalog {
  package func kind(ofOption option: String, verb: String) -> OptionKind? {
    guard let found = byName[verb]?.allOptions.first(where: { $0.name == option }) else {
      return nil
    }
    return found.placeholder == nil ? .flag : .value
  }

  package func readsClauses(verb: String) -> Bool {
    !["help", "explain", "?", "hint"].contains(verb)
  }
}
