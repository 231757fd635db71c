import JSON

/// One example under the rules, and what they found.
struct ExampleCheck {
  /// A message and the list it stands in.
  struct Place {
    /// The path of the list, such as `messages`.
    let list: String
    /// Counted from 0.
    let index: Int
    let message: Message

    var path: String { "\(list)[\(index)]" }
  }

  /// What a rule reported.
  struct Note {
    let detail: String
    let message: Int?
    let field: String
    let range: Range<Int>?
    /// Nil for the rule's own.
    let severity: Severity?
  }

  let example: Example
  /// Every message of every list, in order.
  let places: [Place]
  /// What a model's limit leaves of the example; nil when nothing can be cut.
  let fit: ContextFit?
  private(set) var notes: [Note] = []

  init(_ example: Example, fit: ContextFit?) {
    self.example = example
    self.fit = fit
    let lists: [(String, [Message])]
    switch example.kind {
    case .chat: lists = [("messages", example.messages)]
    case .completion: lists = []
    case .preference:
      lists = [
        ("input.messages", example.messages), (example.preferredKey, example.preferred),
        (example.rejectedKey, example.rejected),
      ]
    }
    var places: [Place] = []
    for (list, messages) in lists {
      for (index, message) in messages.enumerated() {
        places.append(Place(list: list, index: index, message: message))
      }
    }
    self.places = places
  }

  /// Reports about the whole example, or a part of its bytes.
  mutating func report(
    _ detail: String, field: String = "", at range: Range<Int>? = nil, severity: Severity? = nil
  ) {
    notes.append(
      Note(detail: detail, message: nil, field: field, range: range, severity: severity))
  }

  /// Reports about a key of a message; with an empty key about the message.
  mutating func report(
    _ detail: String, _ place: Place, _ key: String = "", at range: Range<Int>? = nil
  ) {
    notes.append(
      Note(
        detail: detail, message: place.index,
        field: key.isEmpty ? place.path : "\(place.path).\(key)",
        range: range ?? place.message.range, severity: nil))
  }

  /// Whether every role is known; what rules say of the order of roles is only true then.
  var knowsRoles: Bool { example.messages.allSatisfy { $0.role != nil } }

  mutating func removeNotes() { notes.removeAll(keepingCapacity: true) }

  /// The strings of a message's content with their spans: one for text, one per text part.
  func texts(of message: Message) -> [JSONStringSpan] {
    switch message.content {
    case .missing, .null: []
    case .text(let span): [span]
    case .parts(let parts): parts.compactMap(\.text)
    }
  }

  /// Whether the text is empty or nothing but white space.
  func isBlank(_ span: JSONStringSpan) -> Bool {
    guard let first = example.bytes[span.contents].first else { return true }
    if first >= 0xC2 {
      // Most texts of other scripts show it in the first character; the rest is not decoded.
      let start = String(decoding: example.bytes[span.contents].prefix(4), as: UTF8.self)
      guard start.unicodeScalars.first?.properties.isWhitespace == true else { return false }
    } else {
      guard first == 0x20 || first == UInt8(ascii: "\\") else { return false }
    }
    return example.text(span).allSatisfy(\.isWhitespace)
  }
}
