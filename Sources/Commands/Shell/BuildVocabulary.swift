import CommandLanguage

/// Ranks as they were published, and where their loadable form goes.
package struct BuildVocabularyInput: Sendable {
  /// As it was typed.
  package var ranks: String
  /// As it was typed.
  package var folder: String
}

extension ShellVerb where Input == BuildVocabularyInput {
  /// `vocabulary build`: what `scripts/vocabulary` does with a download.
  package static var vocabulary: Self {
    Self(
      VerbDeclaration(
        "vocabulary", .shell, "store downloaded ranks in the form that loads at once",
        usage: ["vocabulary build RANKS FOLDER"],
        examples: [
          .init(
            "vocabulary build o200k_base.tiktoken vocabulary",
            "what scripts/vocabulary does with a download")
        ], operands: [.words(["build"]), .path, .path]),
      read: { reader throws(Failure) in
        let work = try reader.argument("a word:  ft vocabulary build RANKS FOLDER")
        guard work.text == "build" else {
          throw Failure(
            .unknownSubcommand, "vocabulary has no action \"\(work.text)\"", at: work.span,
            consequence: "nothing was stored", remedy: "scripts/vocabulary")
        }
        return BuildVocabularyInput(
          ranks: try reader.argument("ranks and a folder").text,
          folder: try reader.argument("a folder").text)
      })
  }
}
