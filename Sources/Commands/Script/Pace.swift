import CommandLanguage

/// How fast a script is shown to people who watch it.
package enum Pace: String, Sendable, Hashable, CaseIterable {
  /// All at once, as for a reader.
  case instant
  /// Typed quickly, and what took time on the tape takes a tenth of it.
  case fast
  /// Typed as a person does, and what took time on the tape takes as much again.
  case real

  /// The time between two typed characters; nil where a line comes at once.
  package var typing: Duration? {
    switch self {
    case .instant: nil
    case .fast: .milliseconds(18)
    case .real: .milliseconds(60)
    }
  }

  /// How much of the time that passed on the tape passes in a replay, from 0 to 1.
  package var share: Double {
    switch self {
    case .instant: 0
    case .fast: 0.1
    case .real: 1
    }
  }

  static let option = VerbDeclaration.Option(
    "pace", "HOW", "how fast lines are typed and taped answers come: instant, fast or real")

  /// Reads `--pace`; nil where it is not given.
  init?(_ reader: inout ArgumentReader) throws(Failure) {
    guard let value = reader.value(Self.option.name) else { return nil }
    guard let pace = Self(rawValue: value.text) else {
      throw Failure(
        .badOptionValue, "--pace takes instant, fast or real", at: value.span,
        consequence: "nothing ran", remedy: "\(reader.verbName) lesson.ft --pace real")
    }
    self = pace
  }
}
