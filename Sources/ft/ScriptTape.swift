import CommandLanguage
import Commands
import Digests
import Files
import FineTuningHTTP
import JSON

/// The tape of a script with certain values of its parameters.
struct ScriptTape: Sendable {
  /// As the script was typed.
  let script: String
  /// Beside the script; values of parameters that were given on the line have a tape of their own.
  let path: String
  let parameters: [String: String]

  init(script: String, at scriptPath: String, parameters: [ScriptInput.Parameter] = []) {
    self.script = script
    self.parameters = Dictionary(
      parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    let base = scriptPath.hasSuffix(".ft") ? String(scriptPath.dropLast(3)) : scriptPath
    var digest = SHA256()
    digest.update(JSONValue(self.parameters).encoded())
    path = base + (self.parameters.isEmpty ? "" : ".\(digest.finish().prefix(8))") + ".tape"
  }

  /// The script with the values of its parameters, as `record` takes both.
  var line: String {
    parameters.sorted { $0.key < $1.key }.reduce(Literal.word(script)) { line, parameter in
      "\(line) --param \(Literal.word("\(parameter.key)=\(parameter.value)"))"
    }
  }

  /// The name of the file, as it is said.
  var name: String {
    let folder = script.lastIndex(of: "/").map { String(script[...$0]) } ?? ""
    return folder + (path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// Reads the tape; nil where there is none.
  func read() throws -> Tape? {
    guard LocalFile.exists(path) else { return nil }
    let tape: Tape
    do throws(TapeError) {
      tape = try Tape(parsing: try bytes())
    } catch {
      throw Failure(error, script: line)
    }
    guard tape.header.parameters == parameters else {
      throw Failure(
        .unreadableTape, "\(name) was recorded with other parameters", consequence: "nothing ran",
        remedy: "record it again:  ft record \(line) --again")
    }
    return tape
  }

  /// What is said of a tape whose prices are older than those that are reckoned with; nil of others,
  /// and where there is none.
  ///
  /// The replay is the same: what a job cost was answered by the service, and an estimate is made
  /// with the prices of today.
  func priceNotice() throws -> String? {
    // Days are written with the year first, so that they compare as texts.
    guard let recorded = try read()?.header.prices, let current = Spending.priceDate,
      recorded < current
    else { return nil }
    return
      "\(name) was recorded with the prices of \(recorded), and those of \(current) are known; "
      + "what it spends may cost something else now;  ft record \(line) --again"
  }

  private func bytes() throws(TapeError) -> [UInt8] {
    do throws(FileError) {
      return try LocalFile.contents(of: path)
    } catch {
      throw TapeError(.unreadable(line: 1, reason: "\(error)"))
    }
  }

  /// The network of a run that asks no service.
  func network(of tape: Tape?, pace: Pace) -> Network {
    guard let tape else { return .untaped(script: line) }
    return .taped(Self.player(of: tape, pace: pace), Network.Replay(script: line))
  }

  /// The network of a session that goes on where the one before it in the same folder was.
  static func network(
    of tape: Tape?, script: String, workspace: String, pace: Pace, remedy: String?
  ) -> Network {
    guard let tape else { return .closed }
    let file = workspace + ".tape-position"
    let position = (try? LocalFile.contents(of: file)).flatMap { try? JSONValue(parsing: $0) }
    return .taped(
      player(of: tape, at: position, pace: pace),
      Network.Replay(script: script, positionFile: file, remedy: remedy))
  }

  private static func player(
    of tape: Tape, at position: JSONValue? = nil, pace: Pace
  ) -> TapePlayer {
    TapePlayer(
      tape, localFields: ["metadata.\(LaunchMark.key)"], position: position, share: pace.share)
  }
}
