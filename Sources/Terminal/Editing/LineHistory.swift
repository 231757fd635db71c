/// Earlier entries, and where among them the user is.
struct LineHistory: Sendable {
  /// The most entries kept.
  static let limit: Int32 = 1_000

  /// The oldest first; no entry twice, the latest place counts.
  private(set) var entries: [String] = []
  private var search: Search?

  /// A walk through the entries that begin as the line did.
  private struct Search {
    var prefix: String
    /// What was typed before the walk, to come back to.
    var draft: String
    /// Counted from 0; `entries.count` is the draft.
    var index: Int
    /// The line that the walk left, by which it is known to go on.
    var shown: String
  }

  /// Adds an entry; false for an empty one.
  mutating func add(_ entry: String) -> Bool {
    search = nil
    guard !entry.isEmpty else { return false }
    entries.removeAll { $0 == entry }
    entries.append(entry)
    if entries.count > Self.limit { entries.removeFirst() }
    return true
  }

  /// Returns the entry before, of those that begin with the text left of the cursor.
  mutating func earlier(before: String, after: String) -> String? {
    var walk = current(before + after)
    if walk == nil {
      walk = Search(
        prefix: before, draft: before + after, index: entries.count, shown: before + after)
    }
    guard var walk else { return nil }
    let found = entries[..<walk.index].lastIndex {
      $0.hasPrefix(walk.prefix) && $0 != walk.shown
    }
    guard let found else { return nil }
    walk.index = found
    walk.shown = entries[found]
    search = walk
    return walk.shown
  }

  /// Returns the entry after, and at last the draft.
  mutating func later(current line: String) -> String? {
    guard var walk = current(line), walk.index < entries.count else { return nil }
    let found = entries[(walk.index + 1)...].firstIndex {
      $0.hasPrefix(walk.prefix) && $0 != walk.shown
    }
    walk.index = found ?? entries.count
    walk.shown = found.map { entries[$0] } ?? walk.draft
    search = walk
    return walk.shown
  }

  /// The walk that is under way, unless the line was changed since.
  private func current(_ line: String) -> Search? {
    guard let search, search.shown == line, search.index <= entries.count else { return nil }
    return search
  }
}
