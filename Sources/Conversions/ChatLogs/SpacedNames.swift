/// Where names end in a log that parts them from texts by a space only.
///
/// A name may hold spaces, so that one message does not tell where its name ends; several do, since
/// they begin alike as far as the name goes. `Mina Kim hello` beside `Mina Kim see you` is of Mina
/// Kim, beside `Mina what now` of Mina. What one message alone begins with is not told, unless two
/// words are all of it.
struct SpacedNames {
  /// Words that a name has at most.
  private static let wordLimit = 4

  private var names: Set<[Substring]> = []

  /// Tells the names in some messages.
  init(_ messages: [String]) {
    // The same message again tells nothing more.
    tell(Set(messages).map(Self.words), 1)
  }

  /// A message's speaker and text; nil where they cannot be told apart.
  func parts(of message: String) -> (speaker: String, text: String)? {
    let words = Self.words(message)
    for count in (1..<max(2, min(Self.wordLimit + 1, words.count))).reversed() {
      let name = Array(words.prefix(count))
      guard names.contains(name) else { continue }
      let speaker = name.joined(separator: " ")
      return (speaker, String(message.dropFirst(speaker.count + 1)))
    }
    return nil
  }

  private static func words(_ message: String) -> [Substring] {
    message.split(separator: " ", maxSplits: wordLimit + 1, omittingEmptySubsequences: false)
  }

  /// Tells names of `count` words and more in messages that begin with the same `count - 1`.
  private mutating func tell(_ messages: [[Substring]], _ count: Int) {
    let groups = Dictionary(grouping: messages.filter { $0.count > count }) {
      Array($0.prefix(count))
    }
    for (name, group) in groups {
      // Behind it there is a single word, which must be the text.
      let isEnded = count == Self.wordLimit || group.contains { $0.count == count + 1 }
      let next = Dictionary(grouping: group) { $0[min(count, $0.count - 1)] }
      if isEnded {
        names.insert(name)
      } else if next.count == 1, group.count == 1 {
        continue
      } else if next.count == 1 || areSeveral(Array(next.values), of: group.count, count) {
        tell(group, count + 1)
      } else {
        names.insert(name)
      }
    }
  }

  /// Whether messages that begin with the same `count` words are of several people.
  ///
  /// Then few words follow, each time and again, and behind each of them anything may. Behind the
  /// few words with which a shop begins its answers stands the same as ever.
  private func areSeveral(_ groups: [[[Substring]]], of total: Int, _ count: Int) -> Bool {
    groups.count * 4 <= total
      && groups.allSatisfy { group in
        let others = Set(group.map { $0[min(count + 1, $0.count - 1)] })
        return group.count >= 3 && others.count * 2 >= group.count
      }
  }
}
