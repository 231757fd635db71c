import CommandLanguage
import Commands
import Files
import Tokenization
import Workspaces

/// `ft vocabulary build RANKS FOLDER`: stores a downloaded vocabulary in the form that loads at
/// once, unless a sound one is in the folder.
///
/// Set-up calls it; the ranks are checked against the published file's SHA-256. The name in the
/// folder is this program's own, so that other versions keep theirs.
func buildVocabulary(
  _ input: BuildVocabularyInput, _ environment: ProcessEnvironment
) throws -> Commands.ExitCode {
  let file = try LocalFile.contents(of: environment.path(input.ranks))
  do {
    let ranks = try RankFile(file)
    let path = environment.path(input.folder) + "/" + Vocabulary.fileName(ranks.encoding)
    let stored = try? VocabularyFiles.vocabulary(at: path)
    if stored?.sourceChecksum != ranks.checksum {
      try LocalFile.write(Vocabulary.storedForm(of: ranks), to: path)
    }
  } catch let error as VocabularyError {
    throw Failure(
      .noVocabulary, "\(input.ranks) is \(error)", consequence: "nothing was stored",
      remedy: "fetch it again:  scripts/vocabulary")
  }
  return .success
}
