/// Returns the one name that `typed` most likely meant, or `nil` when none is near or two tie.
///
/// Names are compared by Damerau-Levenshtein distance without regard to case; up to 2 characters
/// may be two edits apart in five, and a name equal to `typed` is never suggested.
///
/// - Complexity: O(*n* × *m*²), where *n* is the number of names and *m* their length.
package func nearest(to typed: String, in names: some Sequence<String>) -> String? {
  let typedLetters = Array(typed.lowercased())
  guard !typedLetters.isEmpty else { return nil }
  var best: (name: String, distance: Int)?
  for name in names where name != typed {
    let letters = Array(name.lowercased())
    let limit = distanceLimit(max(typedLetters.count, letters.count))
    guard abs(letters.count - typedLetters.count) <= limit else { continue }
    let distance = editDistance(typedLetters, letters)
    guard distance <= limit, distance < max(typedLetters.count, letters.count) - 1 else { continue }
    if let current = best, current.distance <= distance {
      // Of two equally near names the one with the same first letter is meant more often.
      guard current.distance == distance, letters.first == typedLetters.first,
        current.name.lowercased().first != typedLetters.first
      else { continue }
    }
    best = (name, distance)
  }
  return best?.name
}

/// How many edits still look like a slip, for a word of a length.
private func distanceLimit(_ length: Int) -> Int {
  switch length {
  case ...2: 0
  case 3...5: length == 3 ? 1 : 2
  default: min(length / 3, 3)
  }
}

/// Insertions, deletions, replacements and swaps of neighbours that make one word the other.
package func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var older = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  for (row, character) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var cost = min(
        previous[column] + (character == other ? 0 : 1), previous[column + 1] + 1,
        current[column] + 1)
      if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
        cost = min(cost, older[column - 1] + 1)
      }
      current.append(cost)
    }
    older = previous
    previous = current
  }
  return previous[right.count]
}
