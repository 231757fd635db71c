/// How many characters must be inserted, removed or replaced to turn one text into the other.
///
/// - Complexity: O(*n* × *m*); for short texts.
package func editDistance(_ one: some StringProtocol, _ other: some StringProtocol) -> Int {
  let other = Array(other)
  var row = Array(0...other.count)
  for (index, character) in one.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in other.indices {
      let replaced = diagonal + (character == other[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[other.count]
}

/// The candidate nearest to `word`, when it is near enough to be a slip: at most two edits and
/// fewer than half of its characters.
func nearest(to word: String, among candidates: [String]) -> String? {
  let word = word.lowercased()
  let best = candidates.map { ($0, editDistance(word, $0)) }.min { $0.1 < $1.1 }
  guard let best, best.1 <= 2, best.1 * 2 < max(word.count, 2) else { return nil }
  return best.0
}

/// Whether two texts are at most `limit` edits apart, without measuring those that cannot be.
func areNear(_ one: String, _ other: String, within limit: Int) -> Bool {
  // Prompts of a page are compared by their first part, which is where slips show soon enough.
  let one = one.prefix(1_000)
  let other = other.prefix(1_000)
  guard abs(one.count - other.count) <= limit else { return false }
  return editDistance(one, other) <= limit
}
