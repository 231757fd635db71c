import JSON
import TestSupport
import Testing

/// A file of 200 rows that another tool would write, and what it is to ft.
struct WholeFile: Sendable, CustomTestStringConvertible {
  /// What `--as` calls its rows.
  let shape: String
  var mostTurns = 3
  var withSystem = true
  /// Whether the same rows can be written again.
  var isWritten = true
  /// What `load` takes besides.
  var options = ""
  let row: @Sendable (SupportTalk) -> JSONValue
  var example: @Sendable (SupportTalk) -> JSONValue = { $0.chat }

  var testDescription: String { shape }
}

/// A file in which a conversation is more than a row, or no JSON at all.
struct WholeText: Sendable, CustomTestStringConvertible {
  let name: String
  var withSystem = false
  /// What `load` takes besides.
  var options = " --yes"
  /// What the file is called.
  var file = "in.txt"
  let text: @Sendable ([SupportTalk]) -> String
  var example: @Sendable (SupportTalk) -> JSONValue = { $0.chat }
  /// What is said to be left out of all; nil where nothing is.
  var leavesOut: String?

  var testDescription: String { name }
}

/// Every shape of rows in and out, in files that were written by hand-made rules and not by ft.
@Suite struct WholeFileTests {
  @Test(arguments: wholeFiles + publicFiles)
  private func `A file of 200 rows comes in, and goes out as it came`(_ file: WholeFile)
    async throws
  {
    let fixture = try SessionFixture()
    let talks = SupportTalk.file(
      seed: 21, mostTurns: file.mostTurns, withSystem: file.withSystem)
    let rows = talks.map(file.row)
    _ = try fixture.folder.write(rows.map { $0.text + "\n" }.joined(), to: "in.jsonl")
    let loaded = await fixture.run("load in.jsonl as x --yes\(file.options)")
    #expect(loaded.contains("x  r1  200 examples"), "\(loaded)")
    _ = await fixture.run("export x to plain.jsonl")
    #expect(try values(fixture, "plain.jsonl") == talks.map(file.example))
    guard file.isWritten else { return }
    let written = await fixture.run("export x to out.jsonl --as \(file.shape)")
    #expect(written.hasPrefix("wrote 200 examples of x to out.jsonl"), "\(written)")
    #expect(!written.contains("lost"), "\(written)")
    #expect(try values(fixture, "out.jsonl") == rows)
  }

  @Test(arguments: wholeTexts)
  func `A file of 200 conversations comes in whole`(_ file: WholeText) async throws {
    let fixture = try SessionFixture()
    let talks = SupportTalk.file(seed: 23, withSystem: file.withSystem)
    _ = try fixture.folder.write(file.text(talks), to: file.file)
    let loaded = await fixture.run("load \(file.file) as x\(file.options)")
    #expect(loaded.contains("x  r1  200 examples"), "\(loaded)")
    let leftOut = loaded.split(separator: "\n").filter { $0.contains("left out") }
    let expected = file.leavesOut.map { ["left out in 200 rows: \($0)"] } ?? []
    #expect(leftOut.map(String.init) == expected, "\(loaded)")
    _ = await fixture.run("export x to plain.jsonl")
    #expect(try values(fixture, "plain.jsonl") == talks.map(file.example))
  }

  @Test(arguments: [
    "alpaca", "sharegpt", "gemini", "bedrock", "converse", "cohere", "columns",
  ])
  private func `What a shape cannot hold is told of just the rows that have it`(
    _ shape: String
  ) async throws {
    let fixture = try SessionFixture()
    let talks = SupportTalk.file(seed: 22, mostTurns: 1)
    let rows = talks.map { talk -> JSONValue in
      let isNamed = talk.number % 50 == 0
      let question = SupportTalk.message("user", talk.turns[0].question)
      let named = JSONValue.object((question.members ?? []) + [JSONMember("name", "ann")])
      let prompt = talk.system.map { [SupportTalk.message("system", $0)] } ?? []
      let answer = SupportTalk.message("assistant", talk.answer)
      return ["messages": .array(prompt + [isNamed ? named : question, answer])]
    }
    _ = try fixture.folder.write(rows.map { $0.text + "\n" }.joined(), to: "in.jsonl")
    _ = await fixture.run("load in.jsonl as x")
    let refused = await fixture.run("export x to out.jsonl --as \(shape)")
    #expect(refused.contains("as \(shape) something is lost of 4 of 200 examples"), "\(refused)")
    #expect(fixture.folder.text(of: "out.jsonl") == nil)
    let written = await fixture.run("export x to out.jsonl --as \(shape) --lossy")
    #expect(written.contains("lost: names of speakers in 4 examples: x#50,100,150,200"))
    let again = await fixture.run("load out.jsonl as y --yes --as \(shape)")
    #expect(again.contains("y  r1  200 examples"), "\(again)")
    _ = await fixture.run("export y to plain.jsonl")
    #expect(try values(fixture, "plain.jsonl") == talks.map(\.chat))
  }

  private func values(_ fixture: SessionFixture, _ name: String) throws -> [JSONValue] {
    try (fixture.folder.text(of: name) ?? "").split(separator: "\n").map {
      try JSONValue(parsing: Array($0.utf8))
    }
  }
}

private func shareGPT(_ role: String, _ text: String) -> JSONValue {
  let names = ["user": "human", "assistant": "gpt"]
  return ["from": .string(names[role] ?? role), "value": .string(text)]
}

private func parts(_ role: String, _ text: String) -> JSONValue {
  ["role": .string(role), "content": [["text": .string(text)]]]
}

private func gemini(_ role: String, _ text: String) -> JSONValue {
  ["role": .string(role == "assistant" ? "model" : role), "parts": [["text": .string(text)]]]
}

private func cohere(_ role: String, _ text: String) -> JSONValue {
  let names = ["system": "System", "user": "User", "assistant": "Chatbot"]
  return ["role": .string(names[role] ?? role), "content": .string(text)]
}

private func humanAssistant(_ messages: [JSONValue], _ answer: String) -> String {
  messages.map { message in
    let name = message["role"]?.string == "user" ? "Human" : "Assistant"
    return "\n\n\(name): \(message["content"]?.string ?? "")"
  }.joined() + "\n\nAssistant: \(answer)"
}

func object(_ members: [(String, JSONValue?)]) -> JSONValue {
  .object(members.compactMap { key, value in value.map { JSONMember(key, $0) } })
}

private let wholeFiles = [
  WholeFile(shape: "messages", row: { $0.chat }),
  WholeFile(shape: "list", options: " --repair", row: { .array($0.all()) }),
  WholeFile(
    shape: "prompt-completion", mostTurns: 1, withSystem: false,
    row: { $0.completion }, example: { $0.completion }),
  WholeFile(shape: "preference", row: { $0.pair }, example: { $0.pair }),
  WholeFile(
    shape: "alpaca",
    row: { talk in
      let history = talk.turns.dropLast().map { turn -> JSONValue in
        [.string(turn.question), .string(turn.answer)]
      }
      return object([
        ("instruction", .string(talk.turns[talk.turns.count - 1].question)), ("input", ""),
        ("output", .string(talk.answer)), ("system", talk.system.map { .string($0) }),
        ("history", history.isEmpty ? nil : .array(history)),
      ])
    }),
  WholeFile(
    shape: "sharegpt",
    row: { ["conversations": .array($0.all(shareGPT))] }),
  WholeFile(
    shape: "sharegpt-preference",
    row: { talk in
      [
        "conversations": .array(talk.before(shareGPT)),
        "chosen": shareGPT("assistant", talk.answer),
        "rejected": shareGPT("assistant", talk.rejected),
      ]
    }, example: { $0.pair }),
  WholeFile(
    shape: "chosen-rejected",
    row: { talk in
      [
        "prompt": .array(talk.before()),
        "chosen": [SupportTalk.message("assistant", talk.answer)],
        "rejected": [SupportTalk.message("assistant", talk.rejected)],
      ]
    }, example: { $0.pair }),
  WholeFile(
    shape: "kto",
    row: { talk in
      [
        "prompt": .array(talk.before()),
        "completion": [SupportTalk.message("assistant", talk.answer)],
        "label": .bool(talk.isLiked),
      ]
    },
    example: { $0.labeled }),
  WholeFile(
    shape: "trl",
    row: { talk in
      [
        "prompt": .array(talk.before()),
        "completion": [SupportTalk.message("assistant", talk.answer)],
      ]
    }, example: { ["messages": .array($0.weighted())] }),
  WholeFile(
    shape: "gemini",
    row: { talk in
      object([
        ("systemInstruction", talk.system.map { gemini("system", $0) }),
        ("contents", .array(talk.all(gemini, withSystem: false))),
      ])
    }),
  WholeFile(
    shape: "bedrock",
    row: { talk in
      object([
        ("system", talk.system.map { .string($0) }),
        ("messages", .array(talk.all(withSystem: false))),
      ])
    }),
  WholeFile(
    shape: "converse",
    row: { talk in
      object([
        ("schemaVersion", "bedrock-conversation-2024"),
        ("system", talk.system.map { [["text": .string($0)]] }),
        ("messages", .array(talk.all(parts, withSystem: false))),
      ])
    }),
  WholeFile(shape: "mistral", row: { $0.chat }),
  WholeFile(shape: "cohere", row: { ["messages": .array($0.all(cohere))] }),
  WholeFile(
    shape: "columns", mostTurns: 1,
    row: { talk in
      object([
        ("system", talk.system.map { .string($0) }), ("user", .string(talk.turns[0].question)),
        ("assistant", .string(talk.answer)),
      ])
    }),
  WholeFile(
    shape: "human-assistant", withSystem: false, isWritten: false,
    row: { talk in
      [
        "chosen": .string(humanAssistant(talk.before(), talk.answer)),
        "rejected": .string(humanAssistant(talk.before(), talk.rejected)),
      ]
    }, example: { $0.pair }),
  WholeFile(
    shape: "responses", withSystem: false, isWritten: false,
    row: { talk in
      [
        "input": .array(talk.before()),
        "output": [
          [
            "type": "message", "role": "assistant",
            "content": [["type": "output_text", "text": .string(talk.answer)]],
          ]
        ],
      ]
    }),
  WholeFile(
    shape: "kto", isWritten: false,
    row: { talk in
      ["messages": .array(talk.all()), "kto_tag": .bool(talk.isLiked)]
    },
    example: { $0.labeled }),
  WholeFile(
    shape: "kto", mostTurns: 1, withSystem: false, isWritten: false,
    row: { talk in
      [
        "instruction": .string(talk.turns[0].question), "input": "",
        "output": .string(talk.answer), "kto_tag": .bool(talk.isLiked),
      ]
    },
    example: { $0.labeled }),
  WholeFile(
    shape: "chosen-rejected", mostTurns: 1, isWritten: false,
    row: { talk in
      object([
        ("system", talk.system.map { .string($0) }), ("instruction", "Answer."),
        ("input", .string(talk.turns[0].question)), ("chosen", .string(talk.answer)),
        ("rejected", .string(talk.rejected)),
      ])
    },
    example: { talk in
      SupportTalk(
        number: talk.number, system: talk.system,
        turns: [(question: "Answer.\n" + talk.turns[0].question, answer: talk.answer)],
        rejected: talk.rejected, isLiked: true
      ).pair
    }),
  WholeFile(
    shape: "sharegpt-preference", isWritten: false,
    row: { talk in
      [
        "messages": .array(talk.before()),
        "chosen": SupportTalk.message("assistant", talk.answer),
        "rejected": SupportTalk.message("assistant", talk.rejected),
      ]
    }, example: { $0.pair }),
  WholeFile(
    shape: "promptfoo", mostTurns: 1, withSystem: false, isWritten: false,
    row: { talk in
      [
        "prompt": ["raw": .string(talk.turns[0].question)],
        "response": ["output": .string(talk.answer)],
      ]
    }),
]
