import Datasets
import Digests
import Foundation
import JSON
import Testing

// `scripts/provider-conformance` asked the checkers and readers that people use what they make of
// small files, most of them with one odd row among good ones, and wrote down the files and the
// answers. Here `check --for` is asked about the same files.

/// What becomes of a file.
private enum Verdict: String {
  /// Taken, and every text arrives.
  case accepted
  /// Some versions or templates refuse it, or a text arrives changed or not at all.
  case harmed
  case refused
}

/// A profile, and the checkers whose answers it is held against.
struct Held: CustomTestStringConvertible, Sendable {
  let profile: String
  let checkers: [String]
  /// Whether they look at lines and leave the messages to what comes after them, so that only what
  /// they refuse says something.
  var looksAtLinesAlone = false

  var testDescription: String { profile }

  static let all: [Held] = [
    Held(profile: "together", checkers: ["together"]),
    Held(profile: "fireworks", checkers: ["fireworks"], looksAtLinesAlone: true),
    Held(profile: "mistral", checkers: ["mistral-v3", "mistral-v13"]),
    Held(profile: "trl", checkers: ["datasets", "trl-qwen3", "trl-llama3_1", "trl-gemma3"]),
    Held(profile: "axolotl", checkers: ["datasets"], looksAtLinesAlone: true),
    Held(profile: "llama-factory", checkers: ["datasets"], looksAtLinesAlone: true),
  ]
}

/// Files of which a profile says something else than its checkers, and why.
private struct Exceptions {
  let profiles: [String]
  let kinds: [String]
  let reason: String

  static let all = [
    Exceptions(
      ["together"],
      ["content-null", "content-empty", "content-spaces", "weight-all-0", "weight-on-user"],
      "the clients do not look for answers and weights that train nothing"),
    Exceptions(
      ["trl"],
      ["content-null", "content-missing", "content-empty", "content-spaces", "assistant-none"],
      "the templates write an empty answer or none, and the model learns to say nothing"),
    Exceptions(
      ["together"],
      [
        "arguments-object", "arguments-not-json", "call-unanswered", "result-uncalled",
        "call-id-other",
      ],
      "the clients do not look at what belongs to a call; the model learns calls without results"),
    Exceptions(
      ["together"],
      ["parts-user", "parts-assistant", "image-data", "image-link", "parallel-tool-calls"],
      "only the client of before 2.15 refused it, and it trains vision models since"),
    Exceptions(
      ["together"], ["weight-true"], "Python takes true for the integer 1, and JSON does not"),
    Exceptions(
      ["mistral"], ["weight-true", "weight-text", "weight-all-0", "content-spaces"],
      "its classes make a number of it; 0 or 1 is asked for, and something that trains"),
    Exceptions(
      ["mistral"], ["name-null"], "keys of null are left out of what is sent and exported"),
    Exceptions(
      ["mistral"], ["file-bom", "file-empty", "file-one-row"],
      "it is given rows and not files: the mark is Python's to refuse, the count the service's"),
    Exceptions(
      ["together", "mistral"], ["json-half-surrogate"],
      "half of a surrogate pair has no form in UTF-8, so that no tokenizer can be given it"),
    Exceptions(
      ["mistral", "trl"], ["json-nan"], "NaN is no JSON; Python and datasets read it all the same"),
    Exceptions(
      ["trl"], ["json-two-on-a-line", "file-indented"],
      "datasets reads what is nearly JSONL; load --repair does, too"),
    Exceptions(
      ["together", "trl"], ["text"], "plain text teaches no answer, and is no example here"),
    Exceptions(
      ["trl"], ["prompt-completion-chat", "preference-trl"],
      "load reads these shapes and makes examples of them; here lines are read as examples"),
    Exceptions(
      ["trl"], ["preference"], "a note says that export --for trl writes such pairs anew"),
    Exceptions(
      ["trl"], ["mixed-formats"],
      "it was asked row by row; the two kinds in one table are columns of null"),
  ]

  init(_ profiles: [String], _ kinds: [String], _ reason: String) {
    self.profiles = profiles
    self.kinds = kinds
    self.reason = reason
  }
}

/// One answer of the table.
private struct Answer {
  let checker: String
  let verdict: String
  let message: String

  /// Whether Python's json refused a line that the program itself reads in another way.
  var isOfJSON: Bool {
    checker.hasPrefix("trl-")
      && (message.hasPrefix("JSONDecodeError") || message.hasPrefix("UnicodeDecodeError"))
  }

  /// Whether a text is lost; keys of null, which readers of columns add, are no loss.
  var isAltered: Bool { verdict == "altered" && !message.hasPrefix("only keys of null") }
}

/// The files and the answers.
private struct Conformance {
  /// In their order, by kind.
  let files: [(kind: String, bytes: [UInt8])]
  let answers: [String: [Answer]]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "scripts/peers")
    let corpus = try String(
      contentsOf: folder.appending(path: "provider-conformance.jsonl"), encoding: .utf8)
    files = try corpus.split(separator: "\n").map { line in
      let value = try JSONValue(parsing: String(line))
      let kind = try #require(value["kind"]?.string)
      if let text = value["text"]?.string { return (kind, Array(text.utf8)) }
      let letters = value["base64"]?.string ?? ""
      let bytes = try #require(Base64.decoded(letters.utf8))
      return (kind, bytes)
    }
    let table = try String(
      contentsOf: folder.appending(path: "provider-conformance.tsv"), encoding: .utf8)
    var answers: [String: [Answer]] = [:]
    for line in table.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      answers[cells[0], default: []].append(
        Answer(checker: cells[1], verdict: cells[3], message: cells[4]))
    }
    self.answers = answers
  }

  /// What the checkers make of a file together.
  func verdict(on kind: String, by held: Held) -> Verdict {
    let asked = (answers[kind] ?? []).filter { held.checkers.contains($0.checker) && !$0.isOfJSON }
    // What the loader refuses no template gets to see.
    if asked.contains(where: { $0.checker == "datasets" && $0.verdict == "refused" }) {
      return .refused
    }
    let judging = held.checkers.count > 1 ? asked.filter { $0.checker != "datasets" } : asked
    if !judging.isEmpty, judging.allSatisfy({ $0.verdict == "refused" }) { return .refused }
    return asked.contains { $0.verdict == "refused" || $0.isAltered } ? .harmed : .accepted
  }
}

/// What `check --for` finds in a file: severities by code.
private func findings(_ bytes: [UInt8], for profile: Profile) -> [String: Severity] {
  var checking = Checking()
  var asked = ProfileChecking([profile])
  let scan = unsafe bytes.withUnsafeBytes { buffer in
    unsafe scanChunk(buffer) { example, scanned in
      checking.add(example, number: scanned.line, line: scanned.line)
      asked.add(example, number: scanned.line, line: scanned.line)
    }
  }
  checking.add(scan)
  let found = asked.reports(judging: checking.report())[0].findings
  return Dictionary(found.map { ($0.rule, $0.severity) }, uniquingKeysWith: max)
}

@Suite struct ProfileConformanceTests {
  @Test(arguments: Held.all) func `A profile says of a file what its readers do with it`(
    _ held: Held
  ) throws {
    let conformance = try Conformance()
    let profile = try #require(Profile.named(held.profile))
    let good = try #require(conformance.files.first { $0.kind == "good" })
    let usual = findings(good.bytes, for: profile)
    var differing: Set<String> = []
    for (kind, bytes) in conformance.files {
      let found = findings(bytes, for: profile)
      let isRefused = bytes.isEmpty || found.values.contains(.error)
      let isTold = found.contains { usual[$0.key] != $0.value }
      let agrees =
        switch conformance.verdict(on: kind, by: held) {
        case .refused: isRefused
        case .harmed: isTold
        case .accepted: !isRefused || held.looksAtLinesAlone
        }
      if !agrees { differing.insert(kind) }
    }
    let excepted = Exceptions.all.filter { $0.profiles.contains(held.profile) }.flatMap(\.kinds)
    #expect(differing == Set(excepted))
  }

  @Test func `Every file was asked about, and every exception is one of them`() throws {
    let conformance = try Conformance()
    #expect(conformance.files.count >= 85)
    #expect(Set(conformance.files.map(\.kind)) == Set(conformance.answers.keys))
    let kinds = Set(conformance.files.map(\.kind))
    for exception in Exceptions.all {
      #expect(kinds.isSuperset(of: exception.kinds), "\(exception.reason)")
      #expect(Set(exception.kinds).count == exception.kinds.count)
    }
  }
}
