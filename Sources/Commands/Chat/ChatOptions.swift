import CommandLanguage
import FineTuning

/// How a model is to answer, and what it is told first.
struct ChatOptions: Sendable {
  var sampling: SamplingOptions
  /// The system prompt; nil for that of the training set.
  var system: String?
  /// The provider, by its name; nil for the one in use.
  var provider: Argument?
  /// In seconds; nil for the usual.
  var patience: Int?

  /// Takes the options of a line; replies are greedy unless a temperature is given.
  init(_ reader: inout ArgumentReader) throws(Failure) {
    sampling = SamplingOptions(
      temperature: try reader.number("temperature") ?? 0,
      maximumTokens: try reader.integer("max-tokens", in: 1...100_000),
      seed: try reader.integer("seed", in: 0...Int(Int32.max)))
    system = reader.text("system")
    provider = reader.value("provider")
    patience = try reader.patience()
  }

  /// The options of a verb that asks once.
  static let declared: [VerbDeclaration.Option] = [
    .init("temperature", "NUMBER", "0 always takes the likeliest word; 0 unless said"),
    .init("max-tokens", "N", "the longest reply"),
    .init("seed", "N", "the same seed draws the same reply"),
    .init("system", "TEXT", "the system prompt; the training set's unless said"),
    .init("provider", "NAME", "the provider; the one in use unless said"),
    CommandPatience.option,
  ]
}
