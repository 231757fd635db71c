import CommandLanguage
import Commands
import FineTuning
import Foundation
import Randomness
import Reports
import Sandbox
import Scripts
import Sessions
import TestSupport
import Testing
import Workspaces

/// Lines as nobody would type them, and as somebody might.
enum AnyLine {
  /// Parts of ways to the states of the lesson's steps.
  private static let parts = [
    "load marv.jsonl as marv", "load clean.jsonl as marv", "load clean.jsonl as other",
    "drop other --confirm other", "use marv", "drop #5", "drop marv#5", "drop marv#4", "undo",
    "redo", "drop marv where duplicate --yes", "drop marv where number = 5", "tag marv#5 x",
    "tag marv#5 x --remove", "set #3.assistant x", "set marv#3.assistant Far.",
    "set #3.assistant \"Far.\"", "set marv#3.assistant \"\"", "note marv#1 b", "note marv#1 \"\"",
    "list", "show marv#3", "show marv#99", "show marv#50",
  ]

  static func next(_ lines: [String], _ random: inout SeededGenerator) -> String {
    let line = lines.randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<3: return line
    case 3..<5: return mutated(line, &random)
    case 5: return noise(&random)
    default:
      let count = Int.random(in: 1...4, using: &random)
      return (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }
        .joined(separator: "\n")
    }
  }

  private static func mutated(_ line: String, _ random: inout SeededGenerator) -> String {
    var scalars = Array(line.unicodeScalars)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      if place < scalars.count, Bool.random(using: &random) {
        scalars.remove(at: place)
      } else {
        scalars.insert(scalar(&random), at: place)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func noise(_ random: inout SeededGenerator) -> String {
    let count = Int.random(in: 1...40, using: &random)
    return String(String.UnicodeScalarView((0..<count).map { _ in scalar(&random) }))
  }

  private static func scalar(_ random: inout SeededGenerator) -> Unicode.Scalar {
    let limit: UInt32 = Int.random(in: 0..<4, using: &random) == 0 ? 0x20000 : 0x7F
    return Unicode.Scalar(UInt32.random(in: 0...limit, using: &random)) ?? "\u{FFFD}"
  }
}

/// Someone in a lesson, beside whom the same lines run in a plain session that no guide judges.
final class RandomLearner {
  private let fixture: GuideFixture
  private var plain: PlainSession
  /// What is so before and behind the lesson's own line; nil once something ran since.
  private var facts: (before: [String: [UInt8]], target: [String: [UInt8]])?

  init(_ lesson: String, in folder: TemporaryFolder) async throws {
    fixture = try GuideFixture(lesson, folder: folder)
    plain = try PlainSession(copying: folder.path)
    _ = try await fixture.begin()
  }

  /// Types a line, and says whether the lesson goes on.
  func type(_ line: String, _ random: inout SeededGenerator) async throws -> Bool {
    let guide = fixture.guide
    let wanted = await guide.wanted
    let isPlain = await !guide.isTrying && guide.session.chat == nil
    _ = fixture.console.take()
    // A chat that nobody leaves asks the model every line.
    let isLeaving = !isPlain && Int.random(in: 0..<3, using: &random) == 0
    let line = isLeaving ? (guide.session.chat == nil ? "back" : "/done") : line
    let verdict = try await guide.accept(line)
    let said = fixture.console.take()
    #expect(await guide.isTrying || verdict != .goesOn || !said.isEmpty || line.count < 400)
    guard verdict == .goesOn else { return false }
    let hasPassed = await guide.wanted?.line != wanted?.line
    if let wanted {
      if hasPassed {
        // What was tried in a copy is not known line by line here, so that learner is left.
        guard isPlain || line == "skip" else { return false }
        _ = try await plain.run(line == "skip" ? Self.answer(to: wanted) : line)
        facts = nil
      } else if isPlain, guide.session.chat == nil, await !guide.isTrying {
        try await compare(line, with: wanted, said)
      }
    }
    return true
  }

  private static func answer(to command: ScriptDocument.Command) -> String {
    command.expectsFailure ? String(command.text.dropFirst(2)) : command.text
  }

  /// A line that did not pass leads elsewhere than the lesson's own, or fails.
  private func compare(
    _ line: String, with wanted: ScriptDocument.Command, _ said: String
  ) async throws {
    guard !wanted.expectsFailure else { return }
    let theirs = try PlainSession(copying: plain)
    guard try await theirs.run(line) else { return }
    let after = try theirs.facts()
    if facts == nil {
      let own = try PlainSession(copying: plain)
      _ = try await own.run(Self.answer(to: wanted))
      facts = (try plain.facts(), try own.facts())
    }
    guard let (before, target) = facts else { return }
    #expect(before == target || after != target, "\(line) was not right: \(said)")
    // What changed nothing may have chosen a dataset, named a value or moved the undo history.
    guard after == before, !said.contains("not yet") else { return }
    _ = try await plain.run(line)
    facts = nil
  }
}

/// A session over a folder of its own, without anything of a guide.
private final class PlainSession {
  private let folder: TemporaryFolder
  private let directory: Directory
  private let session: Session

  convenience init(copying other: PlainSession) throws {
    try self.init(copying: other.folder.path)
    session.remembered = other.session.remembered
  }

  init(copying path: String) throws {
    folder = try TemporaryFolder(copying: path)
    directory = try Directory(store: folder.file(".sandbox"), trains: false, hasKey: false)
    session = Session(
      workspace: try Workspace.open(path: folder.file(".ftdb"), now: { SessionFixture.now }),
      services: directory, console: RecordingConsole(isInteractive: false),
      context: SessionContext(
        folder: folder.path, now: { SessionFixture.now }, tokenizer: { _ in nil }, isScript: true))
  }

  deinit {
    directory.sandbox.close()
    session.workspace.close()
  }

  /// Runs the lines of an entry up to the first that fails, and says whether none did.
  func run(_ entry: String) async throws -> Bool {
    let interpreter = Interpreter(session: session, table: .standard)
    guard case .lines(let lines) = TypedEntry(entry, parser: interpreter.parser) else {
      return false
    }
    for case .command(let statement) in lines {
      guard await interpreter.run(statement).failure == nil else { return false }
    }
    return session.chat == nil
  }

  /// What a person would see of it: the examples with their marks, the jobs and the files.
  func facts() throws -> [String: [UInt8]] {
    var facts: [String: [UInt8]] = [:]
    for dataset in try session.workspace.datasets() {
      facts["dataset \(dataset.name)"] = []
      try session.workspace.forEachExample(of: dataset) { example in
        let marks = "\(example.facts.tags.sorted()) \(example.facts.note ?? "-")"
        facts["\(dataset.name)#\(example.number)"] = example.bytes + Array(marks.utf8)
        return true
      }
    }
    for job in try session.workspace.jobs() { facts["@\(job.name)"] = [] }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where !name.hasPrefix(".") {
      facts["file \(name)"] = try folder.bytes(of: name)
    }
    return facts
  }
}
