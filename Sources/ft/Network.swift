import CommandLanguage
import Commands
import CurlTransport
import Files
import FineTuning
import FineTuningHTTP
import HTTPTypes
import JSON
import Quantities
import Workspaces

/// How the services outside this process are reached.
enum Network: Sendable {
  /// Over sockets.
  case open
  /// Over sockets, with every exchange written down.
  case recorded(TapeRecorder)
  /// From a tape, for the script of that name; nothing here can open a socket. Where the tape is
  /// played on by later sessions, a file keeps how far it is.
  case taped(TapePlayer, Replay)
  /// Not at all: a script without a tape, of that name.
  case untaped(script: String)
  /// Not at all, since a lesson has nothing to ask for.
  case closed

  /// What a replay is of.
  struct Replay: Sendable {
    /// As it was typed.
    var script: String
    /// Where the position is kept; nil where the tape is played once.
    var positionFile: String?
    /// What whoever typed a line may do that the tape has no answer to; nil for the script's author.
    var remedy: String?
  }

  /// The address that stands for a provider that nothing leads to.
  private static let nowhere = "http://localhost/v1"

  /// Where a provider is; nil where the environment says it.
  func connection(of provider: Provider) throws -> Connection? {
    switch self {
    case .open, .recorded: return nil
    case .taped(let player, _):
      guard !provider.isInProcess else { return nil }
      let address = player.address(of: provider.name).flatMap { BaseURL($0) }
      guard let url = address ?? provider.baseURL ?? BaseURL(Self.nowhere) else { return nil }
      return try Connection(provider: provider, baseURL: url, key: nil)
    case .untaped, .closed:
      guard !provider.isInProcess, let url = provider.baseURL ?? BaseURL(Self.nowhere) else {
        return nil
      }
      return try Connection(provider: provider, baseURL: url, key: nil)
    }
  }

  /// What carries requests to a provider.
  ///
  /// - Throws: ``Failure`` E716 where nothing does.
  func transport(
    to connection: Connection, for workspace: Workspace
  ) throws -> any HTTPTransport {
    switch self {
    case .open: return CurlTransport()
    case .recorded(let recorder):
      return recorder.transport(over: CurlTransport(), to: connection)
    case .taped(let player, _): return player.transport(for: connection)
    case .untaped(let script):
      return UntapedTransport(script: script, isPriced: connection.provider.isPriced) {
        Money(microdollars: (try? workspace.spent()) ?? 0)
      }
    case .closed:
      throw Failure(
        .lessonOffline, "a lesson reaches no provider, and so not \(connection.provider.name)",
        consequence: "nothing was sent", remedy: "quit, and type the line at ft's own prompt")
    }
  }

  /// What pauses between two tries are slept by.
  var clock: any Clock<Duration> {
    if case .taped(let player, _) = self { player.clock } else { ContinuousClock() }
  }

  /// Seconds since 1970.
  var now: @Sendable () -> Int {
    guard case .taped(let player, _) = self else { return ProcessEnvironment.now }
    return { player.clock.seconds }
  }

  /// The most that the recorded run was allowed to spend, so that a replay meets the same limit.
  var spendingLimit: Money? {
    guard case .taped(let player, _) = self else { return nil }
    return player.tape.header.budget.flatMap { Money($0) }
  }

  /// In a replay time passes only as it did in the recording.
  func setTime(of context: inout SessionContext) {
    guard case .taped(let player, _) = self else { return }
    context.isReplay = true
    context.elapsed = { player.clock.now.offset }
    context.sleep = { try await player.clock.pass($0) }
  }

  /// How far a tape was played, and what time it is there; nil where none is.
  var tapePosition: JSONValue? {
    if case .taped(let player, _) = self { player.position } else { nil }
  }

  /// Keeps how far a tape was played, where another session plays on.
  func close() {
    guard case .taped(let player, let replay) = self, let path = replay.positionFile else { return }
    _ = try? LocalFile.write(player.position.encoded(), to: path)
  }

  /// What an error of a tape means; nil for any other error.
  func failure(of error: any Error) -> Failure? {
    guard let error = error as? TapeError else { return nil }
    guard case .taped(_, let replay) = self else { return Failure(error, script: "FILE.ft") }
    var failure = Failure(error, script: replay.script)
    if let remedy = replay.remedy { failure.remedy = remedy }
    return failure
  }
}

/// Stands where a script has no tape: every request says how to get one.
private struct UntapedTransport: HTTPTransport {
  let script: String
  let isPriced: Bool
  /// What the run has spent and set aside so far.
  let reserved: @Sendable () -> Money

  /// Of a chat, whose cost is not known beforehand.
  private static let usualBudget = Money(microdollars: 50_000)

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    var line = "ft record \(script)"
    if isPriced {
      let reserved = reserved()
      // Twice the bound, in whole cents: what comes after it costs something too.
      let cents = reserved.microdollars.multipliedClamped(by: 2).addingClamped(9_999) / 10_000
      let budget = max(Self.usualBudget, Money(microdollars: cents.multipliedClamped(by: 10_000)))
      line += " --budget \(budget.decimal)"
      if reserved > .zero { line += "  (about \(reserved))" }
    }
    throw Failure(
      .noTape, "this line needs the network", consequence: "nothing was sent",
      remedy: "record it once:  \(line)")
  }
}

extension Failure {
  /// Says what is wrong with a script's tape.
  init(_ error: TapeError, script: String) {
    let again = "ft record \(script) --again"
    let made = { (cell: Int?) in cell.map { ", as cell \($0) had it" } ?? "" }
    switch error.code {
    case .unreadable(let line, let reason):
      self.init(
        .unreadableTape, "line \(line) of the tape cannot be read: \(reason)",
        consequence: "nothing ran", remedy: "record it again:  \(again)")
    case .differs(let request, let cell, let differences):
      self.init(
        .tapeDiffers, "\(request) asks for something else than the tape",
        context: differences + (cell.map { ["taped request was cell \($0)"] } ?? []),
        consequence: "nothing was sent",
        remedy: "put the line back, or record it again:  \(again)")
    case .absent(let request, let cell):
      self.init(
        .tapeDiffers,
        "the tape has no " + (cell == nil ? "" : "further ") + request + made(cell),
        consequence: "nothing was sent", remedy: "record it again:  \(again)")
    case .stuck(let request, let cell):
      self.init(
        .tapeDiffers, "the tape's last answer to \(request) never changes" + made(cell),
        consequence: "what was waited for never comes", remedy: "record it again:  \(again)")
    }
  }
}
