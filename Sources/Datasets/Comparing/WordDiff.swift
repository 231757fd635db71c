/// A run of text that two versions share, or that one of them has alone.
package enum DiffRun: Sendable, Hashable {
  case same(String)
  case removed(String)
  case added(String)
}

/// The difference of two texts, word by word.
///
/// The removed runs with the same ones are `old`, the added with the same ones `new`, exactly:
/// white space is part of a run. Of several shortest differences it gives the one that keeps earlier
/// words.
///
/// - Complexity: O(*n* × *m*) in words between the common start and end; texts with more than
///   ``wordDiffLimit`` cells there are given as one removal and one addition.
package func wordDiff(_ old: String, _ new: String) -> [DiffRun] {
  let before = words(of: old)
  let after = words(of: new)
  let shared = min(before.count, after.count)
  var start = 0
  while start < shared, before[start] == after[start] { start += 1 }
  var end = 0
  while end < shared - start, before[before.count - 1 - end] == after[after.count - 1 - end] {
    end += 1
  }
  let middle = middleDiff(
    Array(before[start..<before.count - end]), Array(after[start..<after.count - end]))
  var runs = DiffRuns()
  for word in before[..<start] { runs.append(.same(String(word))) }
  for run in middle { runs.append(run) }
  for word in before[(before.count - end)...] { runs.append(.same(String(word))) }
  return runs.runs
}

/// How many pairs of words ``wordDiff(_:_:)`` compares at most.
package let wordDiffLimit = 4_000_000

/// Words and the white space between them, each a piece; joined they are the text.
private func words(of text: String) -> [Substring] {
  var words: [Substring] = []
  var start = text.startIndex
  while start < text.endIndex {
    let isSpace = text[start].isWhitespace
    // Scripts without spaces are compared character by character, as their readers do.
    let isWide = text[start].isIdeograph
    var stop = text.index(after: start)
    while stop < text.endIndex, !isWide, !text[stop].isIdeograph,
      text[stop].isWhitespace == isSpace
    {
      stop = text.index(after: stop)
    }
    words.append(text[start..<stop])
    start = stop
  }
  return words
}

extension Character {
  /// Han characters and Japanese kana, which are written without spaces.
  fileprivate var isIdeograph: Bool {
    unicodeScalars.first.map {
      (0x3040...0x30FF).contains($0.value) || (0x3400...0x9FFF).contains($0.value)
        || (0x20000...0x3FFFF).contains($0.value)
    } ?? false
  }
}

/// The longest common subsequence by its table of lengths.
private func middleDiff(_ before: [Substring], _ after: [Substring]) -> [DiffRun] {
  let removed = before.map { DiffRun.removed(String($0)) }
  let added = after.map { DiffRun.added(String($0)) }
  guard !before.isEmpty, !after.isEmpty, before.count * after.count <= wordDiffLimit else {
    return removed + added
  }
  let width = after.count + 1
  var lengths = Array(repeating: Int32(0), count: (before.count + 1) * width)
  for row in before.indices.reversed() {
    for column in after.indices.reversed() {
      let next = (row + 1) * width + column
      lengths[row * width + column] =
        before[row] == after[column]
        ? lengths[next + 1] + 1 : max(lengths[next], lengths[row * width + column + 1])
    }
  }
  var runs: [DiffRun] = []
  var row = 0
  var column = 0
  while row < before.count, column < after.count {
    if before[row] == after[column] {
      runs.append(.same(String(before[row])))
      row += 1
      column += 1
    } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
      runs.append(removed[row])
      row += 1
    } else {
      runs.append(added[column])
      column += 1
    }
  }
  return runs + removed[row...] + added[column...]
}

/// Runs in the making: neighbors of one kind become one, and removals stand before additions.
private struct DiffRuns {
  private var finished: [DiffRun] = []
  private var removed = ""
  private var added = ""

  var runs: [DiffRun] {
    finished + (removed.isEmpty ? [] : [.removed(removed)]) + (added.isEmpty ? [] : [.added(added)])
  }

  mutating func append(_ run: DiffRun) {
    switch run {
    case .removed(let text): removed += text
    case .added(let text): added += text
    case .same(let text):
      finished = runs
      removed = ""
      added = ""
      if case .same(let before) = finished.last {
        finished[finished.count - 1] = .same(before + text)
      } else {
        finished.append(.same(text))
      }
    }
  }
}
