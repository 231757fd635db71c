import CommandLanguage
import Commands
import Files
import Presentation
import Reports
import Sessions
import Terminal

/// Tab in the shell: the script for it, and what fits a line that the script asks about.
struct ShellCompletions: Sendable {
  let application: Application

  func answer(_ input: CompletionsInput, on screen: Screen) throws -> Commands.ExitCode {
    guard input.wantsCandidates else {
      screen.write(input.shell.script)
      return .success
    }
    for line in try candidates(for: input.shell) { screen.write(line + "\n") }
    return .success
  }

  /// The candidates for the line in `COMP_LINE` up to `COMP_POINT`, as the shell takes them.
  private func candidates(for shell: CompletingShell) throws -> [String] {
    let variables = application.environment.variables
    let whole = variables["COMP_LINE"] ?? ""
    let point = variables["COMP_POINT"].flatMap(Int.init) ?? whole.utf8.count
    let typed = String(decoding: Array(whole.utf8).prefix(max(0, point)), as: UTF8.self)
    let current = variables["COMP_CURRENT"]
    let line = ShellLine(typed)
    guard !line.isOption else {
      return shell.entries(
        ProgramFacts.optionNames
          .filter { $0.hasPrefix(line.rest) }
          .map { Completion.Candidate($0, note: nil, ending: " ") }, replacing: line.rest,
        in: typed, current: current)
    }
    return try withSession(at: line.workspace) { session in
      let completer = Completer(
        session: session, catalog: CommandTable.standard.catalog, includesShellVerbs: true)
      let completion = completer.completion(
        CompletionRequest(before: line.rest, after: ""))
      return shell.entries(
        completion.candidates, replacing: completion.typed, in: typed, current: current)
    }
  }

  /// Looks into the workspace that is there; Tab makes none.
  private func withSession<Answer>(
    at typed: String?, _ body: (Session) throws -> Answer
  ) throws -> Answer {
    let path = typed.map(application.environment.path) ?? application.workspacePath
    let scratch = LocalFile.exists(path) ? nil : try Folder(temporaryFor: "completion")
    defer { try? scratch?.removeAll() }
    let console = TerminalConsole(
      screen: Screen(environment: application.environment.variables), prompt: nil,
      environment: application.environment)
    let (session, services) = try application.session(
      at: scratch.map { $0.path + "/empty.ftdb" } ?? path, console: console,
      folder: application.environment.folder)
    defer { services.close() }
    return try body(session)
  }
}

/// A line of the shell without the program's name and options.
private struct ShellLine {
  /// The line of the language, up to the cursor.
  var rest: String
  /// What `-w` names.
  var workspace: String?
  /// Whether the cursor is at an option of the process.
  var isOption = false

  init(_ line: String) {
    rest = String(line.drop { $0 == " " }.drop { $0 != " " }.drop { $0 == " " })
    while rest.hasPrefix("-") {
      guard let end = rest.firstIndex(of: " ") else {
        isOption = true
        return
      }
      let option = rest[..<end]
      var after = rest[end...].drop { $0 == " " }
      let namesWorkspace = ProgramFacts.workspaceOption.names.contains(String(option))
      if namesWorkspace || ProgramFacts.colorOption.names.contains(String(option)) {
        let value = after.prefix { $0 != " " }
        guard value.endIndex < after.endIndex else {
          rest = ""
          return
        }
        if namesWorkspace { workspace = String(value) }
        after = after[value.endIndex...].drop { $0 == " " }
      }
      rest = String(after)
    }
  }
}

extension CompletingShell {
  /// One line for each candidate; the shells differ in which part of the line they replace.
  fileprivate func entries(
    _ candidates: [Completion.Candidate], replacing typed: String, in line: String,
    current: String?
  ) -> [String] {
    let word = String(line.reversed().prefix { $0 != " " }.reversed())
    let kept = word.hasSuffix(typed) ? String(word.dropLast(typed.count)) : ""
    // bash replaces only what stands behind the last of its own word breaks, and says what that is.
    let replaced = current.flatMap { word.hasSuffix($0) ? $0 : nil } ?? word
    let isKept = word.count - replaced.count
    return candidates.map { candidate in
      let whole = kept + candidate.text
      switch self {
      case .bash: return String(whole.dropFirst(isKept)) + candidate.ending
      case .zsh: return whole + candidate.ending + "\t" + (candidate.note ?? "")
      case .fish: return whole + (candidate.note.map { "\t" + $0 } ?? "")
      }
    }
  }

  /// What the shell runs once, so that Tab asks ft.
  fileprivate var script: String {
    switch self {
    case .bash:
      """
      # Tab for ft in bash:  eval "$(ft completions bash)"
      _ft() {
        local IFS=$'\n'
        COMPREPLY=($(COMP_LINE="$COMP_LINE" COMP_POINT="$COMP_POINT" COMP_CURRENT="$2" \
          "$1" completions bash --candidates 2>/dev/null))
      }
      complete -o nospace -o bashdefault -o default -F _ft ft

      """
    case .zsh:
      """
      #compdef ft
      # Tab for ft in zsh:  ft completions zsh > a folder of fpath/_ft
      _ft() {
        local -a texts shown
        local text note
        while IFS=$'\t' read -r text note; do
          texts+=("$text")
          shown+=("${text}${note:+ -- $note}")
        done < <(COMP_LINE="${(j: :)words[1,CURRENT-1]} ${words[CURRENT]}" \
          "${words[1]}" completions zsh --candidates 2>/dev/null)
        (( ${#texts} )) && compadd -U -Q -S "" -l -d shown -- "${texts[@]}"
      }
      if [ "$funcstack[1]" = _ft ]; then _ft "$@"; else compdef _ft ft; fi

      """
    case .fish:
      """
      # Tab for ft in fish:  ft completions fish > ~/.config/fish/completions/ft.fish
      function __ft_candidates
        set -lx COMP_LINE (commandline -cp)
        ft completions fish --candidates 2>/dev/null
      end
      complete -c ft -f -a "(__ft_candidates)"

      """
    }
  }
}
