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
