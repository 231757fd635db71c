import Conversions
import Datasets
import JSON
import Randomness
import Testing

/// What became of many random examples on their way to a profile.
private struct Delivered {
  var rows: [(given: [UInt8], row: DeliveredRow)] = []
  var faults: [ConversionFault.Code: Int] = [:]

  init(_ examples: [[UInt8]], _ profile: Profile) {
    let hasOtherParts = examples.contains {
      String(decoding: $0, as: UTF8.self).contains("image_url")
    }
    let writer = ProfileWriter(
      profile, contents: DeliveryForm.contents(for: profile, hasOtherParts: hasOtherParts))
    for example in examples {
      do throws(ConversionFault) {
        rows.append((example, try writer.row(of: example)))
      } catch {
        faults[error.code, default: 0] += 1
      }
    }
  }
}

/// The file that a profile's rows make, read as `load` reads it.
private func readBack(
  _ rows: [DeliveredRow], as shape: RowShape
) throws -> [[UInt8]] {
  let reader = ShapeReader(shape)
  return try rows.enumerated().map { index, row in
    let read = try reader.examples(of: SourceRow(row.row.bytes, line: index + 1))
    return try #require(read.examples.first)
  }
}

/// The example with what rows may change without a loss made alike.
private func normalized(_ value: JSONValue, _ ids: inout [String: String]) -> JSONValue {
  switch value {
  case .array(let elements):
    if elements.count == 1, elements[0]["type"] == "text", let text = elements[0]["text"] {
      return text
    }
    return .array(elements.map { normalized($0, &ids) })
  case .object(let members):
    return .object(
      members.compactMap { member in
        if member.key == "weight", member.value == 1 { return nil }
        if ["id", "tool_call_id"].contains(member.key), let id = member.value.string {
          ids[id] = ids[id] ?? "id \(ids.count)"
          return JSONMember(member.key, JSONValue(ids[id]))
        }
        if member.key == "content", member.value == .null { return JSONMember("content", "") }
        return JSONMember(member.key, normalized(member.value, &ids))
      })
  default: return value
  }
}

private func request(_ bytes: [UInt8]) throws -> JSONValue {
  var ids: [String: String] = [:]
  let keys = ["messages", "tools", "parallel_tool_calls", "input", "preferred_output"]
  let value = try JSONValue(parsing: bytes)
  let members = (value.members ?? []).filter {
    (keys + ["non_preferred_output"]).contains($0.key) && $0.value != []
  }
  return normalized(.object(members), &ids)
}

@Suite struct DeliveryTests {
  /// What no shape can avoid; the export tells it.
  private static let unavoidable: Set = ["R01", "D16", "R04", "R10", "R14", "R15"]

  @Test(arguments: Profile.all.map(\.name), [21, 22] as [UInt64])
  func `What is written for a profile, its check passes`(_ name: String, _ seed: UInt64) throws {
    let profile = try #require(Profile.named(name))
    let form = DeliveryForm(for: profile)
    for shape in [RowShape.chat, .preference] {
      let examples = RandomExamples.examples(for: shape, seed: seed, count: 150)
      let delivered = Delivered(examples, profile)
      guard profile.kinds.contains(shape == .chat ? .chat : .preference) else {
        #expect(delivered.rows.isEmpty)
        continue
      }
      #expect(delivered.rows.count > 20, "\(delivered.faults)")
      var checking = Checking()
      var asked = ProfileChecking([profile])
      let read = try readBack(
        delivered.rows.map(\.row), as: shape == .chat ? form.chat : form.preference)
      for (index, bytes) in read.enumerated() {
        let example = try Example(bytes)
        checking.add(example, number: index + 1)
        asked.add(example, number: index + 1, line: index + 1)
      }
      let report = asked.reports(judging: checking.report())[0]
      let refused = report.findings.filter {
        $0.severity == .error && !Self.unavoidable.contains($0.rule)
      }
      #expect(refused == [])
      let told = report.findings.filter {
        $0.severity == .warning && $0.rule.hasPrefix("R") && !Self.unavoidable.contains($0.rule)
      }
      #expect(told == [])
    }
  }

  @Test(arguments: Profile.all.map(\.name))
  func `A row without losses says all that the example says`(_ name: String) throws {
    let profile = try #require(Profile.named(name))
    let form = DeliveryForm(for: profile)
    let examples = RandomExamples.examples(for: .chat, seed: 5, count: 150)
    var count = 0
    for (given, row) in Delivered(examples, profile).rows
    where row.row.losses.isEmpty && !row.row.notes.contains(.cutBeforeMasked) {
      let read = try #require(try readBack([row], as: form.chat).first)
      #expect(try request(read) == request(given), "\(String(decoding: given, as: UTF8.self))")
      count += 1
    }
    #expect(count > 10)
  }

  /// An example, and what is written of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let profile: String
    let given: String
    let row: String
    let losses: [Loss]

    init(_ profile: String, _ given: String, _ row: String, _ losses: Loss...) {
      self.profile = profile
      self.given = given
      self.row = row
      self.losses = losses
    }

    var testDescription: String { "\(profile) \(row)" }
  }

  private static let user = #"{"role": "user", "content": "Hi"}"#
  private static let reply = #"{"role": "assistant", "content": "Hello"}"#
  private static let masked = #"{"role": "assistant", "content": "No", "weight": 0}"#

  static let cases: [Case] = [
    // What is taken keeps its bytes, without the further columns.
    Case(
      "openai", #"{"messages":[\#(user),\#(reply)],"id":7}"#,
      #"{"messages": [\#(user),\#(reply)]}"#),
    Case(
      "openai", #"{"messages":[\#(user),\#(reply),\#(user),\#(masked)]}"#,
      #"{"messages":[\#(user),\#(reply),\#(user),\#(masked)]}"#),
    // Where weights are read over, the row ends before what must not be learned.
    Case(
      "trl", #"{"messages": [\#(user), \#(reply), \#(user), \#(masked)]}"#,
      #"{"messages": [\#(user), \#(reply)]}"#),
    Case(
      "trl", #"{"messages": [\#(user), \#(reply), \#(user), \#(masked), \#(user), \#(reply)]}"#,
      #"{"messages": [\#(user), \#(reply)]}"#, .trainedAnswers),
    Case(
      "nebius", #"{"messages": [\#(user), \#(reply), \#(user)]}"#,
      #"{"messages": [\#(user), \#(reply)]}"#, .messagesAfterAnswer),
    Case(
      "mistral", #"{"messages": [{"role": "user", "name": "ann", "content": "Hi"}, \#(reply)]}"#,
      #"{"messages": [\#(user), \#(reply)]}"#, .names),
    Case(
      "bedrock",
      #"{"messages": [{"role": "system", "content": "Be short."}, \#(user), \#(user), \#(reply)]}"#,
      #"{"system": "Be short.", "messages": [{"role": "user", "content": "Hi\n\nHi"}, \#(reply)]}"#,
      .messageEnds),
    Case(
      "gemini", #"{"messages": [\#(user), \#(reply)]}"#,
      #"{"contents": [{"role": "user", "parts": [{"text": "Hi"}]}, "#
        + #"{"role": "model", "parts": [{"text": "Hello"}]}]}"#),
    Case(
      "llama-factory", #"{"messages": [\#(user), \#(reply)]}"#,
      #"{"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]}"#),
    Case(
      "trl", #"{"messages": [{"role": "developer", "content": "Be short."}, \#(user), \#(reply)]}"#,
      #"{"messages": [{"role": "system", "content": "Be short."}, \#(user), \#(reply)]}"#,
      .developerRole),
    Case(
      "axolotl",
      #"{"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}, \#(reply)]}"#,
      #"{"messages": [\#(user), \#(reply)]}"#),
    Case(
      "trl",
      #"{"input": {"messages": [\#(user)]}, "preferred_output": [\#(reply)], "#
        + #""non_preferred_output": [{"role": "assistant", "content": "What?"}]}"#,
      #"{"prompt": [\#(user)], "chosen": [\#(reply)], "#
        + #""rejected": [{"role": "assistant", "content": "What?"}]}"#),
    Case(
      "together", #"{"prompt": "a", "completion": "b"}"#, #"{"prompt": "a", "completion": "b"}"#),
  ]

  @Test(arguments: cases) func `A row is what the profile reads`(_ asked: Case) throws {
    let profile = try #require(Profile.named(asked.profile))
    let writer = ProfileWriter(
      profile, contents: DeliveryForm.contents(for: profile, hasOtherParts: false))
    let row = try writer.row(of: Array(asked.given.utf8)).row
    #expect(String(decoding: row.bytes, as: UTF8.self) == asked.row)
    #expect(row.losses == asked.losses)
  }

  @Test(
    arguments: [
      ("mistral", #"{"prompt": "a", "completion": "b"}"#, "D24"),
      (
        "trl", #"{"messages": [\#(user), {"role": "assistant", "content": "a", "weight": 0.5}]}"#,
        "D14"
      ),
      ("bedrock", #"{"messages": [\#(reply), \#(user), \#(reply)]}"#, nil),
      ("openai", #"{"messages": [\#(user), {"role": "assistant", "content": ""}]}"#, "D08"),
      ("trl", #"{"messages": [\#(user), \#(masked), \#(user), \#(reply)]}"#, nil),
    ] as [(String, String, String?)])
  func `What would be refused all the same has no row`(
    _ name: String, _ given: String, _ rule: String?
  ) throws {
    let profile = try #require(Profile.named(name))
    let writer = ProfileWriter(profile, contents: .asWritten)
    do throws(ConversionFault) {
      _ = try writer.row(of: Array(given.utf8))
      Issue.record("a row was written")
    } catch {
      if let rule { #expect(error.code == .breaksRule(rule)) }
    }
  }
}
