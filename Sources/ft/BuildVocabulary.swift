import Commands
import Tokenization
import Workspaces

/// `ft vocabulary build RANKS OUT`: stores a downloaded vocabulary in the form that loads at once.
///
/// Set-up calls it; the ranks are checked against the published file's SHA-256.
func buildVocabulary(_ words: [String], _ surroundings: ProcessSurroundings) throws
  -> Commands.ExitCode
{
  guard words.count == 3, words[0] == "build" else {
    throw Failure("E021", "ft vocabulary needs ranks and a place", remedy: "scripts/vocabulary")
  }
  let ranks = try LocalFile.contents(of: surroundings.path(words[1]))
  do {
    let stored = Vocabulary.storedForm(of: try RankFile(ranks))
    try LocalFile.write(stored, to: surroundings.path(words[2]))
  } catch let error as VocabularyError {
    throw Failure(
      "E606", "\(words[1]): \(error)", consequence: "nothing was stored",
      remedy: "fetch it again:  scripts/vocabulary")
  }
  return .success
}
