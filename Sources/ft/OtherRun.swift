import Commands
import Files
import Glibc
import JSON
import Processes

/// The second of the two runs that `update` compares: another process, so that the order of every
/// hash is another one, in another time zone and at another width.
struct OtherRun: Sendable {
  /// Where a process that is such a run writes what its commands said; only this type sets it.
  private static let variable = "FT_OUTPUTS"
  /// What must make no difference.
  private static let surroundings = [
    "TZ": "Pacific/Chatham", "COLUMNS": "100", "LC_ALL": "C", "NO_COLOR": "1",
  ]

  /// The same for a line in a shell.
  static let shownSurroundings = surroundings.sorted { $0.key < $1.key }
    .map { "\($0.key)=\($0.value)" }.joined(separator: " ")

  let application: Application

  /// Where this process is to write what commands said; nil where it is no such run.
  private var path: String? {
    application.environment.variables[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Writes what the commands of a run said, by their lines, if this process is here for that.
  func hand(over outputs: [Int: [String]]) throws -> Bool {
    guard let path else { return false }
    let lines = outputs.sorted { $0.key < $1.key }.map { line, said in
      JSONMember("\(line)", .array(said.map(JSONValue.string)))
    }
    try LocalFile.write(Array(JSONValue.object(lines).text.utf8), to: path)
    return true
  }

  /// Runs the script of `run` in a process of its own, and returns what its commands said; nil where
  /// it did not come to its end.
  func outputs(of run: ScriptRun) throws -> [Int: [String]]? {
    let folder = try Folder(temporaryFor: "run")
    defer { try? folder.removeAll() }
    let target = folder.path(of: "outputs.json")
    var words = [ProcessEnvironment.programPath(), "update", run.path]
    if let workspace = application.workspace {
      words = [words[0], "-w", workspace] + words[1...]
    }
    for parameter in run.parameters {
      words += ["--param", "\(parameter.name)=\(parameter.value)"]
    }
    var environment = application.environment.variables
    environment.merge(Self.surroundings) { $1 }
    environment[Self.variable] = target
    var start = ProgramStart(words, environment: environment)
    (start.input, start.output, start.errors) = (.nothing, .nothing, .nothing)
    let child = try ChildProcess(start)
    // A terminal's Ctrl-C reaches both.
    let ended = child.wait()
    try Task.checkCancellation()
    guard ended == .exited(0), let bytes = try? LocalFile.contents(of: target),
      let members = try JSONValue(parsing: bytes).members
    else { return nil }
    let lines = members.compactMap { member in
      Int(member.key).map { ($0, member.value.array?.compactMap(\.string) ?? []) }
    }
    return Dictionary(lines) { $1 }
  }
}
