import CommandLanguage

/// A shell that completes words of a command line by a program's answers.
package enum CompletingShell: String, Sendable, CaseIterable {
  case bash
  case zsh
  case fish
}

/// The shell whose completion is asked for.
package struct CompletionsInput: Sendable {
  package var shell: CompletingShell
  /// Whether the words that fit are asked for, and not the script that asks for them.
  package var wantsCandidates: Bool
}

extension ShellVerb where Input == CompletionsInput {
  /// `completions`: Tab in the shell as at the prompt.
  package static var completions: Self {
    let shells = CompletingShell.allCases.map(\.rawValue)
    return Self(
      VerbDeclaration(
        "completions", .shell, "print the script that gives Tab in bash, zsh or fish",
        usage: ["completions \(shells.joined(separator: "|"))"],
        options: [
          .init("candidates", nil, "print what fits the line in COMP_LINE; the script asks this")
        ],
        examples: [
          .init("completions bash", "eval \"$(ft completions bash)\" in ~/.bashrc"),
          .init("completions zsh", "into _ft, in a folder of fpath"),
          .init("completions fish", "into ~/.config/fish/completions/ft.fish"),
        ], operands: [.words(shells)]),
      read: { reader throws(Failure) in
        let name = try reader.argument("a shell:  ft completions bash")
        guard let shell = CompletingShell(rawValue: name.text) else {
          throw Failure(
            .unknownTopic, "ft has no completions for \"\(name.text)\"", at: name.span,
            consequence: "nothing was printed",
            remedy: "ft completions bash, or \(shells.dropFirst().joined(separator: ", or "))")
        }
        return CompletionsInput(shell: shell, wantsCandidates: reader.flag("candidates"))
      })
  }
}
