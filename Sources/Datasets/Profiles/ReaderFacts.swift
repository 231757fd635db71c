import JSON

/// What is kept of every example for the rules about readers: not what is wrong with an example,
/// but what is unlike the others.
///
/// Kept per dataset, not per example; parts may be gathered apart and merged in order.
package struct ReaderFacts: Sendable {
  /// The first example of which something is so, and how many there are.
  struct Sighting: Sendable {
    /// Examples before it.
    var index: Int
    /// Bytes of a JSONL file before it.
    var offset: Int
    let number: Int
    let line: Int?
    var count = 1

    mutating func move(past facts: ReaderFacts) {
      index += facts.exampleCount
      offset += facts.byteCount
    }
  }

  /// What is looked for.
  enum Trait: Hashable, Sendable {
    /// A content that is a string.
    case text
    /// A content that is a list.
    case parts
    /// An answer that is the text of a JSON value.
    case jsonAnswer
    case dateAnswer
    /// An answer that is not a date.
    case otherAnswer
    /// Arguments of a call that are an object with a number in it.
    case objectArguments
    case textArguments
    /// An answer that is not to be trained.
    case zeroWeight
    case nullContent
    case developer
    case severalCalls
    case callWithText
    case emptyTools
    /// An id of a call that is not nine letters or digits.
    case oddID
    case system
    case chatWithoutTools
    /// Two answers to choose between.
    case pair
    /// Images in the example.
    case images
    /// A key of a message, as `messages[].weight`, or of the example.
    case key(String)
  }

  /// Distinct keys that are kept.
  private static let keyLimit = 200

  private(set) var exampleCount = 0
  private(set) var byteCount = 0
  private(set) var sightings: [Trait: Sighting] = [:]

  package init() {}

  subscript(trait: Trait) -> Sighting? { sightings[trait] }

  /// Examples that have the key of a message.
  func count(ofKey key: String) -> Int { self[.key(key)]?.count ?? 0 }

  mutating func add(_ example: Example, number: Int, line: Int?) {
    var seen: Set<Trait> = []
    for key in example.otherKeys { seen.insert(.key(key)) }
    if let tools = example.toolsRange {
      seen.insert(.key("tools"))
      if example.bytes[tools].elementsEqual("[]".utf8) { seen.insert(.emptyTools) }
    }
    for (key, isThere) in example.shapeKeys where isThere { seen.insert(.key(key)) }
    for message in example.messages + example.preferred + example.rejected {
      look(at: message, of: example, &seen)
    }
    if example.kind == .preference { seen.insert(.pair) }
    if example.kind == .chat, example.toolsRange == nil { seen.insert(.chatWithoutTools) }
    if let completion = example.completion { look(atAnswer: completion, &seen) }
    for trait in seen {
      if sightings[trait] != nil {
        sightings[trait]?.count += 1
      } else if sightings.count < Self.keyLimit {
        sightings[trait] = Sighting(
          index: exampleCount, offset: byteCount, number: number, line: line)
      }
    }
    exampleCount += 1
    byteCount += example.bytes.count + 1
  }

  mutating func merge(_ later: ReaderFacts) {
    for (trait, sighting) in later.sightings {
      if sightings[trait] != nil {
        sightings[trait]?.count += sighting.count
      } else {
        var moved = sighting
        moved.move(past: self)
        sightings[trait] = moved
      }
    }
    exampleCount += later.exampleCount
    byteCount += later.byteCount
  }
}

// MARK: Looking

extension ReaderFacts {
  private func look(at message: Message, of example: Example, _ seen: inout Set<Trait>) {
    lookAtKeys(of: message, of: example, &seen)
    switch message.content {
    case .missing, .null: seen.insert(.nullContent)
    case .text(let span):
      seen.insert(.text)
      if message.role == .assistant { look(atAnswer: example.text(span), &seen) }
    case .parts:
      seen.insert(.parts)
      if !example.images(of: message).isEmpty { seen.insert(.images) }
    }
    if message.role == .developer { seen.insert(.developer) }
    if message.role == .developer || message.role == .system { seen.insert(.system) }
    if message.role == .assistant, message.isWeightZero { seen.insert(.zeroWeight) }
    guard let range = message.toolCalls, let calls = example.value(in: range)?.array else { return }
    if calls.count > 1 { seen.insert(.severalCalls) }
    if case .text(let span) = message.content, !span.contents.isEmpty { seen.insert(.callWithText) }
    for call in calls { look(at: call, &seen) }
  }

  private func lookAtKeys(of message: Message, of example: Example, _ seen: inout Set<Trait>) {
    func note(_ key: String) { seen.insert(.key("messages[].\(key)")) }
    if message.weight != nil { note("weight") }
    if message.name != nil { note("name") }
    if message.toolCalls != nil { note("tool_calls") }
    if message.toolCallID != nil { note("tool_call_id") }
    if message.functionCall != nil { note("function_call") }
    if message.hasRefusal { note("refusal") }
    for key in message.unknownKeys { note(example.text(key)) }
  }

  private func look(at call: JSONValue, _ seen: inout Set<Trait>) {
    let arguments = call["function"]?["arguments"]
    if arguments?.string != nil { seen.insert(.textArguments) }
    if arguments?.members != nil, arguments?.holdsNumber == true { seen.insert(.objectArguments) }
    if let id = call["id"]?.string, !isNineAlphanumerics(id) { seen.insert(.oddID) }
  }

  private func look(atAnswer text: String, _ seen: inout Set<Trait>) {
    if isDate(text) {
      seen.insert(.dateAnswer)
      return
    }
    seen.insert(.otherAnswer)
    let first = text.utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 && $0 != 0x0D }
    guard let first, jsonStarts.contains(first) else { return }
    // 007 is no JSON, and is read as 7 all the same.
    let isDigits = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isDigits || (try? JSONValue(parsing: text)) != nil else { return }
    seen.insert(.jsonAnswer)
  }
}

/// Bytes with which a JSON value may begin.
private let jsonStarts = Set("{[\"-0123456789tfn".utf8)

private func isNineAlphanumerics(_ id: String) -> Bool {
  id.utf8.count == 9
    && id.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
    }
}

/// Whether a text begins as an ISO date does and holds nothing but a date and a time.
private func isDate(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard (10...35).contains(bytes.count) else { return false }
  let isDashed = bytes[4] == 0x2D && bytes[7] == 0x2D
  let digits = [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy { (0x30...0x39).contains(bytes[$0]) }
  return isDashed && digits
    && bytes[10...].allSatisfy {
      (0x30...0x39).contains($0) || [0x54, 0x20, 0x3A, 0x2E, 0x2B, 0x2D, 0x5A].contains($0)
    }
}

extension JSONValue {
  fileprivate var holdsNumber: Bool {
    switch self {
    case .integer, .number: true
    case .array(let elements): elements.contains(where: \.holdsNumber)
    case .object(let members): members.contains { $0.value.holdsNumber }
    default: false
    }
  }
}

extension Example {
  /// The keys that make the example's kind, and whether they are there.
  fileprivate var shapeKeys: [(String, Bool)] {
    [
      ("prompt", outline.prompt != nil), ("completion", outline.completion != nil),
      ("messages", kind == .chat && outline.messageList != nil),
    ]
  }
}
