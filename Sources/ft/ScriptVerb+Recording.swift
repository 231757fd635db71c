import CommandLanguage
import Commands
import Files
import FineTuningHTTP
import Glibc
import Presentation
import Quantities
import Reports
import Scripts
import Terminal

/// `ft record`.
extension ScriptVerb {
  /// Keeps a tape that is there, unless the line says that it is written anew.
  func refuseTape(of run: ScriptRun, _ input: ScriptInput) throws {
    guard !input.replacesTape, LocalFile.exists(run.tape.path) else { return }
    throw Failure(
      .fileExists, "\(run.tape.name) is there", consequence: "nothing ran",
      remedy: "record it again:  ft record \(run.tape.line) --again")
  }

  /// Runs the script against the services themselves, and writes its tape when it came to its end.
  func record(_ script: ScriptDocument, _ run: ScriptRun) async throws -> Commands.ExitCode {
    var run = run
    // Without a word about money none is spent.
    run.budget = run.budget ?? .zero
    let recorder = TapeRecorder(
      Tape.Header(
        program: ProgramFacts.version, recordedAt: ProcessEnvironment.now(), script: run.file,
        parameters: run.tape.parameters, budget: run.budget?.decimal, prices: Spending.priceDate))
    let outcome: ScriptOutcome
    do {
      outcome = try await self.outcome(of: script, run, over: .recorded(recorder))
    } catch {
      try keepPart(of: recorder.tape, run)
      throw error
    }
    guard outcome.exitCode == .success else {
      if let message = outcome.message { screen.message([.message(StyledText(message))]) }
      try keepPart(of: recorder.tape, run)
      return outcome.exitCode
    }
    let tape = recorder.tape
    guard !tape.exchanges.isEmpty else {
      screen.notice("\(run.file) asks no service, so it needs no tape")
      return .success
    }
    try LocalFile.write(tape.encoded, to: run.tape.path)
    // What an earlier try has left is of no more use.
    try? Folder(path: Folder.parent(of: run.tape.path))
      .remove((run.tape.path.split(separator: "/").last ?? "") + Self.partSuffix)
    for place in tape.header.providers {
      let other = place.standsInFor.map { ", in place of \($0)" } ?? ""
      screen.notice(StyledText("\(place.name) answered at \(place.address)\(other)"))
    }
    screen.notice(
      StyledText("wrote \(run.tape.name): \(tape.exchanges.count) exchanges, no key among them"))
    return .success
  }

  /// What stands behind a tape's name when it does not go to the end of its script.
  private static let partSuffix = ".part"

  /// Keeps what services answered before the script stopped, since it may have been paid for; a tape
  /// that is there stays as it is, and no run plays the part.
  private func keepPart(of tape: Tape, _ run: ScriptRun) throws {
    let stays = LocalFile.exists(run.tape.path) ? "; \(run.tape.name) stays as it was" : ""
    guard !tape.exchanges.isEmpty else {
      return screen.notice(
        StyledText("the script stopped before it asked a service, so no tape was written\(stays)"))
    }
    try LocalFile.write(tape.encoded, to: run.tape.path + Self.partSuffix)
    let count = NumberFormat.count(tape.exchanges.count, "exchange")
    screen.notice(
      StyledText(
        "the script did not come to its end: \(count) up to there, no key among them, "
          + "in \(run.tape.name)\(Self.partSuffix), which no run plays\(stays)"))
  }
}
