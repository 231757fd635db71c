import Tokenization

/// The numbers behind a count that depend on the model and not on the words.
///
/// All of them are estimates: the service documents neither how it lays out a conversation nor
/// what it makes of tools and images.
package struct TokenRules: Sendable, Hashable {
  /// How images are counted.
  package var image: ImageRule
  /// Tokens before each tool.
  package var functionStart: Int
  /// Whether the table of ``ImageRule`` has the model.
  package var knowsImages: Bool

  /// What holds where no model is named: gpt-4o and gpt-4.1.
  package static let standard = TokenRules(model: "gpt-4o")

  /// The rules of a model; for what is not known about it, those of gpt-4o.
  ///
  /// The start of a tool is 10 for the older models and 7 for all newer ones: `func_init` of the
  /// OpenAI cookbook's `num_tokens_for_tools`.
  package init(model: String) {
    let rule = ImageRule(model: model)
    image = rule ?? .standard
    knowsImages = rule != nil
    let base = baseModel(of: model)
    let isOlder =
      base.hasPrefix("gpt-3.5") || base.hasPrefix("gpt-35") || base == "gpt-4"
      || base.hasPrefix("gpt-4-")
    functionStart = isOlder ? 10 : 7
  }
}
