import ArgumentParser
import FineTuning
import FoundationEssentials
import Glibc
import JSON
import Training

/// Measures whether the sandbox learns personas that its numbers were not chosen on.
struct PersonasCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "personas",
    abstract: "tune the base model on fifty examples of a persona and count what it gives back",
    discussion: """
      Six personas in three languages, written for this table. The numbers that a job leaves to \
      the sandbox may be tried on the three of scripts/personas/tuning; those of \
      scripts/personas/held-out show what a change is worth for a set that nobody tuned for, so \
      look at them last. 'reproduced' is the share of training answers that the tuned model \
      gives word for word; 'loss' is the last epoch's mean.
      """)

  @Option(help: "the base model")
  var base = "Sources/CBaseModel/base.ftsb"

  @Option(help: "seeds of the runs, from 1 on")
  var seeds = 3

  @Flag(help: "take the personas that are kept back")
  var heldOut = false

  @Flag(help: "print the answers that are not given back")
  var answers = false

  @Argument(help: "files of examples, in place of the personas")
  var files: [String] = []

  func run() throws {
    let model = try LanguageModel(
      fileBytes: Array(Data(contentsOf: URL(filePath: base))))
    print("base \(String(model.fingerprint, radix: 16))")
    print(tableRow("set", "seed", "reproduced", "tokens", "longest answer", "loss", "CPU s"))
    for path in try files.isEmpty ? personas() : files {
      let dialogues = try dialogues(in: path)
      for seed in 0..<UInt64(seeds) { measure(model, path, dialogues, seed: seed + 1) }
    }
  }

  private func personas() throws -> [String] {
    let folder = "scripts/personas/\(heldOut ? "held-out" : "tuning")"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .map { "\(folder)/\($0)" }
  }

  private func measure(
    _ base: LanguageModel, _ path: String, _ dialogues: [[Turn]], seed: UInt64
  ) {
    let tuning = Tuning(base, on: dialogues, seed: seed)
    let lengths = dialogues.map { dialogue in
      dialogue.map { base.tokenizer.encode($0.text).count }
    }
    let longest = lengths.map { $0.last ?? 0 }.max() ?? 0
    var reproduced = 0
    for dialogue in dialogues {
      let expected = dialogue.last?.text ?? ""
      let given = likeliestAnswer(
        tuning.model, dialogue.dropLast(), maximumTokens: longest + Self.spareTokens)
      reproduced += given == expected ? 1 : 0
      if answers, given != expected { print("  - \(expected)\n  + \(given)") }
    }
    let tokens = lengths.reduce(0) { $0 + $1.reduce(0, +) }
    print(
      tableRow(
        URL(filePath: path).deletingPathExtension().lastPathComponent, "\(seed)",
        "\(reproduced)/\(dialogues.count)", "\(tokens)", "\(longest)", "\(rounded(tuning.loss))",
        "\(rounded(tuning.seconds))"))
    fflush(nil)
  }

  /// Room beyond the longest answer, so that one that goes on is seen to.
  private static let spareTokens = 20

  private func dialogues(in path: String) throws -> [[Turn]] {
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      guard case .array(let messages) = try JSONValue(parsing: String(line))["messages"] else {
        throw ValidationError("a line of \(path) has no messages")
      }
      return try messages.map { message in
        guard let role = message["role"]?.string, let content = message["content"]?.string else {
          throw ValidationError("a message of \(path) has no role or no text")
        }
        return Turn(try turnRole(role), content)
      }
    }
  }

  private func turnRole(_ name: String) throws -> Role {
    switch name {
    case "system": .system
    case "user": .user
    case "assistant": .assistant
    default: throw ValidationError("no persona has a message by '\(name)'")
    }
  }
}
