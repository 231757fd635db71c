import JSON

/// A way to mend what one rule finds in an example; every byte outside what it mends stays.
package struct Repair: Sendable {
  /// The rule whose findings it mends.
  package let rule: Rule
  /// What it does, as a phrase such as `trims texts`.
  package let action: String
  /// Whether it is only made when the rule is named, since it takes something away that may be
  /// missed.
  package let isOnRequest: Bool
  let mend: @Sendable (inout ExampleRepair) -> Void

  init(
    _ rule: Rule, _ action: String, isOnRequest: Bool = false,
    mend: @escaping @Sendable (inout ExampleRepair) -> Void
  ) {
    self.rule = rule
    self.action = action
    self.isOnRequest = isOnRequest
    self.mend = mend
  }

  /// Every repair, in the order in which they are made: names before what they name, then texts.
  package static let all: [Repair] = [
    .roles, .keys, .weights, .dislikedAnswers, .oldTools, .systemBeside, .systemFirst, .characters,
    .mojibake,
    .whitespace,
    .trailingMessages,
  ]

  /// The repair of a rule; nil where a person has to decide.
  package static func of(_ rule: Rule) -> Repair? { all.first { $0.rule.code == rule.code } }
}

/// An example under repair.
struct ExampleRepair {
  /// The example as it is now.
  private(set) var example: Example
  /// What was done, as phrases.
  private(set) var done: [String] = []

  init(_ example: Example) { self.example = example }

  /// A list of messages, and the way to it.
  struct List {
    let path: [JSONStep]
    let messages: [Message]
  }

  /// The lists of messages of the example.
  var lists: [List] {
    switch example.kind {
    case .chat: [List(path: ["messages"], messages: example.messages)]
    case .completion: []
    case .preference:
      [
        List(path: ["input", "messages"], messages: example.messages),
        List(path: [.key(example.preferredKey)], messages: example.preferred),
        List(path: [.key(example.rejectedKey)], messages: example.rejected),
      ]
    }
  }

  /// Changes the example's text; a change after which it would be no example is not made.
  ///
  /// `change` returns what it did, as phrases; with none nothing is changed.
  mutating func change(_ change: (inout JSONText) throws -> [String]) {
    guard var text = example.jsonText, let phrases = try? change(&text), !phrases.isEmpty,
      let edited = try? example.edited(text.bytes)
    else { return }
    example = edited
    done += phrases
  }

  /// Replaces each text of a content by what `replace` makes of it; nil keeps it.
  mutating func replaceTexts(_ phrase: String, _ replace: (String) -> String?) {
    let (example, lists) = (example, lists)
    change { text in
      var count = 0
      for list in lists {
        for (index, message) in list.messages.enumerated() {
          let path = list.path + [.index(index), "content"]
          switch message.content {
          case .text(let span):
            guard let new = replace(example.text(span)) else { continue }
            try text.set(.string(new), at: path)
            count += 1
          case .parts(let parts):
            for (place, part) in parts.enumerated() {
              guard let span = part.text, let new = replace(example.text(span)) else { continue }
              try text.set(.string(new), at: path + [.index(place), "text"])
              count += 1
            }
          case .missing, .null: continue
          }
        }
      }
      return count == 0 ? [] : [phrase]
    }
  }
}

extension Example {
  /// The example after repairs, and what each of them did; nil where none had anything to mend.
  package func mended(
    by repairs: [Repair]
  ) -> (example: Example, done: [(rule: String, phrases: [String])])? {
    var edit = ExampleRepair(self)
    var done: [(rule: String, phrases: [String])] = []
    for repair in repairs {
      let before = edit.done.count
      repair.mend(&edit)
      if edit.done.count > before {
        done.append((repair.rule.code, Array(edit.done[before...])))
      }
    }
    return done.isEmpty ? nil : (edit.example, done)
  }
}
