internal import Spelling

/// The share of words that two texts have in common: 0 for none, 1 for the same words.
///
/// The Jaccard index of their sets of words, ignoring case.
package func wordSimilarity(_ one: String, _ other: String) -> Double {
  let words = Set(one.lowercased().split(whereSeparator: \.isSeparator))
  let others = Set(other.lowercased().split(whereSeparator: \.isSeparator))
  let union = words.union(others).count
  return union == 0 ? 1 : Double(words.intersection(others).count) / Double(union)
}

extension Character {
  fileprivate var isSeparator: Bool { isWhitespace || isPunctuation }
}

/// Whether two texts are at most `limit` edits apart, without measuring those that cannot be.
func areNear(_ one: String, _ other: String, within limit: Int) -> Bool {
  // Prompts of a page are compared by their first part, which is where slips show soon enough.
  let one = one.prefix(1_000)
  let other = other.prefix(1_000)
  guard abs(one.count - other.count) <= limit else { return false }
  return editDistance(one, other) <= limit
}
