// A word that somebody typed comes in, and the name that was probably meant goes out.

/// Returns the name that `typed` most likely meant, or `nil` when no name is near.
///
/// Names are compared by ``editDistance(_:_:)`` without regard to case. One edit is allowed for a
/// length of 3, two for 4 and 5, a third of the length up to three for more. The first of
/// equally near names wins, unless only a later one has the same first letter; a name equal to
/// `typed` is never suggested.
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

/// Returns how many insertions, deletions, replacements and swaps of neighbors make one text the
/// other (the restricted Damerau-Levenshtein distance, in characters).
///
/// - Complexity: O(*n* × *m*); for short texts.
package func editDistance(_ one: some StringProtocol, _ other: some StringProtocol) -> Int {
  editDistance(Array(one), Array(other))
}

private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
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
